"""`?`: the keys of the screen that one came from."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bot.console_terminal.words import keys_for, say


def help_text(group: str, rights: Collection[str]) -> Content:
    """One key a line, those of the screen first."""
    lines: list[Content] = []
    for name in dict.fromkeys((group, "everywhere")):
        lines += [Content(""), Content.styled(say(f"titles.{name}"), "bold $primary")]
        lines += [
            Content.assemble((f"{key.shown:>8}", "bold"), f"  {key.words}")
            for key in keys_for(name, rights)
        ]
    return Content("\n").join(lines[1:])


class HelpScreen(ModalScreen[None]):
    """Any of Esc, q and ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False)
    ]

    def __init__(self, group: str, rights: Collection[str]) -> None:
        super().__init__()
        self._group, self._rights = group, rights

    def compose(self) -> ComposeResult:
        """A box that scrolls."""
        with VerticalScroll(classes="box") as box:
            box.border_title = say("help.title")
            box.border_subtitle = say("help.close")
            yield Static(help_text(self._group, self._rights))
