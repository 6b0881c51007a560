"""Takes the pictures of docs/images: each state of the widget on desk and phone, light and dark.

`.venv/bin/python scripts/screenshots.py [name …]`: all pictures, or those whose name begins so.
The scripted fake service answers, so that the pictures come out the same each time.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import chromium, page_of
from tests.browser.widget import COMPLAINT, Widget
from tests.fakes.running import fake_service, running

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
}
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 568}, "device_scale_factor": 2}
DARK: dict[str, Any] = {"color_scheme": "dark"}
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
SETTLE_MS = 700

Scene = Callable[[Widget], None]


def page_only(widget: Widget) -> None:
    """The clinic's page."""
    widget.page.goto(widget.url)
    widget.page.wait_for_selector("[data-back-tremor]", state="attached")


def greeting(widget: Widget) -> None:
    """The assistant, just opened."""
    widget.open()


def question(widget: Widget) -> None:
    """A question with quick replies."""
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")


def result(widget: Widget) -> None:
    """The result, from its beginning."""
    widget.open().result()
    widget.page.wait_for_timeout(SETTLE_MS)
    widget.log.locator(".reply-summary").evaluate("e => e.scrollIntoView({block: 'start'})")


def end(widget: Widget) -> None:
    """Summary card and rating."""
    widget.open().result()
    widget.page.wait_for_timeout(SETTLE_MS)
    widget.page.get_by_role("radio", name="4 of 5").check()
    widget.log.evaluate("e => e.scrollTo(0, e.scrollHeight)")


def emergency(widget: Widget) -> None:
    """What is shown when it may be an emergency."""
    widget.open()
    widget.write("my back shakes and since this morning I cannot hold my bladder")
    widget.shows("Call 112 now")


def agent(widget: Widget) -> None:
    """A person of the clinic has joined."""
    widget.open()
    widget.menu("Talk to a person")
    widget.shows("May I call you?")
    widget.write("Yes, please, on my mobile.")


def menu(widget: Widget) -> None:
    """The menu."""
    widget.open()
    widget.page.get_by_role("button", name="More").click()


def forget(widget: Widget) -> None:
    """The question before everything is erased."""
    menu(widget)
    widget.page.get_by_role("button", name="Forget me").click()


def offline(widget: Widget) -> None:
    """Without a network."""
    widget.open()
    widget.page.context.set_offline(True)
    widget.write(COMPLAINT)


PICTURES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "page": (page_only, DESK),
    "page-dark": (page_only, DESK | DARK),
    "page-phone": (page_only, PHONE),
    "greeting": (greeting, DESK),
    "question": (question, DESK),
    "question-dark": (question, DESK | DARK),
    "question-phone": (question, PHONE),
    "question-narrow": (question, NARROW),
    "question-contrast": (question, DESK | {"forced_colors": "active"}),
    "result": (result, DESK),
    "result-phone": (result, PHONE),
    "result-phone-dark": (result, PHONE | DARK),
    "end-phone": (end, PHONE),
    "emergency": (emergency, DESK),
    "emergency-phone": (emergency, PHONE),
    "emergency-phone-dark": (emergency, PHONE | DARK),
    "agent": (agent, DESK),
    "menu-phone": (menu, PHONE),
    "forget-phone-dark": (forget, PHONE | DARK),
    "offline-phone": (offline, PHONE),
}
"""Name of the file: what is on it, and for which screen."""

WHOLE_PAGES = ("page", "page-dark", "page-phone")


def take(browser: Browser, url: str, name: str) -> None:
    """One picture."""
    scene, screen = PICTURES[name]
    with page_of(browser, **(screen | STILL)) as page:
        scene(Widget(page, url))
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=IMAGES / f"{name}.png", full_page=name in WHOLE_PAGES)


def main() -> None:
    """All pictures whose name begins like an argument."""
    wanted = [
        name
        for name in PICTURES
        if not sys.argv[1:] or any(name.startswith(start) for start in sys.argv[1:])
    ]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(fake_service(Path(folder) / "memory.json")) as server,
        chromium() as browser,
    ):
        for name in wanted:
            take(browser, server.url, name)
            print(name)


if __name__ == "__main__":
    main()
