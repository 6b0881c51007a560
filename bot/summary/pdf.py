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
TITLE, HEADING, TEXT, SMALL = 18, 8.5, 9.5, 8
LEADING = 0.46  # millimetres of line height a point of type
MARGIN, GUTTER, PADDING = 16, 8, 2.5


def as_pdf(page: Page) -> bytes:
    """A4, numbered, with title and language set for screen readers; mostly one sheet."""
    pdf = _Sheet(format="A4")
    pdf.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_lang("en")
    pdf.set_title(page.title)
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, margin=MARGIN)
    pdf.add_page()
    _line(pdf, page.title, TITLE, "B", INK)
    for line in (page.clinic, *page.about):
        _line(pdf, line, SMALL, "", GREY)
    pdf.ln(3)
    for section in page.sections[:1]:
        _box(pdf, section)
    _columns(pdf, page.sections[1:])
    pdf.ln(3)
    for line in (page.disclaimer, page.versions):
        _line(pdf, line, SMALL, "", GREY)
    return bytes(pdf.output())


class _Sheet(FPDF):
    def footer(self) -> None:
        """The number of the sheet."""
        self.set_y(-12)
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*GREY)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="R")


def _box(pdf: FPDF, section: Section) -> None:
    """How soon, in a frame: the first thing that a doctor has to see."""
    colour, top, left = RED if section.urgent else INK, pdf.get_y(), pdf.l_margin
    pdf.set_margins(left + PADDING, MARGIN, left + PADDING)
    pdf.set_xy(left + PADDING, top + PADDING)
    _line(pdf, section.heading.upper(), HEADING, "B", colour)
    for line in section.lines:
        _line(pdf, line, TEXT, "B" if section.urgent else "", colour)
    pdf.set_margins(left, MARGIN, left)
    pdf.set_draw_color(*colour)
    pdf.rect(left, top, pdf.epw, pdf.get_y() - top + PADDING)
    pdf.set_xy(left, pdf.get_y() + PADDING + 3)


def _columns(pdf: FPDF, sections: tuple[Section, ...]) -> None:
    """What was told on the left, what follows on the right; long ones run on."""
    with pdf.text_columns(ncols=2, gutter=GUTTER, text_align="L") as columns:
        for place, section in enumerate(sections):
            if section.advice and place and not sections[place - 1].advice:
                columns.new_column()
            with columns.paragraph(top_margin=1.5, bottom_margin=0.5, line_height=1.15) as heading:
                _ink(pdf, HEADING, "B", GREY)
                heading.write(section.heading.upper())
            for line in section.lines:
                with columns.paragraph(bottom_margin=0.8, line_height=1.2) as words:
                    _ink(pdf, TEXT, "", INK)
                    words.write(line)


def _line(pdf: FPDF, text: str, size: float, style: str, colour: tuple[int, int, int]) -> None:
    _ink(pdf, size, style, colour)
    pdf.multi_cell(0, size * LEADING, text, new_x="LMARGIN", new_y="NEXT", align="L")


def _ink(pdf: FPDF, size: float, style: str, colour: tuple[int, int, int]) -> None:
    pdf.set_font(FONT, style, size)
    pdf.set_text_color(*colour)


def main() -> None:
    """One page in, one PDF out."""
    facts = json.load(sys.stdin)
    sections = tuple(Section(**section) for section in facts.pop("sections"))
    sys.stdout.buffer.write(as_pdf(Page(sections=sections, **facts)))


if __name__ == "__main__":
    main()
