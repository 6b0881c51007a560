"""What the intents of the parts of a message are in the light of the whole and of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlu.language.intent_table import (
    CORRECT,
    FALLBACK,
    INFORM,
    OTHER_MEDICAL,
    RETRACT,
    Intent,
    IntentTable,
    Signs,
)

_ABUSE, _ADMIN, _DOSE = "abuse", "admin", "medication_dose"
_FOREIGN = "non_english"
_ELSEWHERE = (OTHER_MEDICAL, "smalltalk", "admin")
_TELLING = (INFORM, CORRECT, OTHER_MEDICAL)
_REPLIES = ("affirm", "deny", "unsure", "skip")
_GREETING = ("greet", FALLBACK)
_OURS = frozenset({"back", "tremor"})
_SCRAP, _SNIPPET = 2, 4
_OF_THE_TALK = ("how_long", "help", "what_known", "summary", "repeat", "skip", "correct", *_REPLIES)
_NOTHING_ELSE, _SURELY, _SURE, _CLEAR, _FAIR, _TRACE = 0.95, 0.9, 0.8, 0.7, 0.5, 0.1


@dataclass(frozen=True, slots=True)
class IntentParts:
    """From the intents of whole and parts, each by itself, to those of the parts."""

    table: IntentTable

    def settled(
        self,
        whole: Intent,
        outside: Intent,
        parts: Sequence[Intent],
        signs: Sequence[Signs],
        shares: Mapping[str, float],
    ) -> list[Intent]:
        """The intents of the whole (first) and of its parts, each in the light of the others.

        `outside` is the likeliest kind that is handled elsewhere, as sure as all of them together;
        `signs` are those of the whole and of each part, `shares` those of the whole.
        """
        told = self.told_beside(parts, signs[1:])
        matter = self.matter(whole, outside, told, signs[0])
        if matter is None:
            return [whole, *self.carried(whole, told, signs[1:], shares)]
        if not parts:
            return [matter if self._borrows(whole, signs[0], matter) else whole]
        borrowed = self.borrowed(matter, told, signs[1:])
        return [matter, *self.carried(matter, borrowed, signs[1:], shares)]

    def matter(
        self, whole: Intent, outside: Intent, parts: Sequence[Intent], signs: Signs
    ) -> Intent | None:
        """The other matter that a message is about as a whole, if it is; `signs` are its own.

        With half of the shares and no back named, four of 1,996 held-out messages with facts look
        so, and 1,336 of 2,085 about other matters; the rest are mostly of other kinds.
        """
        least = self._least(signs) if outside.name in _ELSEWHERE else _SURELY
        if outside.name in (*_ELSEWHERE, _FOREIGN) and outside.confidence >= least:
            return outside
        if self._is_of_the_back(signs) or not self._is_of_something_else(whole, parts):
            return None
        return whole

    def _least(self, signs: Signs) -> float:
        """From what on a message is about another matter: the share of all such kinds."""
        return _SURELY if self._is_of_the_back(signs) else _FAIR

    def _is_of_the_back(self, signs: Signs) -> bool:
        """The back is named, or a trembling of nothing else ("the trembling I can put up with")."""
        if signs.about_the_back:
            return not self.table.plain.spares_the_back(signs.line)
        return "tremor" in signs.groups and not signs.about_something_else

    def told_beside(self, parts: Sequence[Intent], signs: Sequence[Signs]) -> list[Intent]:
        """ "MS. It shakes when I stand. Ibuprofen daily": names beside what is told are told."""
        names = {part.name for part in parts}
        if names.isdisjoint((INFORM, CORRECT)):
            return list(parts)
        return [
            Intent(INFORM, _FAIR) if self._is_told(part, seen, CORRECT in names) else part
            for part, seen in zip(parts, signs, strict=True)
        ]

    def _is_told(self, part: Intent, signs: Signs, corrects: bool) -> bool:
        """A bare name; a medicine that the person takes and wants nothing of; a denial in passing.

        "No numbness, nothing in the legs" takes an alarm back only beside other words of that kind.
        """
        if not signs.findings or self.table.asks(signs):
            return False
        if part.name == RETRACT:
            return part.confidence < _CLEAR and not corrects
        if part.name == _DOSE:
            return not self.table.plain.wishes(signs.line)
        return part.name.startswith("explain_") and len(signs.line.split()) <= _SNIPPET

    def joined(
        self, whole: Intent, parts: Sequence[Intent], texts: Sequence[str]
    ) -> Sequence[Intent]:
        """ "who or what is X" is one question: a scrap of it asks what the message asks.

        So does a piece that is hardly understood by itself. Every scrap of an insult is one.
        """
        if whole.confidence < _FAIR or whole.name not in (_ABUSE, *self.table.about):
            return parts
        return [
            whole if self._is_scrap(part, text, whole) else part
            for part, text in zip(parts, texts, strict=True)
        ]

    def _is_scrap(self, part: Intent, text: str, whole: Intent) -> bool:
        words = len(text.split())
        if whole.name == _ABUSE:
            return words <= _SNIPPET and part.name not in self.table.in_scope_beside
        if part.name in self.table.about:
            return words <= _SCRAP
        return (part.name not in _TELLING and part.confidence < _FAIR) or part.name == FALLBACK

    def carried(
        self,
        whole: Intent,
        parts: Sequence[Intent],
        signs: Sequence[Signs],
        shares: Mapping[str, float],
    ) -> Sequence[Intent]:
        """ "I have nothing to ask you", says an insult, and means to skip nothing.

        In a message that is surely handled elsewhere, a part that is hardly understood by itself
        and names nothing of ours is of the same kind; and so is one of a kind that the whole does
        not look like ("how much sugar a kilo?"). `signs` are those of the parts, `shares` those of
        the whole.
        """
        if whole.name not in self.table.handling or whole.confidence < _CLEAR:
            return parts
        return [
            whole
            if (number and _is_aside(part, whole)) or self._goes_along(part, seen, whole, shares)
            else part
            for number, (part, seen) in enumerate(zip(parts, signs, strict=True))
        ]

    def _goes_along(
        self, part: Intent, signs: Signs, whole: Intent, shares: Mapping[str, float]
    ) -> bool:
        unlike = self._is_unlike(part, whole, shares) or self._is_of_the_dose(part, signs, whole)
        carried = self._is_carried(part, signs, shares)
        return unlike or carried or _is_the_occasion(part, signs, whole)

    def _is_unlike(self, part: Intent, whole: Intent, shares: Mapping[str, float]) -> bool:
        elsewhere = part.name in self.table.handling and part.name not in self.table.always
        return (
            elsewhere and shares.get(part.name, 0.0) < _TRACE and part.confidence < whole.confidence
        )

    def _is_of_the_dose(self, part: Intent, signs: Signs, whole: Intent) -> bool:
        """ "May she halve it until she sees the doctor on Friday?": not how soon to see one."""
        asks = part.name in self.table.about and not signs.kinds
        return whole.name == _DOSE and whole.confidence >= _NOTHING_ELSE and asks

    def _is_carried(self, part: Intent, signs: Signs, shares: Mapping[str, float]) -> bool:
        """ "How long does it take?", at the end of a letter about a stye, is not about our talk."""
        ours = signs.findings or signs.kinds or not signs.groups.isdisjoint(_OURS)
        beside = part.name in _OF_THE_TALK and shares.get(part.name, 0.0) < _TRACE
        hardly = part.confidence < _CLEAR or beside
        return part.name not in self.table.handling and hardly and not ours

    def borrowed(
        self, matter: Intent, parts: Sequence[Intent], signs: Sequence[Signs]
    ) -> list[Intent]:
        """ "My voice shakes when I sing, is there a treatment?": the question is about the voice.

        `signs` are those of the parts.
        """
        return [
            matter if self._borrows(part, seen, matter) else part
            for part, seen in zip(parts, signs, strict=True)
        ]

    def _is_of_something_else(self, whole: Intent, parts: Sequence[Intent]) -> bool:
        """The whole is surely of another matter, or it is probably, and opens with it."""
        if whole.name not in _ELSEWHERE:
            return False
        opening = next((part for part in parts if part.name not in _GREETING), None)
        opens = opening is not None and opening.name == whole.name and opening.confidence >= _FAIR
        return whole.confidence >= (_FAIR if opens else _CLEAR)

    def _borrows(self, part: Intent, signs: Signs, whole: Intent) -> bool:
        if part.name not in (INFORM, *self.table.about):
            return False
        if "animal" in signs.groups:
            return not signs.kinds
        if signs.kinds and (whole.confidence < _CLEAR or self.table.plain.defines(signs.line)):
            return False  # "my ear hurts. What is an EMG?" is answered
        if "tremor" in signs.groups:
            return part.name in self.table.about and not signs.findings
        return True


def _is_aside(part: Intent, whole: Intent) -> bool:
    """ "My toddler finds my hiccups hilarious. I do not.": denies nothing that was asked."""
    return part.name in _REPLIES and whole.confidence >= _SURE


def _is_the_occasion(part: Intent, signs: Signs, whole: Intent) -> bool:
    """ "Move my slot, the one for the trembling back": nothing is told but the occasion."""
    told = signs.findings or signs.numbers
    return whole.name == _ADMIN and whole.confidence >= _SURE and part.name == INFORM and not told
