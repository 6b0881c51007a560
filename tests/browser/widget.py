"""The widget as a person uses it: open, write, choose, read."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect

COMPLAINT = "for about three weeks my lower back has been trembling when I bend down, no numbness"


@dataclass
class Widget:
    """Finds things by what a screen reader would hear."""

    page: Page
    url: str
    troubles: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._watch(request.url))

    def _watch(self, address: str) -> None:
        if not address.startswith((self.url, "data:", "blob:", "about:")):
            self.outside.append(address)

    def open(self) -> Widget:
        """Load the page and open the assistant."""
        self.page.goto(self.url)
        self.page.get_by_role("button", name="Ask about your back").click()
        return self.ready()

    def ready(self) -> Widget:
        """Wait for the input and the greeting."""
        expect(self.input).to_be_visible()
        expect(self.log.locator("back-tremor-reply").first).to_be_visible()
        expect(self.page.get_by_text("Usually answers at once")).to_be_visible()
        return self

    @property
    def input(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Describe it in your own words")

    @property
    def log(self) -> Locator:
        """The messages."""
        return self.page.get_by_role("log", name="Conversation")

    @property
    def region(self) -> Locator:
        """The whole widget."""
        return self.page.get_by_role("region", name="Back tremor assistant")

    def write(self, words: str) -> None:
        """Type and send by Enter."""
        self.input.click()
        self.page.keyboard.insert_text(words)
        self.page.keyboard.press("Enter")

    def choice(self, title: str) -> Locator:
        """A quick reply."""
        return self.log.get_by_role("button", name=title, exact=True)

    def shows(self, words: str) -> None:
        """The conversation comes to hold these words."""
        expect(self.log.get_by_text(words).last).to_be_visible()

    def menu(self, item: str) -> None:
        """Choose from the menu in the header."""
        self.page.get_by_role("button", name="More").click()
        self.region.get_by_role("button", name=item, exact=True).click()

    def result(self) -> Widget:
        """Walk the fake's interview to its end."""
        self.write(COMPLAINT)
        self.choice("None of these").click()
        self.choice("Bit by bit").click()
        self.shows("How soon:")
        return self


def control(url: str, body: dict[str, Any] | None = None) -> Any:
    """Steer the fake service, or ask what it has heard."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url + "/control", data=data, method="POST")  # noqa: S310
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def said(url: str, role: str) -> list[str]:
    """What the fake service has in its transcripts, of all conversations."""
    talks = control(url)["talks"].values()
    return [line.get("text", "") for lines in talks for line in lines if line["role"] == role]
