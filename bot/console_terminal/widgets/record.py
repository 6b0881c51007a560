"""The record: what is understood so far, with the person's own words, and what may be behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.draw import one_line
from bot.console_terminal.models import Candidate, Finding, Flag, Record
from bot.console_terminal.widgets.queue_list import level_words
from bot.console_terminal.words import say

SIGNS = {"present": "+", "absent": "-", "unknown": "?"}


def heading(key: str) -> Content:
    """The name of a part."""
    return Content.styled(say(f"record.{key}"), "bold $primary")


def flag_line(flag: Flag) -> Content:
    """A red flag; one that was taken back stays on record as such."""
    quote = f" {say('quote', words=one_line(flag.quote))}" if flag.quote else ""
    if not flag.active:
        return Content.styled(say("record.taken_back", flag=flag.name) + quote, "$muted")
    return Content.styled(f"!! {flag.name}{quote}", "bold $error")


def finding_line(finding: Finding) -> Content:
    """A finding with its sign and the words that told it."""
    about = [say("record.past")] if finding.time == "past" else []
    about += [say("record.other")] if finding.subject == "other" else []
    about += [say("record.by_agent")] if finding.by == "agent" else []
    extra = f" ({', '.join(about)})" if about else ""
    quote = f" {say('quote', words=one_line(finding.quote))}" if finding.quote else ""
    sign = SIGNS.get(finding.status, "?")
    return Content.assemble(f"{sign} {finding.name}{extra}", (quote, "$muted"))


def candidate_lines(number: int, candidate: Candidate) -> Iterator[Content]:
    """A candidate and what speaks for and against it."""
    yield Content(f"{number}. {candidate.name}")
    for key, reasons in (("for", candidate.for_), ("against", candidate.against)):
        if reasons:
            yield Content.styled(f"   {say(f'record.{key}', reasons=one_line(reasons))}", "$muted")


def kind_of_tremor(record: Record) -> str:
    """Rest or movement, short or long, and for how many days."""
    days = record.duration_days
    parts = [
        record.activation,
        record.course,
        "" if days is None else say("record.days", days=days),
    ]
    return ". ".join(part for part in parts if part)


def _findings(record: Record) -> Iterator[Content]:
    for status in SIGNS:
        found = [one for one in record.findings if one.status == status]
        if found:
            yield heading(status)
            yield from map(finding_line, found)


def _candidates(record: Record) -> Iterator[Content]:
    if record.candidates:
        yield heading("candidates")
    for number, candidate in enumerate(record.candidates, start=1):
        yield from candidate_lines(number, candidate)


def _list(key: str, items: Iterable[str]) -> Iterator[Content]:
    lines = [Content(one_line(item)) for item in items if item]
    if lines:
        yield heading(key)
        yield from lines


def record_view(record: Record) -> Content:
    """The whole record, most urgent first."""
    lines = [level_words(record.level, record.level_name), *map(flag_line, record.flags)]
    lines += _list("how_soon", [record.how_soon])
    lines += _list("kind", [kind_of_tremor(record)])
    lines += _list("question", [record.question.text if record.question else ""])
    lines += [*_findings(record), *_candidates(record)]
    lines += _list("specialists", record.specialists)
    lines += _list("unmatched", record.unmatched)
    return Content("\n").join(lines)


def gist(record: Record) -> Content:
    """The record on one line: how urgent, the words that say so, the kind of tremor."""
    quoted = [say("quote", words=one_line(flag.quote)) for flag in record.flags if flag.active]
    rest = "  ".join([*quoted, kind_of_tremor(record)])
    return Content.assemble(level_words(record.level, record.level_name), f"  {rest}")


class RecordPane(VerticalScroll, can_focus=True):
    """Scrolls; has the cursor so that the arrow keys work in it."""

    def compose(self) -> ComposeResult:
        """One piece of content."""
        yield Static(id="record-text")

    def show(self, record: Record) -> None:
        """Draw a record."""
        self.query_one("#record-text", Static).update(record_view(record))
