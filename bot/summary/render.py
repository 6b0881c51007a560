"""Writes a summary page as plain text and as HTML."""

from __future__ import annotations

import textwrap
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bot.summary.page import Page

HERE = Path(__file__).parent
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
