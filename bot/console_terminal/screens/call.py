"""Phone intake: who calls, then one field; the question to read out on top, findings as chips."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from bot.console_terminal.desk import Desk, Looking
from bot.console_terminal.draw import drawn, one_line
from bot.console_terminal.events import Event
from bot.console_terminal.keymap import bindings
from bot.console_terminal.live_talk import apply
from bot.console_terminal.message_ids import MessageIds
from bot.console_terminal.models import Call, Heard, Question, Record, Talk
from bot.console_terminal.screens.leading import AT_ONCE, lead
from bot.console_terminal.screens.watching import WatchingScreen
from bot.console_terminal.widgets.answers import Answers
from bot.console_terminal.widgets.chips import Chips
from bot.console_terminal.widgets.one_line import OneLine
from bot.console_terminal.widgets.record import RecordPane
from bot.console_terminal.words import say

FORM = ("caller", "relation", "callback")


class CallScreen(WatchingScreen):
    """First the form; with its last Enter the call begins."""

    GROUP: ClassVar[str] = "call"
    AUTO_FOCUS = "#caller"
    BINDINGS: ClassVar[list[BindingType]] = [*AT_ONCE, *bindings("call")]
    FIRST: ClassVar[str] = "#script"

    def __init__(self, desk: Desk, talk: Talk | None = None) -> None:
        super().__init__(desk)
        self._talk = talk
        self._ask: Question | None = None
        self._ids = MessageIds()

    def body(self) -> ComposeResult:
        """The form, and what takes its place."""
        with Vertical(id="form"):
            for name in FORM:
                yield Label(say(f"call.{name}"))
                yield OneLine(id=name)
        with Horizontal(id="call"):
            with VerticalScroll(id="script"):
                with Vertical(id="read-out"):
                    yield Static(id="words")
                    yield Static(id="then")
                    yield Answers(id="answers")
                yield Static(id="aside")
                yield Chips(id="chips")
            yield RecordPane(id="record")
        yield OneLine(id="sentence", placeholder=say("call.sentence"))

    def on_mount(self) -> None:
        """The form first, unless a call goes on."""
        super().on_mount()
        for part in ("#call", "#sentence"):
            self.query_one(part).display = False
        if self._talk:
            self._on_the_phone(self._talk)
        else:
            self.query_one("#caller").focus()
            self.tell(say("call.hint"))

    def on_screen_resume(self) -> None:
        """The call is looked at."""
        self.post_message(Looking(self.conversation))

    def record(self) -> Record:
        """What is understood so far."""
        return self._talk.record if self._talk else Record()

    def heard(self, event: Event) -> None:
        """A correction comes with the news, too."""
        if self._talk:
            talk = apply(self._talk, event)
            if talk != self._talk:
                self._talk = talk
                self._draw_record(talk.record)

    def action_lead(self) -> None:
        """From one field of the form to the next."""
        lead(self, FORM)

    @on(Input.Submitted, "#callback")
    def _begin(self) -> None:
        if not self._talk:
            given = {name: self.query_one(f"#{name}", Input).value.strip() for name in FORM}
            self._start(Call(given["caller"], given["relation"], given["callback"]))

    @work(exclusive=True, group="call")
    async def _start(self, call: Call) -> None:
        talk = await self.attempt(self.desk.console.begin_call(call))
        if talk is not None:
            self._on_the_phone(talk)

    def _on_the_phone(self, talk: Talk) -> None:
        """The form makes room for the call."""
        self.conversation = talk.row.id
        self.query_one("#form").display = False
        self.query_one("#call").display = True
        self.query_one("#sentence").display = True
        self.post_message(Looking(self.conversation))
        self._as_it_is(talk)
        self.draw_title()
        self.action_write()
        self.tell(say("call.begun"))

    def _as_it_is(self, talk: Talk) -> None:
        """What the service holds of the call, drawn anew."""
        self._talk = talk
        self._show(Heard(talk.record, None, emergency=talk.emergency))

    def kept(self) -> None:
        """A correction can raise or end an emergency, and change what is to be asked."""
        self._fetch()

    @work(exclusive=True, group="fetch")
    async def _fetch(self) -> None:
        talk = await self.attempt(self.desk.console.talk(self.conversation))
        if talk is not None:
            self._as_it_is(talk)

    def title_words(self) -> str:
        """Who is on the phone."""
        call = self._talk.call if self._talk else None
        if not call:
            return say("titles.call")
        parts = (say("call.title"), call.caller, call.relation, call.callback)
        return " · ".join(one_line(part) for part in parts if part)

    @on(Input.Submitted, "#sentence")
    def _said(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._hear({"text": event.value.strip()})

    def action_choose(self, number: int) -> None:
        """The caller's answer is one of those offered."""
        answers = self._ask.answers if self._ask else ()
        if number <= len(answers):
            self._hear({"payload": answers[number - 1][1]})

    @work(exclusive=True, group="call")
    async def _hear(self, said: dict[str, str]) -> None:
        message_id = self._ids.id_for(str(said))
        heard = await self.attempt(self.desk.console.hear(self.conversation, said, message_id))
        if heard is not None:
            self._ids.gone_through()
            self.query_one("#sentence", Input).value = ""
            self._show(heard)
            self.tell(say("call.pending") if heard.pending else "", trouble=heard.pending)
            self.action_write()

    def _show(self, heard: Heard) -> None:
        """On top what to say now; in an emergency the question comes after what to do."""
        alarm, record = heard.emergency, heard.record
        self._ask = heard.ask or record.question
        self._ring(alarm)
        self.query_one("#read-out").border_title = say(
            "call.emergency" if alarm else "call.read_out"
        )
        asked = drawn(self._ask.text) if self._ask else Content("")
        nothing = say("call.no_question" if record.complete else "call.go_on")
        self.query_one("#words", Static).update(
            drawn(alarm) if alarm else asked if self._ask else Content(nothing)
        )
        then = self.query_one("#then", Static)
        then.display = bool(alarm and self._ask)
        then.update(Content.assemble((say("call.then"), "bold"), " ", asked))
        answers = self._ask.answers if self._ask else ()
        self.query_one(Answers).show([title for title, _ in answers])
        self.query_one("#aside", Static).update(Content("\n").join(map(drawn, heard.say)))
        self._draw_record(record)

    def _ring(self, alarm: str) -> None:
        new = bool(alarm) and not self.has_class("emergency")
        self.set_class(bool(alarm), "emergency")
        if new and self.desk.sound:
            self.app.bell()

    def _draw_record(self, record: Record) -> None:
        if self._talk:
            self._talk = replace(self._talk, record=record)
        self.query_one(RecordPane).show(record)
        self.query_one(Chips).show(record.findings, record.flags)

    def action_write(self) -> None:
        """Into the field."""
        if self.goes_on:
            self.query_one("#sentence" if self._talk else "#caller").focus()
        else:
            self.tell(say("call.over"))

    @work
    async def action_end(self) -> None:
        """The caller has hung up; the summary is what remains to be done."""
        if self.conversation and await self.done(
            self.desk.console.end_call(self.conversation), say("call.over")
        ):
            self._over()
            self.action_summary()

    def _over(self) -> None:
        """There is nobody to hear any more; what was understood can still be read and put right."""
        if self._talk and self._talk.call:
            self._talk = replace(self._talk, call=replace(self._talk.call, ended=True))
        self.query_one("#sentence").display = False
        self.rest()

    @property
    def goes_on(self) -> bool:
        """Whether somebody is on the phone, or is about to be."""
        return not (self._talk and self._talk.call and self._talk.call.ended)
