"""The times of the messages in which it is marked how long the back has trembled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nlu.classifying.corpus import MESSAGES, TIMES, read_messages
from nlu.language.interpretation import FactReader
from nlu.language.language import Analysis, Language
from nlu.language.lengths import Duration
from nlu.language.time_clues import Clues


def marked_times(lexicon: Path, messages: Path = MESSAGES) -> Iterator[tuple[Clues, bool]]:
    """Every time that the grammar finds there: its clues, and whether it is the marked one."""
    language, facts = Language(lexicon), FactReader(lexicon)
    for message in read_messages(messages):
        if TIMES in message.complete:
            analysis = language.read(message.text)
            times = facts.times(analysis)
            for time, clues in zip(times.found, times.clues, strict=True):
                yield clues, _overlap(analysis, time, message.time)


def _overlap(analysis: Analysis, time: Duration, marked: tuple[int, int] | None) -> bool:
    if marked is None:
        return False
    words = analysis.text.words
    return words[time.first].start < marked[1] and marked[0] < words[time.after - 1].end
