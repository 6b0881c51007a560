"""Putting a finding right: type a few letters, choose it, say what is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from bot.console_terminal.models import Record, Topic
from bot.console_terminal.words import say, term

STATUSES = {
    "finding": ("present", "absent", "unknown"),
    "flag": ("present", "retracted"),
    "activation": ("present", "absent"),
}

Choice = tuple[Topic, str]
"""What is put right, and the status that is true."""

Known = dict[tuple[str, str], str]
"""The status that things have now, by what they are about and their id."""


def known(record: Record) -> Known:
    """What the record says already."""
    said = {("finding", one.id): one.status for one in record.findings}
    flags = {("flag", one.id): "present" if one.active else "retracted" for one in record.flags}
    return {**said, **flags}


class FindingScreen(ModalScreen[Choice]):
    """First which finding, then what is true of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "into_list", show=False),
    ]

    def __init__(self, topics: Sequence[Topic], now: Known) -> None:
        super().__init__()
        self._topics = sorted(topics, key=lambda one: (one.about, one.id) not in now)
        self._now = now
        self._chosen: Topic | None = None

    def compose(self) -> ComposeResult:
        """A field that narrows a list."""
        with Vertical(classes="box"):
            yield Label(say("finding.which"), id="finding-title")
            yield Input(id="finding-filter", placeholder=say("finding.filter"))
            yield OptionList(id="finding-list")

    def on_mount(self) -> None:
        """All findings, those already in the ledger first."""
        self._narrow("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(OptionList).action_select()

    def action_into_list(self) -> None:
        """The arrow leads from the field into the list."""
        self.query_one(OptionList).focus()

    def _narrow(self, letters: str) -> None:
        wanted = letters.lower().split()
        choices = self.query_one(OptionList)
        choices.set_options(
            Option(self._label(topic), id=str(number))
            for number, topic in enumerate(self._topics)
            if all(part in self._label(topic).lower() for part in wanted)
        )
        choices.highlighted = 0 if choices.option_count else None

    def _label(self, topic: Topic) -> str:
        name = say(f"finding.about.{topic.about}", name=topic.name)
        status = self._now.get((topic.about, topic.id))
        return say("finding.known", name=name, status=term("statuses", status)) if status else name

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self._chosen and event.option_id:
            self.dismiss((self._chosen, event.option_id))
        elif event.option_id:
            self._ask_status(self._topics[int(event.option_id)])

    def _ask_status(self, topic: Topic) -> None:
        self._chosen = topic
        self.query_one("#finding-title", Label).update(say("finding.what", name=topic.name))
        self.query_one(Input).display = False
        choices = self.query_one(OptionList)
        statuses = STATUSES[topic.about]
        choices.set_options(Option(term("statuses", status), id=status) for status in statuses)
        choices.highlighted = 0
        choices.focus()
