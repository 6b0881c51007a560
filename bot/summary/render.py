"""Writes a summary page as plain text and as HTML."""

from __future__ import annotations

import textwrap
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bot.summary.page import Page
from bot.summary.style import style

HERE = Path(__file__).parent
WIDTH = 78


def as_text(page: Page) -> bytes:
    """Lines for a terminal or a mail."""
    blocks = ["\n".join((page.title, page.clinic, *page.about))]
    for section in page.sections:
        lines = (_bullet(line) for line in section.lines)
        blocks.append("\n".join((section.heading.upper(), *lines)))
    blocks.append(textwrap.fill(page.disclaimer, WIDTH))
    blocks.append(page.versions)
    return ("\n\n".join(blocks) + "\n").encode()


def _bullet(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ")


def as_html(page: Page) -> bytes:
    """A page to print; it loads nothing and everything in it is escaped."""
    templates = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    template = templates.get_template("summary.html")
    return template.render(page=page, style=Markup(style())).encode()  # noqa: S704 - a file of ours
