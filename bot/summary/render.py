"""Writes a summary page as plain text, as HTML and as PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bot.summary.page import Page

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
WIDTH = 78


def as_text(page: Page) -> bytes:
    """Lines for a terminal or a mail."""
    blocks = [f"{page.title}\n{page.clinic}"]
    for section in page.sections:
        lines = (_bullet(line) for line in section.lines)
        blocks.append("\n".join((section.heading.upper(), *lines)))
    blocks.append(textwrap.fill(page.disclaimer, WIDTH))
    return ("\n\n".join(blocks) + "\n").encode()


def _bullet(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ")


def as_html(page: Page) -> bytes:
    """A page to print; it loads nothing and everything in it is escaped."""
    templates = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return templates.get_template("summary.html").render(page=page).encode()


def as_pdf(page: Page) -> bytes:
    """One or two sheets of A4 in a font that knows most alphabets."""
    # Loaded here only: its font and image libraries weigh 20 MB.
    from bot.summary.pdf import write_pdf

    return write_pdf(page, FONTS)


RENDERERS: dict[str, Callable[[Page], bytes]] = {
    "text/plain": as_text,
    "text/html": as_html,
    "application/pdf": as_pdf,
}
