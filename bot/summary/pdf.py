"""Draws a summary page as a PDF; run as a program, from JSON on stdin to stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fpdf import FPDF

from bot.summary.page import Page, Section

FONTS = Path(__file__).parent / "fonts"
FONT = "DejaVu"
INK, GREY, RED = (20, 24, 28), (95, 100, 105), (160, 20, 20)
TITLE, HEADING, TEXT, SMALL = 18, 12, 10.5, 8.5
INDENT = 5


def as_pdf(page: Page) -> bytes:
    """A4, numbered, with title and language set for screen readers."""
    pdf = _Sheet(format="A4")
    pdf.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_lang("en")
    pdf.set_title(page.title)
    pdf.set_margin(20)
    pdf.set_auto_page_break(True, margin=20)
    pdf.add_page()
    _line(pdf, page.title, TITLE, "B", INK)
    _line(pdf, page.clinic, TEXT, "", GREY)
    for section in page.sections:
        _section(pdf, section)
    pdf.ln(6)
    _line(pdf, page.disclaimer, SMALL, "", GREY)
    return bytes(pdf.output())


class _Sheet(FPDF):
    def footer(self) -> None:
        """The number of the sheet."""
        self.set_y(-15)
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*GREY)
        self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="R")


def _section(pdf: FPDF, section: Section) -> None:
    pdf.ln(4)
    colour = RED if section.urgent else INK
    _line(pdf, section.heading, HEADING, "B", colour)
    left = pdf.l_margin
    for line in section.lines:
        pdf.set_x(left)
        pdf.set_font(FONT, "", TEXT)
        pdf.cell(INDENT, 6, "•")
        pdf.set_left_margin(left + INDENT)
        _line(pdf, line, TEXT, "B" if section.urgent else "", colour)
        pdf.set_left_margin(left)


def _line(pdf: FPDF, text: str, size: float, style: str, colour: tuple[int, int, int]) -> None:
    pdf.set_font(FONT, style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.52, text, new_x="LMARGIN", new_y="NEXT", align="L")


def main() -> None:
    """One page in, one PDF out."""
    facts = json.load(sys.stdin)
    sections = tuple(Section(**section) for section in facts.pop("sections"))
    sys.stdout.buffer.write(as_pdf(Page(sections=sections, **facts)))


if __name__ == "__main__":
    main()
