"""The page for agents hangs on a wall: one sheet, with its picture."""

from __future__ import annotations

import io

from playwright.sync_api import Browser
from pypdf import PdfReader

from scripts.console_page import printed


def test_it_is_one_sheet_of_a4_with_its_picture(browser: Browser) -> None:
    (sheet,) = PdfReader(io.BytesIO(printed(browser))).pages
    assert len(sheet.images) == 1
    words = " ".join(sheet.extract_text().split())
    assert "The console: one page for agents" in words
    assert "set-clipboard" in words, "the last line is on it, too"
