"""The question in a longer message that points back to what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlu.language.follow_up_items import MENTIONS, Parsed
from nlu.language.follow_up_rows import FollowUpRows, words_in
from nlu.language.intent_table import IntentTable

TELLING = frozenset({"red_flag", "duration", "age", "activation", "onset"})
_SENTENCE = re.compile(r"\S.*?(?:[.!?]+(?=\s|$)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LetterReader:
    """Cuts it out: "Can I do it at home? The bus goes on Tuesdays only." asks of no bus."""

    rows: FollowUpRows
    table: IntentTable

    def question_in(self, parsed: Parsed) -> str | None:
        """The first clause that asks and points back, to the end of its sentence.

        None where the message is nothing else, names something before it ("a slipped disc, you
        say. What is that?"), or asks about something with a name behind it.
        """
        segments = parsed.get("segments") or ()
        asked = (self._question_from(parsed, part) for part in segments)
        whole = len(parsed["text"].strip())
        pointing = (one for one in asked if one and len(one) < whole and self._may_point_back(one))
        question = next(pointing, None)
        if question is None:
            return None
        start = parsed["text"].find(question)
        end = start + len(question)
        own = (self._is_of_its_own(part, start, end) for part in segments)
        return None if any(own) else question

    def _is_of_its_own(self, part: Mapping[str, Any], start: int, end: int) -> bool:
        asks_behind = end <= part["start"] and self._opens_a_question(part["text"])
        return bool(part.get(MENTIONS)) and (part["end"] <= start or asks_behind)

    def _question_from(self, parsed: Parsed, part: Mapping[str, Any]) -> str | None:
        """The sentence of a part that asks; of one that is long or tells, from that part on."""
        if not self._opens_a_question(part["text"]) and not part["text"].rstrip().endswith("?"):
            return None
        sentences = _SENTENCE.finditer(parsed["text"])
        held = (one for one in sentences if one.start() <= part["start"] < one.end())
        sentence = next(held, None)
        if sentence is None:
            return None
        short = len(sentence.group().split()) <= self.rows["most_words_of_choice"]
        told = any(
            one["entity"] in TELLING and sentence.start() <= one["start"] < part["start"]
            for one in parsed["entities"]
        )
        start = sentence.start() if short and not told else part["start"]
        return str(parsed["text"][start : sentence.end()]).strip()

    def asks(self, text: str) -> bool:
        """ "Why mostly in bed", also without a mark."""
        return "?" in text or self._opens_a_question(text)

    def _opens_a_question(self, text: str) -> bool:
        """ "how would that work": with a word that asks, behind an "and" or an "ok"."""
        words = self.rows.without_openings(words_in(text))
        return bool(words) and words[0] in self.table.question_words

    def _may_point_back(self, text: str) -> bool:
        words = words_in(text)
        return self.rows.is_short(words) or self.rows.has("pointers", words)
