"""The queue: two lines a conversation, the urgent ones marked by a word, a sign and a colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bot.console_terminal.draw import clean, one_line
from bot.console_terminal.models import Row
from bot.console_terminal.words import say, term

MARKS = {"emergency": "!!", "urgent": "! "}
STYLES = {"emergency": "bold $on-alarm on $alarm", "urgent": "bold $warning"}
MINUTE, HOUR = 60, 3600


def waited(since: float | None, now: float) -> str:
    """How long somebody has waited, in words; nothing if nobody waits."""
    if since is None:
        return ""
    seconds = max(0, int(now - since))
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    key = "queue.waits_hours" if hours else "queue.waits_minutes"
    return say(key, hours=hours, minutes=minutes)


def level_words(level: str, name: str) -> Content:
    """A level as a word with its sign, so that it is seen without colour too."""
    mark = MARKS.get(level, "  ")
    return Content.styled(f"{mark} {name or term('levels', level)}", STYLES.get(level, ""))


def quotes(row: Row) -> str:
    """The words that raised the red flags still standing."""
    found = [one_line(flag.quote) or flag.name for flag in row.flags if flag.active]
    return "  ".join(say("quote", words=words) for words in found)


def facts(row: Row, me: int, now: float) -> list[str]:
    """What there is to know of a row, besides its level."""
    found = [clean(row.label)]
    if row.is_call:
        found.append(term("channels", row.channel))
    if row.agent:
        found.append(say("queue.held", name=clean(row.agent.name)))
        if row.agent.id == me:
            found[-1] = say("queue.yours")
    elif row.mode == "waiting":
        found.append(say("queue.asks"))
    found.append(waited(row.waiting_since, now))
    found += [
        say(f"queue.{key}") for key in ("overdue", "undelivered", "pending") if getattr(row, key)
    ]
    others = [clean(one.name) for one in row.viewers if one.id != me]
    found.append(say("queue.viewers", names=", ".join(others)) if others else "")
    return [fact for fact in found if fact]


def row_view(row: Row, me: int, now: float) -> Content:
    """The two lines of a conversation."""
    flagged = quotes(row)
    below = flagged or one_line(row.last) or say("queue.nothing_said")
    head = Content.assemble(
        level_words(row.level, row.level_name), "  ", " · ".join(facts(row, me, now))
    )
    return Content.assemble(head, "\n   ", (below, "bold" if flagged else "$muted"))


class QueueList(OptionList):
    """Keeps its place when the queue moves under it."""

    def show(self, rows: Sequence[Row], me: int, now: float) -> None:
        """Draw the queue; the highlighted conversation stays highlighted."""
        chosen = self.chosen
        self.set_options(Option(row_view(row, me, now), id=row.id) for row in rows)
        ids = [row.id for row in rows]
        if ids:
            self.highlighted = ids.index(chosen) if chosen in ids else 0

    @property
    def chosen(self) -> str | None:
        """The conversation on which the highlight stands."""
        option = self.highlighted_option
        return option.id if option else None
