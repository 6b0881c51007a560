"""Cuts a message into lower-case words with sentence, separator and place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from nlu.language.spoken import spoken_words
from nlu.language.text import clean

_TOKEN = re.compile(
    r"(?<!\S)\?(?=\w)"  # "?CES": a query, not the end of a question
    r"|(?:[^\W\d_]/)+[^\W\d_](?![^\W_])"  # c/o, h/o, w/o
    r"|a&e"
    r"|[+-]ve(?!\w)"
    r"|[^\W\d_]+(?:['\u2019`\u00b4][^\W\d_]+)*"
    r"|\d{1,2}(?:\+\d)?/40(?!\d)"  # weeks of a pregnancy, in shorthand
    r"|(?<!\S)['\u2019]\d{2}(?![\w'\u2019%]|[.,:]\d)"  # a year: "in '97"
    r"|\d+(?:[.,]\d+)*"
    r"|\.{2,}"  # a pause, not an end
    r"|\n|[^\w\s]"
)
_SENTENCE_END = frozenset(".!?;\n")
_APOSTROPHES = str.maketrans("", "", "'\u2019`\u00b4")
_THIRD_PERSON = frozenset({"he", "she", "his", "her", "hes", "shes", "him", "their", "they"})
_FIRST_PERSON = frozenset({"i", "im", "ive", "id", "my", "me", "myself", "mine", "we", "our"})

_LAST_CENTURY = 40  # from here on, two digits are a year of the nineteen hundreds
_OUR = frozenset({"my", "our"})


@dataclass(slots=True)
class Words:
    """The words of a message without fillers; the lists run in parallel."""

    source: str
    text: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    separator: list[str] = field(default_factory=list)  # punctuation right before the word
    first_person: list[int] = field(default_factory=list)  # places of "I", "my" (before word n)
    possessive: set[int] = field(default_factory=set)  # places after "my", "our"
    third_person: bool = False  # whether the text says "she", "his" anywhere
    questions: set[int] = field(default_factory=set)  # sentences that end with a question mark
    closed_by: dict[int, str] = field(default_factory=dict)  # punctuation after the last word

    def __len__(self) -> int:
        return len(self.text)

    def quote(self, first: int, last: int) -> tuple[int, int]:
        """Character range from word `first` to word `last`."""
        return self.start[first], self.end[last]

    def whole_sentence(self, start: int, end: int) -> tuple[int, int]:
        """The character range widened to the sentences that it touches."""
        touched = {
            number
            for number, first, last in zip(self.sentence, self.start, self.end, strict=True)
            if first < end and last > start
        }
        places = [k for k, number in enumerate(self.sentence) if number in touched]
        return self.start[places[0]], self.end[places[-1]]


def fold(word: str) -> str:
    """One spelling for contractions: "can't", "can’t" and "cant" are "cant"."""
    for ending in ("'ll", "\u2019ll"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word.translate(_APOSTROPHES)


def cut(text: str, fillers: Collection[str] = ()) -> Words:
    """Words of `text`; `fillers` ("really", "the") are left out, punctuation is noted."""
    words, spoken = Words(text), spoken_words()
    sentence, separator, opened = 0, "", False
    for match in _TOKEN.finditer(clean(text)):
        piece = match.group()
        if piece in _SENTENCE_END and not (piece == "?" and _is_query(text, match.start())):
            if piece == "?":
                words.questions.add(sentence)
            if opened:
                words.closed_by[sentence] = piece
                sentence, opened = sentence + 1, False
            separator = ""
            continue
        year = _year(piece)
        if not (year or piece[0].isalnum() or piece in ("+ve", "-ve", "?")):
            separator = piece
            continue
        word = year or fold(spoken.get(piece, piece))
        if word in _FIRST_PERSON:
            words.first_person.append(len(words.text))
            if word in _OUR:
                words.possessive.add(len(words.text))
        words.third_person = words.third_person or word in _THIRD_PERSON
        if word in fillers:
            continue
        _add(words, word, match.span(), sentence, separator)
        separator, opened = "", True
    return words


def _year(piece: str) -> str:
    """ "'97" and "'03" with their century; empty for everything else."""
    digits = piece[1:]
    if piece[0].isalnum() or not digits.isdigit():
        return ""
    return ("20" if int(digits) < _LAST_CENTURY else "19") + digits


def _is_query(text: str, place: int) -> bool:
    """Whether the question mark stands before a word, as in "?CES"."""
    before = text[place - 1 : place]
    return not before.strip() and text[place + 1 : place + 2].isalnum()


def _add(words: Words, word: str, span: tuple[int, int], sentence: int, separator: str) -> None:
    words.text.append(word)
    words.start.append(span[0])
    words.end.append(span[1])
    words.sentence.append(sentence)
    words.separator.append(separator)
