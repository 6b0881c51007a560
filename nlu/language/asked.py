"""Tells facts of the person from what a question is about ("what helps with hernias?")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

PRESENT, HYPOTHETICAL = "present", "hypothetical"
_NEVER_HEARD = re.compile(r"\bheard (?:of|about)\s*\Z", re.IGNORECASE)


def only_asked_about(
    finding: Mapping[str, Any],
    text: str,
    segments: Sequence[Mapping[str, Any]],
    topics: Sequence[Mapping[str, Any]],
    words: QuestionWords,
    leading: str = "",
) -> bool:
    """Whether a finding stands in a question without being told of anybody.

    What the question names as its topic is no fact, in whichever part of the message it stands;
    nor is anything in a question that speaks of nobody ("does it hurt?"). "My leg hurts, which
    doctor?" tells a fact. `leading` is the intent of the whole message.
    """
    named = any(_overlap(finding, topic) for topic in topics)
    if named and leading in words.intents and _NEVER_HEARD.search(text[: finding["start"]]):
        return True  # and no denial either
    if finding.get("status") != PRESENT:
        return False
    segment = _segment_of(finding, segments)
    if segment is None or words.tells(asked := text[segment["start"] : segment["end"]]):
        return False
    intent = segment["intent"]["name"]
    if intent not in words.intents or words.states_all_the_same(intent, asked):
        return named and leading in words.intents
    return named or words.is_asked_for(intent, finding) or words.speaks_of_nobody(asked)


def only_asked_when(
    activation: Mapping[str, Any], segments: Sequence[Mapping[str, Any]], words: QuestionWords
) -> bool:
    """ "Which exercises help?" does not tell that it goes away on movement."""
    segment = _segment_of(activation, segments)
    if segment is None or segment["intent"]["name"] not in words.intents:
        return False
    asked = str(segment["text"])
    return words.opens(asked) and words.speaks_of_nobody(asked) and not words.tells(asked)


class QuestionWords:
    """The intents that ask, and the words by which a question tells something all the same."""

    def __init__(self, rows: Mapping[str, Any], question_words: Sequence[str]) -> None:
        """From `asked` and `question_words` of `nlu/handling.yml`."""
        self.intents = frozenset(rows["intents"])
        self._only_as_question: Mapping[str, str] = rows["only_as_question"]
        self._question = _any_of(question_words)
        leading = rf"\s*(?:{'|'.join(map(re.escape, rows['lead_ins']))})?\s*"
        self._opening = re.compile(leading + self._question.pattern, re.IGNORECASE)
        self._telling = _any_of(rows["telling"], not_behind=rows["not_telling_behind"])
        self._people = _any_of(rows["people"])

    def tells(self, text: str) -> bool:
        """ "I have", "my mother has": a fact stands in the question."""
        return self._telling.search(text) is not None

    def states_all_the_same(self, intent: str, text: str) -> bool:
        """ "Got OCD, take fluoxetine" was taken for a question about a dose, but asks nothing."""
        asks = "?" in text or self._question.search(text) is not None
        return intent in self._only_as_question and not asks

    def opens(self, text: str) -> bool:
        """It begins with a word that asks, or with one that leads to it ("and which …")."""
        return self._opening.match(text) is not None

    def is_asked_for(self, intent: str, finding: Mapping[str, Any]) -> bool:
        """ "What dose of X may I take?": X is no medicine that is taken."""
        return self._only_as_question.get(intent) == finding.get("value")

    def speaks_of_nobody(self, text: str) -> bool:
        """No "I", "my", "she": a question in general."""
        return self._people.search(text) is None


def _any_of(words: Sequence[str], not_behind: Sequence[str] = ()) -> re.Pattern[str]:
    behind = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in not_behind)
    return re.compile(rf"{behind}\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _segment_of(
    entity: Mapping[str, Any], segments: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    for segment in segments:
        if segment["start"] <= entity["start"] < segment["end"] and "intent" in segment:
            return segment
    return None


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
