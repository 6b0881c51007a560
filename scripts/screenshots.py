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
from tests.browser.clinic_page import LAUNCHER, ClinicPage
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
ZOOMED: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
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


def device(widget: Widget) -> None:
    """The question whether the browser may remember."""
    menu(widget)
    widget.page.get_by_role("button", name="This is my own device").click()


def despair(widget: Widget) -> None:
    """Two numbers to call."""
    widget.open()
    widget.write("I want to end my life")
    widget.shows("Please do not stay alone")


BODY = """
<style>
  body { font: 17px/1.6 Georgia, serif; max-width: 36em; margin: 3em auto; padding: 0 1em }
</style>
<p>Any page of any clinic. The assistant is on it by one script tag, and stands in a frame.</p>"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
<rect width="40" height="40" rx="9" fill="#663399"/>
<path d="M20 8v24M8 20h24" stroke="#fff" stroke-width="6"/></svg>"""


def on_a_clinics_page(widget: Widget, options: str, head: str = "") -> ClinicPage:
    """A foreign page with these options on the tag."""
    clinic = ClinicPage(widget.page, widget.url)
    clinic.serve(head + clinic.tag(options), body=BODY)
    widget.page.route("**/logo.svg", lambda r: r.fulfill(body=LOGO, content_type="image/svg+xml"))
    return clinic


def proactive(widget: Widget) -> None:
    """The clinic's greeting beside the button."""
    words = "Does your back tremble? I can tell you which doctor to see."
    clinic = on_a_clinics_page(widget, f'data-greeting="{words}" data-greeting-after="0.1"')
    clinic.page.get_by_role("button", name=words).wait_for()


def brand(widget: Widget) -> None:
    """A clinic's colour, name and logo."""
    options = 'data-accent="#663399" data-logo="/logo.svg" data-name="Ask Dr. Moss’s team"'
    clinic = on_a_clinics_page(widget, options)
    frame = clinic.open()
    clinic.write(frame, COMPLAINT)
    frame.get_by_role("button", name="None of these").wait_for()


def mirrored(widget: Widget) -> None:
    """From right to left."""
    turn = "<script>document.documentElement.dir = 'rtl'</script>"
    clinic = on_a_clinics_page(widget, "", turn)
    frame = clinic.open()
    clinic.write(frame, COMPLAINT)
    frame.get_by_role("button", name="None of these").wait_for()


def failure(widget: Widget) -> None:
    """When it cannot be loaded."""
    clinic = on_a_clinics_page(widget, "")
    clinic.page.route("**/app.js", lambda route: route.abort())
    clinic.page.get_by_role("button", name=LAUNCHER).click()
    clinic.page.get_by_text("could not be loaded").wait_for()


def loading(widget: Widget) -> None:
    """While it is being loaded."""
    clinic = on_a_clinics_page(widget, "")
    clinic.page.route("**/deepChat.bundle.js", lambda _route: None)
    clinic.page.get_by_role("button", name=LAUNCHER).click()


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
    "device-phone": (device, PHONE),
    "despair-phone": (despair, PHONE),
    "proactive": (proactive, DESK),
    "proactive-phone": (proactive, PHONE),
    "brand": (brand, DESK),
    "brand-phone-dark": (brand, PHONE | DARK),
    "mirrored": (mirrored, DESK),
    "failure": (failure, DESK),
    "loading-phone": (loading, PHONE),
    "emergency-zoomed": (emergency, ZOOMED),
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
