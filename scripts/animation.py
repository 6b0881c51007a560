"""Films a conversation for the README: docs/images/conversation.webp.

`.venv/bin/python scripts/animation.py http://localhost:8080` films the service that runs there
(`make run`), so that what is seen is what it says.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import chromium, page_of
from tests.browser.widget import COMPLAINT, Widget

TARGET = Path(__file__).parents[1] / "docs" / "images" / "conversation.webp"
SCREEN = {"width": 940, "height": 700}
SETTLE_MS = 500
LETTERS_AT_ONCE = 9
QUALITY = 72


@dataclass
class Film:
    """Pictures of a page, each with the milliseconds for which it is seen."""

    page: Page
    frames: list[tuple[Image.Image, int]] = field(default_factory=list)

    def take(self, milliseconds: int) -> None:
        """One picture."""
        picture = Image.open(io.BytesIO(self.page.screenshot()))
        self.frames.append((picture.convert("RGB"), milliseconds))

    def after(self, act: Callable[[], object], milliseconds: int) -> None:
        """Do something, let it settle, then take a picture."""
        act()
        self.page.wait_for_timeout(SETTLE_MS)
        self.take(milliseconds)

    def typing(self, words: str) -> None:
        """Words as they appear in the input."""
        for start in range(0, len(words), LETTERS_AT_ONCE):
            self.page.keyboard.insert_text(words[start : start + LETTERS_AT_ONCE])
            self.take(110)

    def save(self, path: Path) -> None:
        """All pictures as one animated WebP that runs for ever."""
        first, *others = [picture for picture, _ in self.frames]
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=[milliseconds for _, milliseconds in self.frames],
            loop=0,
            quality=QUALITY,
            method=6,
        )


def act(widget: Widget, film: Film) -> None:
    """The conversation: the page, a complaint, two answers, the result, its end."""
    page = widget.page
    page.goto(widget.url)
    launcher = page.get_by_role("button", name="Ask about your back")
    launcher.wait_for()
    film.after(lambda: None, 1200)
    launcher.click()
    widget.ready()
    film.after(widget.input.click, 1200)
    film.typing(COMPLAINT)
    page.keyboard.press("Enter")
    none = widget.choice("None of these")
    none.wait_for()
    film.after(lambda: None, 3200)
    none.click()
    widget.choice("No").wait_for()
    film.after(lambda: None, 1600)
    film.after(widget.input.click, 200)
    film.typing("a bit. what is an EMG?")
    page.keyboard.press("Enter")
    widget.shows("EMG records")
    film.after(lambda: None, 4200)
    answer_the_rest(widget, film)
    film.after(lambda: None, 5200)
    end = "e => e.scrollTo(0, e.scrollHeight)"
    film.after(lambda: widget.log.evaluate(end), 2600)


def answer_the_rest(widget: Widget, film: Film) -> None:
    """No to every question that is left."""
    result = widget.log.locator(".reply-summary")
    no = widget.choice("No").last
    while not result.count():
        asked = widget.log.locator(".reply-question").count()
        no.click()
        result.or_(widget.log.locator(".reply-question").nth(asked)).first.wait_for()
        film.after(lambda: None, 1300)


def main() -> None:
    """Film and save."""
    (url,) = sys.argv[1:] or sys.exit("Name the service to film, such as http://localhost:8080")
    with (
        chromium() as browser,
        page_of(browser, viewport=SCREEN, reduced_motion="reduce") as page,
    ):
        film = Film(page)
        act(Widget(page, url.rstrip("/")), film)
    film.save(TARGET)
    print(f"{TARGET.name}: {len(film.frames)} pictures, {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
