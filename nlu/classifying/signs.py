"""Reads the signs of a text beside its wording: items named, facts found, language, mash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nlu.classifying.intent_model import ReadText
from nlu.language.foreign import ForeignDetector
from nlu.language.gibberish import GibberishDetector
from nlu.language.intent_table import Signs
from nlu.language.spelling import word_list
from nlu.language.topics import GROUPS, KINDS

_TOLD = ("present", "absent", "unknown")
_FACTS, _NUMBERS = ("finding", "activation", "onset", "red_flag"), ("duration", "age")


class SignReader:
    """Looks at one text of a message with the entities that lie in it."""

    def __init__(self, foreign: ForeignDetector, gibberish: GibberishDetector) -> None:
        self._foreign = foreign
        self._gibberish = gibberish

    @classmethod
    def from_files(cls, languages: Path, common: Path) -> SignReader:
        """With the profiles of the languages and the list of frequent words."""
        words = word_list(common)
        return cls(ForeignDetector.from_file(languages, words), GibberishDetector(words))

    def of(
        self,
        text: str,
        read: ReadText,
        entities: Sequence[Mapping[str, Any]],
        span: tuple[int, int],
        unreadable: bool = False,
    ) -> Signs:
        """The signs of the text that lies at `span` of the message."""
        inside = [one for one in entities if span[0] <= one.get("start", -1) < span[1]]
        return Signs(
            kinds=[kind for kind in read.kinds if kind in KINDS],
            groups=frozenset(kind for kind in read.kinds if kind in GROUPS),
            findings=sum(_is_told(one) for one in inside if one["entity"] in _FACTS),
            numbers=sum(one["entity"] in _NUMBERS for one in inside),
            words=frozenset(read.words),
            line=" ".join(read.words),
            question="?" in text,
            foreign=self._foreign.is_foreign(text),
            unreadable=unreadable,
            gibberish=not read.kinds and self._gibberish.is_gibberish(text),
        )


def _is_told(entity: Mapping[str, Any]) -> bool:
    """Stated of somebody, not asked about or feared."""
    return entity.get("status", "present") in _TOLD
