"""The terminal console: signs in, listens to the news, puts screens on top of each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from bot.console_terminal import wire
from bot.console_terminal.desk import (
    ConnectionChanged,
    Desk,
    Looking,
    News,
    OpenCall,
    OpenSummary,
    OpenTalk,
    SessionEnded,
)
from bot.console_terminal.errors import ConsoleError, SignedOut
from bot.console_terminal.events import Event
from bot.console_terminal.feed import Feed
from bot.console_terminal.keymap import ELSEWHERE, bindings
from bot.console_terminal.models import Me, Row
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.screens.call import CallScreen
from bot.console_terminal.screens.conversation import ConversationScreen
from bot.console_terminal.screens.figures import PERIODS, FiguresScreen
from bot.console_terminal.screens.help import HelpScreen
from bot.console_terminal.screens.login import LoginScreen
from bot.console_terminal.screens.queue import QueueScreen
from bot.console_terminal.screens.summary import SummaryScreen
from bot.console_terminal.themes import DARK, LIGHT, theme_for
from bot.console_terminal.widgets.bars import Alarm
from bot.console_terminal.widgets.queue_list import quotes
from bot.console_terminal.words import Key, keys, keys_for, say

SIGNED_IN_ONLY = frozenset(key.name for key in keys("everywhere")) - ELSEWHERE - {"quit"}


class ConsoleApp(App[None]):
    """One agent at a terminal."""

    CSS_PATH = "console.tcss"
    TITLE = say("titles.app")
    COMMAND_PALETTE_BINDING: ClassVar[str] = "ctrl+k"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    def __init__(self, desk: Desk, theme: str = "auto") -> None:
        super().__init__()
        self.desk = desk
        self.animation_level = "none"
        self._feed = Feed(desk.console, self._tell, self._connection)
        for one in (DARK, LIGHT):
            self.register_theme(one)
        self.theme = theme_for(theme).name

    def on_mount(self) -> None:
        """Nothing is shown to somebody who has not signed in."""
        self._sign_in()

    @work(exclusive=True, group="session")
    async def _sign_in(self) -> None:
        before = self.desk.me
        me = await self.push_screen_wait(LoginScreen(self.desk))
        self.desk.me = me
        if before is None or before.id != me.id:
            await self._only_queue()
        self._listen(me)

    async def _only_queue(self) -> None:
        # Somebody else's conversations are not left open under the new name.
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(QueueScreen(self.desk))

    @work(exclusive=True, group="feed")
    async def _listen(self, me: Me) -> None:
        try:
            await self._feed.run(me.event_id)
        except SignedOut:
            self._session_ended()

    def _tell(self, event: Event) -> None:
        if event.name == "emergency":
            self._alarm(wire.part(event.data, "row", wire.row))
        for screen in self.screen_stack:
            screen.post_message(News(event))

    def _connection(self, seconds: float | None) -> None:
        if seconds != self.desk.offline:
            self.desk.offline = seconds
            for screen in self.screen_stack:
                screen.post_message(ConnectionChanged())

    def _alarm(self, row: Row) -> None:
        words = say("alarm", label=row.label, words=quotes(row))
        for screen in self.screen_stack:
            if isinstance(screen, ConsoleScreen) and getattr(screen, "conversation", "") != row.id:
                screen.query_one(Alarm).raise_for(row.id, words)
        if self.desk.sound:
            self.bell()

    @on(Looking)
    def _look(self, message: Looking) -> None:
        self._feed.watch(message.conversation)

    @on(OpenTalk)
    async def _open_talk(self, message: OpenTalk) -> None:
        screen = ConversationScreen(self.desk, message.conversation, write=message.write)
        await self._show(screen)

    @on(OpenCall)
    async def _open_call(self, message: OpenCall) -> None:
        await self._show(CallScreen(self.desk, message.talk))

    @on(OpenSummary)
    async def _open_summary(self, message: OpenSummary) -> None:
        await self.push_screen(SummaryScreen(self.desk, message.conversation))

    async def _show(self, screen: ConsoleScreen) -> None:
        """On top of the queue, so that Esc leads back there."""
        await self._to_queue()
        await self.push_screen(screen)

    async def _to_queue(self) -> None:
        while not isinstance(self.screen, QueueScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()

    @on(SessionEnded)
    def _session_ended(self) -> None:
        if not isinstance(self.screen, LoginScreen):
            self._sign_in()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a session there is only leaving."""
        return action not in SIGNED_IN_ONLY or isinstance(self.screen, ConsoleScreen)

    def action_help(self) -> None:
        """The keys of this screen."""
        if isinstance(self.screen, ConsoleScreen):
            self.push_screen(HelpScreen(self.screen.GROUP, self.desk.rights))

    async def action_queue(self) -> None:
        """Back to the queue."""
        await self._to_queue()

    async def action_search(self) -> None:
        """Search the queue."""
        await self._to_queue()
        if isinstance(self.screen, QueueScreen):
            self.screen.action_search()

    async def action_new_call(self) -> None:
        """Somebody is on the phone."""
        if not (isinstance(self.screen, CallScreen) and self.screen.goes_on):
            await self._show(CallScreen(self.desk))

    async def action_alarm(self) -> None:
        """Open the newest emergency."""
        alarm = self.screen.query_one(Alarm)
        conversation = alarm.conversation
        if conversation:
            for screen in self.screen_stack:
                for one in screen.query(Alarm):
                    one.lower()
            await self._show(ConversationScreen(self.desk, conversation))

    def action_sound(self) -> None:
        """Sound on or off."""
        self.desk.sound = not self.desk.sound
        if isinstance(self.screen, ConsoleScreen):
            self.screen.tell(say("sound_on" if self.desk.sound else "sound_off"))

    @work(exclusive=True, group="figures")
    async def action_figures(self) -> None:
        """How it goes. The service decides who may see it; whoever may not is told so."""
        screen = self.screen
        if not isinstance(screen, ConsoleScreen) or isinstance(screen, FiguresScreen):
            return
        figures = await screen.attempt(self.desk.console.figures(PERIODS[0]))
        if figures and self.screen is screen:
            await self.push_screen(FiguresScreen(self.desk, figures))

    def action_help_quit(self) -> None:
        """Ctrl-C, which ends other programs, says how this one is left."""
        if isinstance(self.screen, ConsoleScreen):
            self.screen.tell(say("how_to_leave"))

    async def action_quit(self) -> None:
        """Sign out and leave; an unreachable service does not hold anybody back."""
        if self.desk.me:
            try:
                await self.desk.console.sign_out()
            except ConsoleError:
                self.log("could not sign out")
        self.exit()

    async def on_unmount(self) -> None:
        """Let the connection go."""
        await self.desk.console.close()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Ctrl-K: what the keys of this screen do, by name; and the colours."""
        if isinstance(screen, ConsoleScreen):
            for key in keys_for(screen.GROUP, self.desk.rights):
                yield from self._commands(key, screen)
            for key in keys_for("everywhere", self.desk.rights):
                yield from self._commands(key, self)
        for theme, name in ((DARK, "dark"), (LIGHT, "light")):
            dress = partial(setattr, self, "theme", theme.name)
            yield SystemCommand(say(f"commands.{name}"), "", dress)

    def _commands(self, key: Key, on: Screen[Any] | App[Any]) -> Iterable[SystemCommand]:
        if key.name not in ELSEWHERE and "," not in key.key:
            run = partial(on.run_action, key.name)
            yield SystemCommand(key.words, say("commands.key", key=key.shown), run)
