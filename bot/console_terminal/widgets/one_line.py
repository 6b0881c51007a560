"""A field of one line that keeps every word of a paste."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from bot.console_terminal.draw import one_line


class OneLine(Input):
    """What is pasted in several lines stands on one; Textual's own field keeps only the first."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = self.selection
        self.replace(one_line(event.text), *sorted((start, end)))
