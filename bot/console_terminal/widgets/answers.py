"""The answers that are offered, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.draw import one_line
from bot.console_terminal.widgets.bars import packed

GAP = Content("  ")
KEYS = 9
"""There is no key for a tenth answer; it stands there without a number, to be typed."""


class Answers(Static):
    """As many on a line as there is room for; a number is never parted from its answer."""

    _answers: Sequence[Content] = ()

    def show(self, titles: Sequence[str]) -> None:
        """Draw them."""
        self._answers = [answer(number, title) for number, title in enumerate(titles, start=1)]
        self.display = bool(titles)
        self.on_resize()

    def on_resize(self) -> None:
        """Find their lines anew."""
        width = self.size.width or self.app.size.width
        self.update(Content("\n").join(map(GAP.join, packed(self._answers, width))))


def answer(number: int, title: str) -> Content:
    """One answer."""
    key = (f"{number})", "bold $primary") if number <= KEYS else ("-", "$muted")
    return Content.assemble(key, f" {one_line(title)}")
