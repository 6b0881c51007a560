"""The supervisor's figures as text: numbers, lying bars, and columns for hours and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from textual.content import Content

from bot.console_terminal.draw import one_line
from bot.console_terminal.models import Counts, Figures
from bot.console_terminal.words import say, term, words

NAMES = 24
VALUES = 8
"""Room for a number, and the gaps beside the bar."""
LISTED = 8
COLUMN = 6
HEIGHT = 4
EIGHTHS = " ▁▂▃▄▅▆▇█"
EIGHTHS_LYING = " ▏▎▍▌▋▊▉█"
MINUTE = 60


def figures_view(figures: Figures, width: int) -> Content:
    """All of it; `width` is how many letters fit on a line."""
    lines = [*numbers(figures), *_plots(figures, width), *_comments(figures)]
    return Content("\n").join([*lines, Content(""), Content.styled(say("figures.only"), "$muted")])


def numbers(figures: Figures) -> Iterator[Content]:
    """The single figures, one a line."""
    waits, none = dict(figures.waits), say("figures.none")
    median, rating = waits["median"], figures.rating
    values = {
        "conversations": figures.conversations,
        "messages": figures.messages,
        "asked": figures.asked,
        "taken": figures.taken,
        "unmet": figures.unmet,
        "waiting": none if median is None else say("figures.minutes", n=_minutes(median)),
        "fallback": say("figures.percent", n=f"{figures.fallback_rate * 100:.1f}"),
        "rating": none
        if rating is None
        else say("figures.of_five", mean=rating, n=figures.ratings),
        "misread": figures.misread,
    }
    for name, value in values.items():
        key = say(f"figures.numbers.{name}")
        yield Content.assemble(f"{key:<{NAMES}} ", (str(value), "bold"))


def _plots(figures: Figures, width: int) -> Iterator[Content]:
    levels: dict[str, str] = words()["levels"]
    known = dict(figures.by_level)
    waits = tuple((term("waits", key), _minutes(n)) for key, n in figures.waits if n is not None)
    days = tuple((date.fromisoformat(day).strftime("%d %b"), n) for day, n in figures.by_day)
    stars = tuple((say("figures.stars", n=star), n) for star, n in figures.by_stars)
    named = tuple((term("channels", key), n) for key, n in figures.by_channel)
    urgency = tuple((name, known.get(level, 0)) for level, name in levels.items())
    meant = tuple((key.replace("_", " "), n) for key, n in figures.intents[:LISTED])
    yield from columns("by_hour", figures.by_hour, width)
    yield from columns("by_day", days, width)
    yield from bars("by_urgency", urgency, width)
    yield from bars("by_channel", named, width)
    yield from bars("by_agent", figures.by_agent, width)
    yield from bars("waiting", waits, width)
    yield from bars("intents", meant, width)
    yield from bars("unmatched", figures.unmatched[:LISTED], width)
    yield from bars("ratings", stars, width)


def _comments(figures: Figures) -> Iterator[Content]:
    if figures.comments:
        yield from _heading(say("figures.comments"))
    for one in figures.comments:
        rated = say("figures.rated", n=one.rating) if one.rating else say("figures.unrated")
        yield Content(f"{rated}  {say('quote', words=one_line(one.text))}")


def _heading(words_: str) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(words_, "bold $primary")


def _empty(plot: str) -> Iterator[Content]:
    yield from _heading(say(f"figures.plots.{plot}"))
    yield Content.styled(say("figures.nothing"), "$muted")


def _minutes(seconds: float) -> float:
    return round(seconds / MINUTE, 1)


def _number(value: float) -> str:
    return f"{value:g}"


def bars(plot: str, rows: Counts, width: int) -> Iterator[Content]:
    """Lying bars, for what has a name; the number stands at the end, so none has to be guessed."""
    most = max((value for _, value in rows), default=0)
    if not most:
        yield from _empty(plot)
        return
    yield from _heading(say(f"figures.plots.{plot}"))
    names = min(NAMES, width // 3)
    room = max(width - names - VALUES, 1)
    for name, value in rows:
        short = shortened(one_line(name), names)
        bar = _bar(room * value / most)
        yield Content.assemble(f"{short:<{names}} ", (bar, "$primary"), f" {_number(value)}")


def shortened(name: str, most: int) -> str:
    """A name that is no longer than that."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _bar(length: float) -> str:
    eighths = max(round(length * 8), 1) if length else 0
    return f"{EIGHTHS_LYING[8] * (eighths // 8)}{EIGHTHS_LYING[eighths % 8]}".rstrip()


def columns(plot: str, rows: Counts, width: int) -> Iterator[Content]:
    """Upright bars, for what has an order of its own; neighbours share one where room is short."""
    most_shared = -(-len(rows) // max(width, 1))
    shared = [together(rows[at : at + most_shared]) for at in range(0, len(rows), most_shared)]
    most = max((value for _, value in shared), default=0)
    if not most:
        yield from _empty(plot)
        return
    yield from _heading(say("figures.most", plot=say(f"figures.plots.{plot}"), n=_number(most)))
    step = min(width // len(shared), COLUMN + 1)
    heights = [max(round(value / most * HEIGHT * 8), 1) if value else 0 for _, value in shared]
    for level in reversed(range(HEIGHT)):
        blocks = (EIGHTHS[min(max(height - level * 8, 0), 8)] for height in heights)
        yield Content.styled("".join(_wide(block, step) for block in blocks).rstrip(), "$primary")
    yield Content.styled(labels([name for name, _ in shared], step, width), "$muted")


def together(rows: Counts) -> tuple[str, float]:
    """Neighbours as one, under the first one's name."""
    return rows[0][0], sum(value for _, value in rows)


def _wide(block: str, step: int) -> str:
    return block * max(step - 1, 1) + " " * (step > 1)


def labels(names: Iterable[str], step: int, width: int) -> str:
    """Names below their columns, as many as there is room for."""
    line = ""
    for index, name in enumerate(names):
        if len(line) <= index * step <= width - len(name):
            line = f"{line:<{index * step}}{name} "
    return line.rstrip()
