"""What a conversation and a call have in common: the record, notes, corrections, the summary."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from bot.console_terminal.desk import OpenSummary
from bot.console_terminal.models import Record
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.screens.finding import FindingScreen, known
from bot.console_terminal.screens.note import NoteScreen
from bot.console_terminal.words import say


class WatchingScreen(ConsoleScreen):
    """A screen about one conversation; `conversation` is empty until there is one."""

    conversation = ""
    _note = ""
    """Words of a note that has not been kept yet."""
    FIRST: ClassVar[str]
    """The pane that has the cursor unless the record has it."""

    def rest(self) -> None:
        """In narrow windows only one of the two is seen."""
        self.query_one("#record" if self.has_class("record-first") else self.FIRST).focus()

    def action_record(self) -> None:
        """In narrow windows the other pane; in wide ones the cursor goes over."""
        self.toggle_class("record-first")
        self.rest()

    def record(self) -> Record:
        """What is understood so far."""
        return Record()

    def kept(self) -> None:
        """Something was kept that the service does not tell by itself to those who did it."""

    @work
    async def action_note(self) -> None:
        """Write a private note."""
        if not self.conversation:
            return
        written = await self.app.push_screen_wait(NoteScreen(self._note))
        self._note = written.text if written else self._note
        if not written or not written.done:
            return
        note = await self.attempt(self.desk.console.note(self.conversation, written.text))
        if note:
            self._note = ""
            self.tell(say("note.kept"))
            self.kept()

    @work
    async def action_correct(self) -> None:
        """Put a finding right, or add one."""
        topics = await self.attempt(self.desk.console.topics()) if self.conversation else None
        if not topics:
            return
        choice = await self.app.push_screen_wait(FindingScreen(topics, known(self.record())))
        if choice:
            call = self.desk.console.correct(self.conversation, *choice)
            if await self.done(call, say("finding.kept", name=choice[0].name)):
                self.kept()

    def action_summary(self) -> None:
        """The summary as it is now."""
        if self.conversation:
            self.post_message(OpenSummary(self.conversation))
