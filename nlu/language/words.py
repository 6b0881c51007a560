"""Cut a message into words with normal form and place, and the breaks between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex

from nlu.language.text import clean

NONE, COMMA, DASH, SENTENCE = 0, 1, 2, 3
"""How strongly two neighbouring words are kept apart by what stands between them."""

_EXTRA_INFIXES = (
    r"(?<=[0-9])(?=[a-z])",
    r"(?<=\bx)(?=[0-9])",
    r"(?<=[a-z0-9])[/+&=|,~?!;:()\"\[\]](?=[a-z0-9])",
    r"(?<=[a-z]{2})\.(?=[a-z]{2})",
    r"(?<=[a-z0-9])-(?=[a-z0-9])",
    r"(?<=[a-z0-9])\.{2,}(?=[a-z0-9])",
    r"(?<=[a-z])\+",
)
_EXTRA_PREFIXES = (r"[~≈]",)
_HAS_LETTER = re.compile(r"[^\W_]|[½¼¾]")
_SIGNS_KEPT = 8
_MANY_SIGNS = re.compile(rf"(?:[^\w\s]|_){{{_SIGNS_KEPT + 1},}}")
_LONG_LETTERS = re.compile(r"([a-z])\1{2,}")


class Word(NamedTuple):
    """One word: its normal form for matching and its place in the user's own text."""

    norm: str
    start: int
    end: int


@dataclass(slots=True)
class Text:
    """A message as words; `breaks[i]` and `marks[i]` say what stands before word i.

    Both have one entry more than there are words: the last says how the text ends.
    """

    raw: str
    words: list[Word] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def quote(self, first: int, after: int) -> str:
        """The user's own words from word `first` up to, not including, word `after`."""
        return self.raw[self.words[first].start : self.words[after - 1].end]


def make_tokenizer() -> Tokenizer:
    """The blank English tokenizer of spaCy, with cuts between digits and letters and at slashes."""
    nlp = spacy.blank("en")
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    infixes = [*nlp.Defaults.infixes, *_EXTRA_INFIXES]  # type: ignore[misc]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    prefixes = [*nlp.Defaults.prefixes, *_EXTRA_PREFIXES]  # type: ignore[misc]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.url_match = None
    tokenizer.token_match = None
    return tokenizer


class WordCutter:
    """Makes a `Text` of a message, with the writing table applied (contractions, txt-speak)."""

    def __init__(self, tokenizer: Tokenizer, writing: Mapping[str, str]) -> None:
        self._tokenizer = tokenizer
        self._writing = {word: tuple(norm.split()) for word, norm in writing.items()}

    def cut(self, raw: str) -> Text:
        """Words, breaks and marks of `raw`."""
        text = Text(raw)
        marks: list[str] = []
        for token in self._tokenizer(_thinned(clean(raw))):
            piece, start = token.text, token.idx
            if _HAS_LETTER.search(piece):
                self._add(text, piece, start, "".join(marks))
                marks = []
            elif piece.isspace():
                marks.append("\n" if "\n" in piece else " ")
            else:
                marks.append(piece)
            if token.whitespace_:
                marks.append(" ")
        text.marks.append("".join(marks))
        text.breaks.append(SENTENCE)
        return text

    def doc(self, raw: str) -> Doc:
        """A spaCy Doc over the user's own spelling, cut at the same places."""
        tokens = self._tokenizer(_thinned(clean(raw)))
        safe = raw.encode("utf-8", "replace").decode("utf-8")
        words = [safe[token.idx : token.idx + len(token)] for token in tokens]
        spaces = [bool(token.whitespace_) for token in tokens]
        return Doc(self._tokenizer.vocab, words=words, spaces=spaces)

    def _add(self, text: Text, piece: str, start: int, mark: str) -> None:
        end = start + len(piece)
        norms = self._writing.get(piece) or self._writing.get(shorten(piece)) or (piece.strip("'"),)
        for position, norm in enumerate(norms):
            text.marks.append("" if position else mark)
            text.breaks.append(NONE if position else break_of(mark))
            text.words.append(Word(norm or piece, start, end))


def _thinned(cleaned: str) -> str:
    """Long runs of signs with spaces for most of them; every offset stays.

    spaCy takes signs off a piece one by one and looks at all of the rest each time: "((((..." of
    4,000 characters would cost seconds.
    """
    return _MANY_SIGNS.sub(lambda run: run.group()[:_SIGNS_KEPT].ljust(len(run.group())), cleaned)


def shorten(piece: str) -> str:
    """ "soooo" -> "soo": no English word has the same letter three times."""
    return _LONG_LETTERS.sub(r"\1\1", piece) if len(piece) > 3 else piece


def break_of(mark: str) -> int:
    """The strength of the break that this punctuation makes between two words."""
    if not mark or mark == " ":
        return NONE
    if any(char in mark for char in ".!?;\n"):
        return SENTENCE
    if " -" in mark or "- " in mark or ":" in mark or ">" in mark or "*" in mark or "|" in mark:
        return DASH
    if any(char in mark for char in ',()[]"'):
        return COMMA
    return NONE
