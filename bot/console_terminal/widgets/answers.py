"""The answers that are offered, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from bot.console_terminal.draw import one_line
from bot.console_terminal.widgets.packed import Packed

KEYS = 9
"""There is no key for a tenth answer; it stands there without a number, to be typed."""


class Answers(Packed):
    """As many on a line as there is room for; a number is never parted from its answer."""

    def show(self, titles: Sequence[str]) -> None:
        """Draw them."""
        self.pieces = [answer(number, title) for number, title in enumerate(titles, start=1)]
        self.display = bool(titles)
        self.on_resize()


def answer(number: int, title: str) -> Content:
    """One answer."""
    key = (f"{number})", "bold $primary") if number <= KEYS else ("-", "$muted")
    return Content.assemble(key, f" {one_line(title)}")
