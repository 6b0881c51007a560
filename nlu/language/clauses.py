"""Where clauses and segments (a sentence, or a question inside one) begin and end in a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.language.words import COMMA, DASH, SENTENCE, Text

Span = tuple[int, int]
_ASKING = frozenset(
    {"what", "which", "who", "whom", "how", "why", "where", "when", "if", "whether"}
)
_AND_SIGNS = frozenset({"&", "+"})
_LONGEST_OPENER = 6


class ClauseCutter:
    """Cuts a text by punctuation and by the words of clauses.yml."""

    def __init__(self, words: Mapping[str, Collection[str]]) -> None:
        self._contrast = frozenset(words["contrast"])
        self._joins = frozenset(words["joins"])
        self._openers = frozenset(words["openers"])
        self._question = frozenset(words["question"])
        self._second = frozenset(words["question_second"])
        self._small = frozenset(words["wonders_small"])
        self._wonders = frozenset(self._plain(phrase.split()) for phrase in words["wonders"])

    def clauses(self, text: Text) -> list[Span]:
        """Clauses as (first word, place behind the last word)."""
        norms = [word.norm for word in text.words]
        starts = [place for place in range(1, len(norms)) if self._clause_at(text, norms, place)]
        return _spans(starts, len(norms))

    def segments(self, text: Text) -> list[Span]:
        """Sentences; a question that begins after a comma, a dash or "and" is its own segment.

        So is one without the form of a question: "nobody tells me where it comes from".
        """
        norms = [word.norm for word in text.words]
        starts: list[int] = []
        asking = bool(norms) and self._questions(norms, 0)
        for place in range(1, len(norms)):
            if text.breaks[place] == SENTENCE:
                starts.append(place)
                asking = self._questions(norms, place)
            elif self._turns(text, norms, place, asking):
                starts.append(place)
                asking = not asking or self._questions(norms, place)
        return _spans(starts, len(norms))

    def _clause_at(self, text: Text, norms: Sequence[str], place: int) -> bool:
        if text.breaks[place] >= COMMA or norms[place] in self._contrast:
            return True
        following = norms[place + 1] if place + 1 < len(norms) else ""
        return norms[place] in self._joins and following in self._openers

    def _questions(self, norms: Sequence[str], place: int) -> bool:
        """A question begins here, in the form of one or not."""
        return self._asks(norms, place) or self._wonders_at(norms, place)

    def _asks(self, norms: Sequence[str], place: int) -> bool:
        place += norms[place] in self._joins or norms[place] in self._contrast
        if place + 1 >= len(norms):
            return False
        return norms[place] in self._question and norms[place + 1] in self._second

    def _wonders_at(self, norms: Sequence[str], place: int) -> bool:
        """A question without its form begins here: "I wonder whether", "nobody says what"."""
        place += norms[place] in self._joins or norms[place] in self._contrast
        words = self._plain(norms[place : place + 2 * _LONGEST_OPENER])
        for length in range(min(_LONGEST_OPENER, len(words) - 1), 0, -1):
            if words[:length] in self._wonders:
                return words[length] in _ASKING
        return False

    def _plain(self, words: Sequence[str]) -> tuple[str, ...]:
        """Without the small words that may stand anywhere: "I'd really like to know exactly"."""
        return tuple(word for word in words if word not in self._small)

    def _turns(self, text: Text, norms: Sequence[str], place: int, asking: bool) -> bool:
        """A question begins here, or a statement after a question ("... worry, my leg is numb")."""
        signed = not _AND_SIGNS.isdisjoint(text.marks[place].split())
        worded = norms[place] in self._joins
        joined = signed or worded
        if not joined and text.breaks[place] < COMMA and norms[place] not in self._contrast:
            return False
        word = norms[place + worded] if place + worded < len(norms) else ""
        if self._asks(norms, place) and word != "when":
            return True
        if (joined and asking and word in _ASKING) or self._wonders_at(norms, place):
            return True
        strong = text.breaks[place] >= DASH or norms[place] in self._contrast
        return strong and asking


def sentences_of(text: Text) -> list[Span]:
    """Sentences as (first word, place behind the last word)."""
    starts = [place for place in range(1, len(text.words)) if text.breaks[place] >= SENTENCE]
    return _spans(starts, len(text.words))


def _spans(starts: Sequence[int], length: int) -> list[Span]:
    if not length:
        return []
    return list(zip([0, *starts], [*starts, length], strict=True))
