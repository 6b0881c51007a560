"""The lines at the top and the bottom: where one is, whether news arrive, which keys there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.words import keys_for, say

_GAP = Content("  ")


class TitleBar(Horizontal):
    """The name of the screen on the left; who is signed in and the connection on the right."""

    def compose(self) -> ComposeResult:
        """Two pieces of text."""
        yield Static(id="title-left")
        yield Static(id="title-right")

    def show(self, left: str, right: str) -> None:
        """Draw both."""
        self.query_one("#title-left", Static).update(Content(left))
        self.query_one("#title-right", Static).update(Content(right))


class KeyLine(Static):
    """The keys of a screen that are needed most; no line ends between a key and its words."""

    def __init__(self, group: str, rights: Collection[str]) -> None:
        usable = (*keys_for(group, rights), *keys_for("everywhere", rights))
        wanted = [key for key in usable if key.hint]
        self._hints = [
            Content.assemble((key.shown, "bold $primary"), f" {key.hint}") for key in wanted
        ]
        super().__init__(_GAP.join(self._hints), classes="keys")

    def on_resize(self) -> None:
        """As many on a line as there is room for."""
        self.update(Content("\n").join(map(_GAP.join, packed(self._hints, self.size.width))))


def packed(hints: Sequence[Content], width: int) -> list[list[Content]]:
    """The hints in lines of at most `width` letters; one alone may be longer."""
    lines: list[list[Content]] = []
    for hint in hints:
        if lines and _GAP.join([*lines[-1], hint]).cell_length <= width:
            lines[-1].append(hint)
        else:
            lines.append([hint])
    return lines


class Notice(Static):
    """The last thing that an agent must know, as a sentence; it stays until the next."""

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say it; troubles stand out by a word, too."""
        self.set_class(trouble, "trouble")
        self.update(Content(say("trouble", words=words) if trouble else words))


class Alarm(Static):
    """A new emergency somewhere: stays until somebody has looked at it."""

    conversation = ""

    def raise_for(self, conversation: str, words: str) -> None:
        """Show it."""
        self.conversation = conversation
        self.update(Content(words))
        self.display = True

    def lower(self) -> None:
        """Take it away."""
        self.conversation = ""
        self.display = False
