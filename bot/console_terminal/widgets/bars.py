"""The lines at the top and the bottom: where one is, whether news arrive, which keys there are."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.widgets.packed import GAP, Packed
from bot.console_terminal.words import keys_for, say


class TitleBar(Horizontal):
    """The name of the screen on the left; who is signed in and the connection on the right."""

    def __init__(self) -> None:
        super().__init__()
        # Held, not looked for: a screen that goes while it comes draws its title too early.
        self._left = Static(id="title-left")
        self._right = Static(id="title-right")

    def compose(self) -> ComposeResult:
        """Two pieces of text."""
        yield self._left
        yield self._right

    def show(self, left: str, right: str) -> None:
        """Draw both."""
        self._left.update(Content(left))
        self._right.update(Content(right))


class KeyLine(Packed):
    """The keys of a screen that are needed most; no line ends between a key and its words."""

    def __init__(self, group: str, rights: Collection[str]) -> None:
        usable = (*keys_for(group, rights), *keys_for("everywhere", rights))
        wanted = [key for key in usable if key.hint]
        self.pieces = [
            Content.assemble((key.shown, "bold $primary"), f" {key.hint}") for key in wanted
        ]
        super().__init__(GAP.join(self.pieces), classes="keys")


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
