"""The words and lists of `nlu/follow_ups.yml`, and how they are looked for in a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from pathlib import Path
from typing import Any

import yaml

from nlu.language.topic_matcher import tokens_of


@dataclass(frozen=True, slots=True)
class FollowUpRows:
    """What the file says; words are those of a question, in lower case."""

    rows: Mapping[str, Any]

    @classmethod
    def from_file(cls, path: Path) -> FollowUpRows:
        """Read the file."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def __getitem__(self, key: str) -> Any:
        return self.rows[key]

    def has(self, key: str, words: Sequence[str]) -> bool:
        """Whether one of a list's words or phrases stands in the line of words."""
        line = f" {' '.join(words)} "
        return any(f" {phrase} " in line for phrase in self.rows[key])

    def is_section(self, intent: str) -> bool:
        """Whether the intent asks for all items of a kind."""
        return intent in self.rows["sections"].values()

    def is_short(self, words: Sequence[str]) -> bool:
        """So short a question points back without a word that says so."""
        return len(self.without_openings(words)) <= int(self.rows["most_words"])

    def are_few(self, words: Sequence[str]) -> bool:
        """Few enough for one question, with no story around it."""
        return len(words) <= int(self.rows["most_words_of_choice"])

    def without_openings(self, words: Sequence[str]) -> list[str]:
        """ "Ok so how do I calm it": what comes after the words that only lead to a question."""
        return list(dropwhile(self.rows["openings"].__contains__, words))

    def is_nth(self, words: Sequence[str]) -> bool:
        """ "The second one, does it hurt?", "the former", whatever else it seems to ask."""
        places, things = self.rows["places"], self.rows["things"]
        pairs = any(word in places and thing in things for word, thing in pairwise(words))
        return pairs or self.has("of_two", words)

    def place_in_a_list(self, words: Sequence[str]) -> int | None:
        """ "The second one": counted from 0, from the end below it; None where none is named."""
        counted, things = self.rows["counted"], self.rows["things"]
        ordinals = (one for one, thing in pairwise(words) if thing in things)
        nth = next((one for one in ordinals if one in counted["ordinals"]), None)
        return None if nth is None else int(counted["places"][nth])

    def points_back(self, words: Sequence[str]) -> bool:
        """Whether a word points to something spoken of; "this shaking" is the trembling itself."""
        tremor = set(self.rows["of_the_tremor"])
        of_itself = {place for place, word in enumerate(words[1:]) if word in tremor}
        return self.has("pointers", [w for n, w in enumerate(words) if n not in of_itself])

    def may_point_back(self, words: Sequence[str]) -> bool:
        """With a word that does, or so short that it needs none."""
        return self.is_short(words) or self.points_back(words)

    def points_plainly(self, words: Sequence[str]) -> bool:
        """ "What does he do?" can only be about what was spoken of; "the other one" is new."""
        return self.has("plainly", words) and not self.has("other", words)


def words_in(text: str) -> list[str]:
    """In lower case; "how's" is "how"."""
    return [token.form for token in tokens_of(text)]
