"""How it goes, for supervisors: figures, bars, and all of it as a file."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from bot.console_terminal.desk import Desk
from bot.console_terminal.keymap import bindings
from bot.console_terminal.models import Figures
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.widgets.plots import figures_view
from bot.console_terminal.words import say, term

PERIODS = (7, 30, 92, 1)
"""Days, in the order in which the key leads through them."""

MARGIN = 4


class FiguresScreen(ConsoleScreen):
    """One long page that scrolls."""

    GROUP: ClassVar[str] = "figures"
    AUTO_FOCUS = "#figures"
    BINDINGS: ClassVar[list[BindingType]] = bindings("figures")

    def __init__(self, desk: Desk, figures: Figures) -> None:
        super().__init__(desk)
        self._figures = figures

    def body(self) -> ComposeResult:
        """Text that scrolls."""
        with VerticalScroll(id="figures"):
            yield Static(id="figures-text")

    def on_mount(self) -> None:
        """Draw them."""
        super().on_mount()
        self.rest()
        self.tell(say("figures.ready"))

    def rest(self) -> None:
        """The arrow keys scroll."""
        self.query_one("#figures").focus()

    def on_resize(self, event: events.Resize) -> None:
        """The bars are as long as there is room for."""
        self._draw(event.size.width)

    def _draw(self, width: int) -> None:
        text = figures_view(self._figures, width - 2 * MARGIN)
        self.query_one("#figures-text", Static).update(text)
        self.draw_title()

    def title_words(self) -> str:
        """Figures of what."""
        period = term("periods", str(self._figures.days))
        return say("figures.title", period=period)

    @work(exclusive=True, group="period")
    async def action_period(self) -> None:
        """The next period."""
        days = PERIODS[(PERIODS.index(self._figures.days) + 1) % len(PERIODS)]
        figures = await self.attempt(self.desk.console.figures(days))
        if figures:
            self._figures = figures
            self._draw(self.size.width)
            self.query_one("#figures").scroll_home(animate=False)

    @work
    async def action_csv(self) -> None:
        """To a file in the folder where the console was started; only its owner may read it."""
        days = self._figures.days
        data = await self.attempt(self.desk.console.figures_csv(days))
        path = self.keep(say("figures.file", days=days), data) if data is not None else None
        if path:
            self.tell(say("figures.kept", path=path))
