"""A field of a few lines: Enter sends, Ctrl-J begins a new line, Tab takes the ready reply."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from bot.console_terminal.canned import matching, typed_code
from bot.console_terminal.models import Canned


class Composer(TextArea):
    """Where an agent writes; it knows nothing of whom it is for."""

    class Sent(Message):
        """Enter was pressed on words."""

        def __init__(self, composer: Composer, text: str) -> None:
            super().__init__()
            self.composer = composer
            self.text = text

        @property
        def control(self) -> Composer:
            """The field, so that handlers can name it."""
            return self.composer

    class Suggested(Message):
        """Ready replies that fit the code being typed; none takes the list away."""

        def __init__(self, replies: Sequence[Canned]) -> None:
            super().__init__()
            self.replies = replies

    def __init__(self, *, id: str, label: str) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.border_title = label
        self._replies: Sequence[Canned] = ()

    def offer(self, replies: Sequence[Canned]) -> None:
        """The ready replies."""
        self._replies = replies

    async def _on_key(self, event: events.Key) -> None:
        if self._handled(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)

    def _handled(self, key: str) -> bool:
        fitting = self._fitting()
        if key == "enter" and not fitting:
            self._send()
        elif (key in ("enter", "tab") and fitting) or (
            key == "space" and fitting and fitting[0].code == self._code()
        ):
            self._take(fitting[0])
        elif key == "ctrl+j":
            self.insert("\n")
        else:
            return False
        return True

    def _send(self) -> None:
        if self.text.strip():
            self.post_message(self.Sent(self, self.text.strip()))

    def on_text_area_changed(self) -> None:
        """Show what fits the code."""
        self.post_message(self.Suggested(self._fitting()))

    def _code(self) -> str | None:
        return typed_code(self.get_text_range((0, 0), self.cursor_location))

    def _fitting(self) -> list[Canned]:
        code = self._code()
        return [] if code is None else matching(code, self._replies)

    def _take(self, reply: Canned) -> None:
        self.replace(reply.text, (0, 0), self.cursor_location)
