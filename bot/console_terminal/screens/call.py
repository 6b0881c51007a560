"""Phone intake: who calls, then one field; the question to read out on top, findings as chips."""

from __future__ import annotations

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
from bot.console_terminal.screens.watching import WatchingScreen
from bot.console_terminal.widgets.chips import Chips
from bot.console_terminal.widgets.record import RecordPane
from bot.console_terminal.words import say

FORM = ("caller", "relation", "callback")


class CallScreen(WatchingScreen):
    """First the form; with its last Enter the call begins."""

    GROUP: ClassVar[str] = "call"
    AUTO_FOCUS = "#caller"
    BINDINGS: ClassVar[list[BindingType]] = bindings("call")
    FIRST: ClassVar[str] = "#script"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._talk: Talk | None = None
        self._ask: Question | None = None
        self._ids = MessageIds()

    def body(self) -> ComposeResult:
        """The form, and what takes its place."""
        with Vertical(id="form"):
            for name in FORM:
                yield Label(say(f"call.{name}"))
                yield Input(id=name)
        with Horizontal(id="call"):
            with VerticalScroll(id="script"):
                yield Static(id="read-out")
                yield Static(id="aside")
                yield Chips(id="chips")
            yield RecordPane(id="record")
        yield Input(id="sentence", placeholder=say("call.sentence"))

    def on_mount(self) -> None:
        """The form first."""
        super().on_mount()
        for part in ("#call", "#sentence"):
            self.query_one(part).display = False
        self.query_one("#read-out").border_title = say("call.read_out")
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

    @on(Input.Submitted, "#caller, #relation")
    def _next_field(self) -> None:
        self.focus_next()

    @on(Input.Submitted, "#callback")
    def _begin(self) -> None:
        if not self._talk:
            given = {name: self.query_one(f"#{name}", Input).value.strip() for name in FORM}
            self._start(Call(given["caller"], given["relation"], given["callback"]))

    @work(exclusive=True, group="call")
    async def _start(self, call: Call) -> None:
        talk = await self.attempt(self.desk.console.begin_call(call))
        if talk is None:
            return
        self._talk, self.conversation = talk, talk.row.id
        self.query_one("#form").display = False
        self.query_one("#call").display = True
        self.query_one("#sentence").display = True
        self.post_message(Looking(self.conversation))
        self._draw_question(talk.record.question, ())
        self._draw_record(talk.record)
        self.draw_title()
        self.action_write()
        self.tell(say("call.begun"))

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
            self.action_write()

    def _show(self, heard: Heard) -> None:
        self.set_class(bool(heard.emergency), "emergency")
        if heard.emergency:
            self._draw_alarm(heard.emergency)
        else:
            self._draw_question(heard.ask, heard.say)
        self._draw_record(heard.record)
        self.tell(say("call.pending") if heard.pending else "", trouble=heard.pending)

    def _draw_alarm(self, words: str) -> None:
        box = self.query_one("#read-out", Static)
        box.border_title = say("call.emergency")
        box.update(drawn(words))
        self.query_one("#aside", Static).update("")
        self._ask = None
        if self.desk.sound:
            self.app.bell()

    def _draw_question(self, ask: Question | None, aside: tuple[str, ...]) -> None:
        box = self.query_one("#read-out", Static)
        box.border_title = say("call.read_out")
        self._ask = ask
        text = drawn(ask.text) if ask else Content(say("call.no_question"))
        answers = [
            Content.assemble((f" {number} ", "bold $primary"), one_line(title))
            for number, (title, _) in enumerate(ask.answers if ask else (), start=1)
        ]
        box.update(Content("\n").join([text, Content(" ").join(answers)] if answers else [text]))
        self.query_one("#aside", Static).update(Content("\n").join(map(drawn, aside)))

    def _draw_record(self, record: Record) -> None:
        if self._talk:
            self._talk = Talk(self._talk.row, record, self._talk.lines, self._talk.call)
        self.query_one(RecordPane).show(record)
        self.query_one(Chips).show(record.findings, record.flags)

    def action_write(self) -> None:
        """Into the field."""
        self.query_one("#sentence" if self._talk else "#caller").focus()

    @work
    async def action_end(self) -> None:
        """The caller has hung up; the summary is what remains to be done."""
        if self.conversation and await self.done(
            self.desk.console.end_call(self.conversation), say("call.over")
        ):
            self.action_summary()
