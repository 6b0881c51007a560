"""How the conversation looks in a terminal: bold words, numbered answers, emergencies in red."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

Json = dict[str, Any]

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARGIN = (0, 0, 1, 2)


def to_text(words: str) -> Text:
    """Words of the service with **bold** drawn; nothing in them is taken for a terminal's code."""
    plain = _LINK.sub(r"\1 (\2)", _CONTROL.sub("", words))
    text, last = Text(), 0
    for match in _BOLD.finditer(plain):
        text.append(plain[last : match.start()])
        text.append(match[1], style="bold")
        last = match.end()
    text.append(plain[last:])
    return text


class ChatView:
    """Draws replies; knows no network."""

    def __init__(self, console: Console, words: Json) -> None:
        self._console = console
        self._words = words

    def title(self, url: str) -> None:
        """The first lines."""
        self._console.rule(f"[bold]{escape(self._words['title'])}[/] [dim]{escape(url)}[/]")
        self.note(self._words["hint"])

    def note(self, words: str) -> None:
        """A line beside the conversation."""
        self._console.print(Padding(Text(words, style="dim"), _MARGIN))

    def trouble(self, words: str) -> None:
        """A line that must be seen."""
        self._console.print(Padding(Text(words, style="bold yellow"), _MARGIN))

    def plain(self, words: str) -> None:
        """Text to be copied as it is."""
        self._console.print(Text(_CONTROL.sub("", words)), soft_wrap=True)

    def reply(self, reply: Json) -> None:
        """One reply with what belongs to it."""
        self._console.print(Padding(self._body(reply), _MARGIN))
        titles = [source.get("title") or source["id"] for source in reply.get("sources", ())]
        if titles:
            self.note(self._words["sources"].format(titles=", ".join(titles)))

    def _body(self, reply: Json) -> RenderableType:
        text = to_text(reply["text"])
        if reply["kind"] == "emergency":
            return Panel(text, title=self._words["emergency"], style="bold white on red")
        if reply["kind"] == "summary":
            return Panel(text, border_style="green")
        return text

    def choices(self, buttons: Sequence[Json]) -> None:
        """The answers that may be given by number."""
        for number, button in enumerate(buttons, start=1):
            line = Text.assemble(
                (f"  {number:>2} ", "bold cyan"), _CONTROL.sub("", button["title"])
            )
            self._console.print(line)
        if buttons:
            self._console.print()

    def left(self, number: int | None) -> None:
        """About how many questions are left."""
        if number:
            key = "left_one" if number == 1 else "left"
            self.note(self._words[key].format(n=number))

    def ask(self) -> str:
        """Wait for a line."""
        return self._console.input(f"[bold green]{escape(self._words['prompt'])}[/] › ").strip()

    def waiting(self) -> Any:
        """A sign of life while the service thinks; a context manager."""
        return self._console.status(self._words["thinking"])
