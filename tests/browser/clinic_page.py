"""The site of a foreign clinic: any page, with any policy, at an address only the browser knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import FrameLocator, Page, expect

from tests.fakes.service import CLINIC

PAGE = """<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>Clinic</title><link rel="icon" href="data:,">
{head}</head><body><h1>Our clinic</h1>{body}</body></html>"""
LAUNCHER = "Ask about your back"
LONG_MS = 60_000


@dataclass
class ClinicPage:
    """A page of a clinic's that has the assistant of `service` on it."""

    page: Page
    service: str
    site: str = CLINIC
    upset: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.upset.append(str(error)))

    def tag(self, options: str = "") -> str:
        """The script tag."""
        return (
            f'<script src="{self.service}/widget.js" data-clinic="foreign"'
            f' data-emergency="999" {options} async></script>'
        )

    def serve(self, head: str, *, body: str = "", policy: str = "", **headers: str) -> None:
        """Answer requests for the site, and go there; other headers with _ for -."""
        html = PAGE.format(head=head, body=body)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Content-Security-Policy"] = policy
        answer = {"body": html, "headers": {**headers, "Content-Type": "text/html"}}
        self.page.route(re.compile(re.escape(self.site)), lambda route: route.fulfill(**answer))
        self.page.goto(self.site)

    def open(self) -> FrameLocator:
        """Press the launcher; the widget's own document."""
        self.page.get_by_role("button", name=LAUNCHER).click()
        return self.widget()

    def widget(self) -> FrameLocator:
        """The widget's document, once one can write in it."""
        frame = self.page.frame_locator("iframe[title='Back tremor assistant']")
        expect(frame.get_by_role("textbox")).to_be_visible(timeout=LONG_MS)
        return frame

    def write(self, frame: FrameLocator, words: str) -> None:
        """Type and send by Enter."""
        frame.get_by_role("textbox").click()
        self.page.keyboard.insert_text(words)
        self.page.keyboard.press("Enter")


def strict(service: str) -> str:
    """A policy that forbids all but the assistant, and scripts that turn words into code."""
    return (
        f"default-src 'none'; script-src {service}; connect-src {service}; frame-src {service}; "
        "img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"
    )
