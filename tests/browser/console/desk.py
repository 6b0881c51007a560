"""The console as an agent uses it: by what is written on it and by its keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.browser.console.people import PASSWORD, Patient

REFUSED = ("Failed to load resource", "Response Status Error Code 4")
"""What the browser and htmx write when the server says no."""

UNSETTLED = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
"""What htmx has not finished with: a press there and then may find nothing behind a button."""


@dataclass
class Desk:
    """One agent's browser; whatever upsets a script, or asks another server, is noted."""

    page: Page
    url: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda line: self._listen(line.type, line.text))
        self.page.on("request", lambda request: self._watch(request.url))

    def _listen(self, kind: str, text: str) -> None:
        # A refusal of the server is an answer like others; a breach of the policy is not.
        if kind == "error" and not any(words in text for words in REFUSED):
            self.troubles.append(text)

    def _watch(self, address: str) -> None:
        if not address.startswith((self.url, "data:", "blob:", "about:")):
            self.troubles.append(f"asked {address}")

    def sign_in(self, name: str) -> Desk:
        """Through the form, and wait until the news come in."""
        self.page.goto(f"{self.url}/console")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        return self.ready()

    def ready(self) -> Desk:
        """The stream of news is open."""
        expect(self.page.locator("body")).to_have_attribute("data-connected", "true")
        return self

    def go(self, path: str = "") -> Desk:
        """To a page of the console."""
        self.page.goto(f"{self.url}/console{path}")
        return self.ready()

    def open(self, patient: Patient) -> Desk:
        """A conversation."""
        self.go(f"/c/{patient.id}")
        expect(self.transcript).to_be_visible()
        return self

    def take_over(self) -> Desk:
        """Take the open conversation, and wait until the cursor stands in the reply.

        A letter pressed before that is one of the reply, and no command.
        """
        self.press("t")
        expect(self.head).to_contain_text("You have it")
        expect(self.page.locator("textarea:focus")).to_be_visible()
        return self

    def case(self, patient: Patient) -> Locator:
        """The conversation's place in the queue."""
        return self.page.locator(f"#case-{patient.id}")

    @property
    def transcript(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log", name="Transcript")

    @property
    def record(self) -> Locator:
        """Urgency, findings, what may be behind it."""
        return self.page.get_by_role("complementary", name="Record")

    @property
    def head(self) -> Locator:
        """Who has the conversation."""
        return self.page.locator("#talk-head")

    @property
    def sheet(self) -> Locator:
        """The dialog that is open."""
        return self.page.locator("dialog[open]")

    def settled(self) -> None:
        """What was fetched has found its place."""
        expect(self.page.locator(UNSETTLED)).to_have_count(0)

    def press(self, *keys: str) -> None:
        """Keys, one after the other, as fast as a person who looks at the screen."""
        for key in keys:
            self.settled()
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Words where the cursor stands, and Enter."""
        self.settled()
        self.page.keyboard.insert_text(words)
        self.page.keyboard.press("Enter")

    def says(self, words: str) -> None:
        """The line at the foot of the screen."""
        expect(self.page.locator("#toast")).to_contain_text(words)
