"""The transcript: who said what; one line can be chosen and folded out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bot.console_terminal.draw import clean, drawn
from bot.console_terminal.models import Line, Understanding
from bot.console_terminal.words import say, term

STYLES = {
    "user": "bold",
    "bot": "bold $primary",
    "agent": "bold $secondary",
    "note": "bold $on-note on $note",
    "system": "italic $muted",
}


def clock(at: float) -> str:
    """The time of day here."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M")


def folded_out(read: Understanding | None) -> Content:
    """How a message was read, one fact a line."""
    if read is None:
        return Content.styled(say("talk.not_read"), "$muted")
    sure = "" if read.confidence is None else say("talk.sure", percent=round(read.confidence * 100))
    lines = [say("talk.intent", intent=read.intent.replace("_", " "), sure=sure)]
    lines += [say("talk.heard_only")] if read.heard_only else []
    for one in read.readings:
        quote = say("quote", words=clean(one.quote)) if one.quote else ""
        status = term("statuses", one.status)
        lines.append(say("talk.found", name=one.name, status=status, quote=quote))
    return Content.styled("\n".join(f"  | {line.strip()}" for line in lines), "$muted")


def head_view(line: Line) -> Content:
    """Who said it and when, and what is special about it, in words."""
    who = clean(line.name) or term("roles", line.role)
    if line.role == "note":
        who = say("talk.note_by", name=who)
    marks = [say("talk.alarm")] if line.kind == "emergency" else []
    marks += [say("talk.marked")] if line.misread else []
    marks += [say("talk.not_delivered", why=clean(line.delivery))] if line.delivery else []
    return Content.assemble(
        (who, STYLES.get(line.role, "")),
        (f"  {clock(line.at)}", "$muted"),
        *((f"  {mark}", "bold $warning") for mark in marks),
    )


def line_view(line: Line, *, open_: bool) -> Content:
    """A line with who said it."""
    if line.role == "note":
        body = Content.styled(clean(line.text), "$on-note on $note")
    elif line.role == "bot":
        body = drawn(line.text)
    else:
        body = Content(clean(line.text))
    parts = [head_view(line), body]
    return Content("\n").join([*parts, folded_out(line.understanding)] if open_ else parts)


class Transcript(OptionList):
    """Follows what is said, unless the agent has gone back to an older line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: dict[str, Line] = {}
        self._unfolded: set[str] = set()

    def show(self, lines: Sequence[Line]) -> None:
        """Draw all lines."""
        chosen = self.chosen
        following = self.highlighted in (None, self.option_count - 1)
        self._said = {line.key: line for line in lines}
        self.set_options(self._option(line) for line in lines)
        if lines:
            keys = list(self._said)
            back = chosen is not None and not following and chosen.key in keys
            self.highlighted = keys.index(chosen.key) if back and chosen else len(keys) - 1

    def action_cursor_down(self) -> None:
        """After the newest line comes nothing: who waits there is not thrown back to the first."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Nor does anything come before the first."""
        if self.highlighted != 0:
            super().action_cursor_up()

    def fold(self) -> None:
        """Open or close how the chosen line was understood."""
        line = self.chosen
        if line:
            self._unfolded ^= {line.key}
            self.replace_option_prompt(line.key, self._option(line).prompt)
            self.scroll_to_highlight()

    @property
    def chosen(self) -> Line | None:
        """The line on which the highlight stands."""
        option = self.highlighted_option
        return self._said.get(option.id) if option and option.id else None

    def _option(self, line: Line) -> Option:
        return Option(line_view(line, open_=line.key in self._unfolded), id=line.key)
