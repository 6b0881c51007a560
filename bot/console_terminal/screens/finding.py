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

from bot.console_terminal.words import say, term

STATUSES = ("present", "absent", "unknown")

Choice = tuple[str, str]
"""A finding's id, and the status that is true."""


class FindingScreen(ModalScreen[Choice]):
    """First which finding, then what is true of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "into_list", show=False),
    ]

    def __init__(self, findings: Sequence[tuple[str, str]], known: dict[str, str]) -> None:
        super().__init__()
        self._findings = findings
        self._known = known
        self._chosen = ""

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
        fitting = [
            (id_, name)
            for id_, name in self._findings
            if all(part in name.lower() or part in id_ for part in wanted)
        ]
        fitting.sort(key=lambda one: one[0] not in self._known)
        choices = self.query_one(OptionList)
        choices.set_options(Option(self._label(*one), id=one[0]) for one in fitting)
        choices.highlighted = 0 if fitting else None

    def _label(self, id_: str, name: str) -> str:
        status = self._known.get(id_)
        return say("finding.known", name=name, status=term("statuses", status)) if status else name

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self._chosen:
            self.dismiss((self._chosen, event.option_id or ""))
        elif event.option_id:
            self._ask_status(event.option_id)

    def _ask_status(self, finding: str) -> None:
        self._chosen = finding
        name = dict(self._findings)[finding]
        self.query_one("#finding-title", Label).update(say("finding.what", name=name))
        self.query_one(Input).display = False
        choices = self.query_one(OptionList)
        choices.set_options(Option(term("statuses", status), id=status) for status in STATUSES)
        choices.highlighted = 0
        choices.focus()
