"""Takes the pictures of docs/console.md: the console on the real service, with invented patients.

`.venv/bin/python scripts/console_pictures.py [name …]`: all, or those that begin so.
Needs a trained model (`make setup`).
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, expect

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import chromium, page_of
from tests.browser.console.desk import Desk
from tests.browser.console.people import ALARM, COMPLAINT, Patient, make_user
from tests.fakes.running import real_service, running

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 850}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
DARK: dict[str, Any] = {"color_scheme": "dark"}
SETTLE_MS = 600
QUALITY = 82
CALL = "her lower back has been shaking for two months when she stands at the sink, no numbness"
CALL_ALARM = "since this morning he can't hold his water and is numb between the legs"


@dataclass(frozen=True)
class Morning:
    """Three patients on the website."""

    alarmed: Patient
    talking: Patient
    waiting: Patient


def begin_morning(url: str) -> Morning:
    """Each says what brings them."""
    morning = Morning(*(Patient(url).begin() for _ in range(3)))
    morning.waiting.write("my back quivers in bed, I sleep badly, can I talk to somebody?")
    morning.waiting.ask_for_person()
    morning.talking.write(COMPLAINT)
    morning.talking.write("none of these")
    morning.talking.write("we moved house three weeks ago, I carried boxes all day")
    morning.alarmed.write(ALARM)
    return morning


def queue(desk: Desk, morning: Morning) -> None:
    """The queue with an emergency on top."""
    expect(desk.case(morning.alarmed)).to_be_visible()


def talk(desk: Desk, morning: Morning) -> None:
    """A conversation that was taken over."""
    desk.open(morning.talking)
    if "You have it" not in desk.head.inner_text():
        desk.press("t")
        expect(desk.head).to_contain_text("You have it")
        desk.type("Good morning, this is Anna of the clinic. Does the pain wake you at night?")
        expect(desk.transcript).to_contain_text("wake you at night")
        desk.page.get_by_role("tab", name="Private note").click()
        desk.type("Works shifts; reach him after 14:00.")
        expect(desk.transcript).to_contain_text("after 14:00")
        desk.page.get_by_role("tab", name="Reply").click()
        expect(desk.page.locator("#toast")).to_be_empty(timeout=20_000)


def new_call(desk: Desk, caller: str, relation: str, words: str) -> None:
    """A call up to its first sentence."""
    desk.go("/call")
    for given in (caller, relation, "020 7946 0018"):
        desk.page.keyboard.type(given)
        desk.press("Enter" if given.startswith("020") else "Tab")
    expect(desk.page.locator("#call")).to_be_visible()
    desk.ready().type(words)
    expect(desk.page.locator(".chip").first).to_be_visible()


def call(desk: Desk, _: Morning) -> None:
    """A call: the next question on top, what was understood below."""
    new_call(desk, "Mrs Halloran", "mother", CALL)


def call_emergency(desk: Desk, _: Morning) -> None:
    """The screen of a call has turned."""
    new_call(desk, "Mr Osei", "father", CALL_ALARM)
    expect(desk.page.locator("#stage.emergency")).to_be_visible()


def figures(desk: Desk, _: Morning) -> None:
    """The supervisor's page."""
    desk.go("/figures")


def keys(desk: Desk, morning: Morning) -> None:
    """The help with the keys."""
    talk(desk, morning)
    desk.press("?")
    expect(desk.sheet).to_be_visible()


Scene = Callable[[Desk, Morning], None]
PICTURES: dict[str, tuple[Scene, str, dict[str, Any]]] = {
    "console-queue": (queue, "anna", DESK),
    "console-talk": (talk, "anna", DESK),
    "console-talk-dark": (talk, "anna", DESK | DARK),
    "console-talk-phone": (talk, "anna", PHONE),
    "console-call": (call, "anna", DESK),
    "console-call-phone": (call, "anna", PHONE),
    "console-emergency": (call_emergency, "anna", DESK),
    "console-figures": (figures, "sue", DESK),
    "console-keys": (keys, "anna", DESK),
}
"""Name of the file: what is on it, who sees it, on which screen."""


def take(browser: Browser, url: str, name: str, morning: Morning) -> None:
    """One picture."""
    scene, user, screen = PICTURES[name]
    with page_of(browser, reduced_motion="reduce", **screen) as page:
        scene(Desk(page, url).sign_in(user), morning)
        page.wait_for_timeout(SETTLE_MS)
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").save(IMAGES / f"{name}.webp", quality=QUALITY, method=6)


def main() -> None:
    """All pictures whose name begins like an argument."""
    wanted = [n for n in PICTURES if not sys.argv[1:] or n.startswith(tuple(sys.argv[1:]))]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        make_user(data, "anna", "agent")
        make_user(data, "sue", "supervisor")
        with running(real_service(data)) as server, chromium() as browser:
            morning = begin_morning(server.url)
            for name in wanted:
                take(browser, server.url, name, morning)
                print(name)


if __name__ == "__main__":
    main()
