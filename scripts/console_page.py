"""Prints docs/console.md, the page for agents, on one sheet of A4.

`.venv/bin/python scripts/console_page.py [file]`: as var/console.pdf, unless a file is named.
Needs Chromium.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, ViewportSize

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import chromium

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SHEET = ROOT / "var" / "console.pdf"
MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
ROOM = ViewportSize(width=718, height=1047)  # A4 without its margins, in pixels
STYLE = """
body { font: 9.1pt/1.28 system-ui, sans-serif; margin: 0; padding-right: 1px; color: #111; }
h1 { font-size: 16pt; margin: 0 0 2pt; }
h2 { font-size: 11pt; margin: 5pt 0 1pt; }
p, ol, table { margin: 2pt 0; }
ol { padding-left: 14pt; }
img { display: block; width: 42%; margin: 3pt auto; border: 1px solid #bbb; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: 8.7pt; line-height: 1.26; }
th { text-align: left; }
th, td { border: 1px solid #bbb; padding: 1.5pt 4pt; vertical-align: top; }
td:first-child { white-space: nowrap; }
code { font-size: 92%; background: #eee; padding: 0 2pt; border-radius: 2pt; }
"""


def as_html(markdown: str) -> str:
    """The page as a browser shows it."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    base = f'<base href="{DOCS.as_uri()}/">'
    head = f'<meta charset="utf-8"><title>Console</title>{base}<style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def printed(browser: Browser) -> bytes:
    """The page for agents as a PDF; a little smaller where the machine's letters are wide."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(as_html((DOCS / "console.md").read_text("utf-8")), "utf-8")
        page = browser.new_page(viewport=ROOM)
        page.goto(file.as_uri(), wait_until="load")
        needed: int = page.evaluate("document.documentElement.scrollHeight")
        scale = ROOM["height"] / max(needed, ROOM["height"])
        pdf = page.pdf(format="A4", margin=MARGINS, print_background=True, scale=scale)
        page.close()
    return pdf


def main() -> None:
    """Print it."""
    sheet = Path(sys.argv[1]) if sys.argv[1:] else SHEET
    sheet.parent.mkdir(exist_ok=True)
    with chromium() as browser:
        sheet.write_bytes(printed(browser))
    print(sheet)


if __name__ == "__main__":
    main()
