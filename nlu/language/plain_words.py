"""Words and phrases of a text that settle what no share of a classifier should."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SHORT_LINE = 7
_TRACE = 0.002  # of a share of less, nothing is gained
_ABUSE, _PLAIN = "abuse", 0.9  # so sure, an insult needs no word of the list ...
_BACK = "<back>"  # ... where the back is not spoken of


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The word lists of `nlu/handling.yml`; a line is the words of a text, names as <kind>."""

    needed: Mapping[str, re.Pattern[str]]
    correction: re.Pattern[str]
    not_the_back: re.Pattern[str]
    telling: re.Pattern[str]
    asking: re.Pattern[str]
    denying: re.Pattern[str]
    legs: re.Pattern[str]
    downwards: re.Pattern[str]
    defining: re.Pattern[str]
    of_a_kind: re.Pattern[str]
    dosing: re.Pattern[str]
    wishing: re.Pattern[str]

    @classmethod
    def from_rows(cls, rows: Mapping[str, Any]) -> PlainWords:
        """Compile the lists."""
        return cls(
            needed={name: _any_of(words) for name, words in rows["needs_words"].items()},
            correction=_any_of(rows["correction_openings"]),
            not_the_back=_any_of(rows["not_the_back"]),
            telling=_any_of(rows["telling_openings"]),
            asking=_any_of(rows["question_openings"]),
            denying=_any_of(rows["denial_openings"]),
            legs=_any_of(rows["legs"]),
            downwards=_any_of(rows["downwards"]),
            defining=_any_of(rows["defining"]),
            of_a_kind=_any_of(rows["of_a_kind"]),
            dosing=_any_of(rows["dosing"]),
            wishing=_any_of(rows["wishing"]),
        )

    def possible(self, shares: Mapping[str, float], line: str) -> dict[str, float]:
        """The shares without kinds of which no word stands in the line, unless they are plain."""
        out = {
            name
            for name, words in self.needed.items()
            if line and shares.get(name, 0.0) > _TRACE and not words.search(line)
            if name != _ABUSE or shares.get(name, 0.0) < _PLAIN or _BACK in line
        }
        freed = 1.0 - sum(shares.get(name, 0.0) for name in out)
        if freed <= 0.0:
            return dict(shares)
        return {name: share / freed for name, share in shares.items() if name not in out}

    def puts_right(self, line: str) -> bool:
        """ "Wait no, when I am resting": it opens as a correction does."""
        return self.correction.match(line) is not None

    def spares_the_back(self, line: str) -> bool:
        """ "It's my hands, nothing with my back"."""
        return self.not_the_back.search(line) is not None

    def tells_when(self, line: str) -> bool:
        """ "Whenever I lift the baby": a short line about when it trembles."""
        return self.telling.match(line) is not None and len(line.split()) <= _SHORT_LINE

    def asks(self, line: str) -> bool:
        """ "Am I allowed to run?" """
        return self.asking.match(line) is not None

    def denies(self, line: str) -> bool:
        """ "No trouble with the kidneys." """
        return self.denying.match(line) is not None

    def defines(self, line: str) -> bool:
        """ "What is an EMG?": it asks what a thing is, for whatever complaint."""
        return self.defining.search(line) is not None

    def asks_which_of_a_kind(self, line: str) -> bool:
        """ "What sort of tablets do they give for it?" """
        return self.of_a_kind.search(line) is not None

    def names_a_dose(self, line: str) -> bool:
        """ "What dose of magnesium for a twitching back?" """
        return self.dosing.search(line) is not None

    def wishes(self, line: str) -> bool:
        """ "Pregabalin, morning or evening", "fed up with my tablets, quitting the lot"."""
        return self.wishing.search(line) is not None

    def runs_down_a_leg(self, line: str) -> bool:
        """ "My left leg hurts down to the knee": pain that comes from the back."""
        return bool(self.legs.search(line) and self.downwards.search(line))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole words only; `\\b` would not see the ends of <kind>."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, phrases))})(?!\S)")
