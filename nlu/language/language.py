"""Everything the bot knows about language, loaded once; turns a message into an `Analysis`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from nlu.language.clauses import ClauseCutter, Span, sentences_of
from nlu.language.context import CONTEXT, Context, ContextReader
from nlu.language.lemmas import Lemmas
from nlu.language.lexicon_files import LEXICON, LexiconError, read_yaml, words_of
from nlu.language.matcher import Chart, Classes, Match, PhraseMatcher
from nlu.language.patterns import choice_of, compile_pattern
from nlu.language.phrase_lists import PhraseList, phrase_lists
from nlu.language.spelling import Speller, word_list
from nlu.language.spoken import in_full, spoken_words
from nlu.language.words import Text, Word, WordCutter, make_tokenizer

_SHORTEST_MENDED = 3
_FORM_TRUSTED = 7
_TIME_WORD = 20  # weighs as much in spelling as a word of twenty phrases


@dataclass(slots=True)
class Analysis:
    """A message read once: words, base forms, symbols, context and all phrases by kind."""

    text: Text
    norms: list[str]
    lemmas: list[str]
    chart: Chart
    context: Context
    phrases: dict[str, list[Match]]
    clauses: list[Span]
    sentences: list[Span]

    def plain(self, start: int, end: int) -> bool:
        """Whether a stretch of the message is a statement about the writer, here and now."""
        inside = [place for place, word in enumerate(self.text.words) if start <= word.start < end]
        if not inside or "?" in self.text.raw[start : end + 1]:
            return False
        others = ("{relative}", "{pet}")
        if any(symbol in self.chart[place] for place in inside for symbol in others):
            return False
        return not any(
            scope.first <= inside[-1] and scope.trigger_after > inside[0]
            for scope in self.context.scopes
        )

    def clause_of(self, place: int) -> Span:
        """The clause that the word at `place` stands in; behind the last word, the whole text."""
        length = len(self.lemmas)
        return _holding(self.clauses, place) if place < length else (0, length)

    def sentence_of(self, place: int) -> Span:
        """The sentence that the word at `place` stands in."""
        return _holding(self.sentences, place)

    def places_of(self, symbol: str) -> list[int]:
        """Where words of a class ("{tremor}") stand."""
        return [place for place, symbols in enumerate(self.chart) if symbol in symbols]


def _holding(spans: Sequence[Span], place: int) -> Span:
    """The one of the spans, which follow one another without a gap, that holds the place."""
    return spans[bisect_right(spans, place, key=itemgetter(0)) - 1]


class Language:
    """Tokenizer, spelling, base forms, classes and phrases of the lexicon in one place."""

    def __init__(self, folder: Path = LEXICON) -> None:
        self._folder = folder
        self.lists = {found.kind: found for found in phrase_lists(folder)}
        context = read_yaml(folder / "context.yml")
        inflection = read_yaml(folder / "inflection.yml")
        spoken = {word: in_full(written) for word, written in spoken_words().items()}
        self._writing: dict[str, str] = {**spoken, **read_yaml(folder / "writing.yml")["writing"]}
        path = folder / "fillers.yml"
        fillers = words_of(path, read_yaml(path), "fillers")
        self._stoppers = frozenset(words_of(path, read_yaml(path), "stoppers"))
        classes = {**read_yaml(folder / "classes.yml")["classes"]}
        classes.update(read_yaml(folder / "activation.yml")["classes"])
        symbols = Counter(self._symbols(context))
        classes.update({symbol[1:-1]: choice_of(symbol) for symbol in symbols if "|" in symbol})
        uses = Counter(_words_in(symbols, classes))
        uses.update(dict.fromkeys(_time_words(folder), _TIME_WORD))
        exceptions = {**inflection["irregular"], **{word: word for word in inflection["keep"]}}
        self.lemmas = Lemmas(uses.keys(), exceptions)
        self._fillers = frozenset(self.lemmas.of(word) for word in fillers)
        self._classes = Classes(self._flat(classes))
        common, rare = (word_list(folder / f"{name}_words.txt") for name in ("common", "rare"))
        known = (*exceptions, *exceptions.values(), *self._fillers)
        self.speller = Speller(self._with_forms(uses, known, common), common, rare)
        self._tokenizer = make_tokenizer()
        self._cutter = WordCutter(self._tokenizer, self._writing)
        self._matcher = PhraseMatcher(self._fillers, self._stoppers, self.lemmas.of)
        for listed in self.lists.values():
            self._teach(listed)
        self._context = ContextReader(context, self._matcher)
        self.clauses = ClauseCutter(read_yaml(folder / "clauses.yml"))

    def _with_forms(
        self, uses: Counter[str], known: Iterable[str], common: Sequence[str]
    ) -> Counter[str]:
        """The words of the lexicon with their ordinary inflected forms: "walking" beside "walk"."""
        forms = Counter(uses)
        for word in (*known, *common):
            if word not in uses and self.lemmas.knows(word):
                forms[word] = max(uses[self.lemmas.of(word)] // 2, 1)
        return forms

    def _teach(self, listed: PhraseList) -> None:
        for key, phrases in listed.phrases.items():
            for phrase in phrases:
                self._matcher.add(listed.kind, key, phrase)

    def _symbols(self, context: dict[str, Any]) -> Iterator[str]:
        """Every symbol in some phrase of the lexicon."""
        phrases = [phrase for listed in self.lists.values() for phrase in listed.all()]
        phrases += [phrase for group in context["triggers"] for phrase in group["say"]]
        phrases += [*context["pseudo"], *context["terminators"], *context["exceptions"]]
        for phrase in phrases:
            for row in compile_pattern(phrase):
                for step in row:
                    yield step.symbol

    def _flat(self, classes: Mapping[str, Sequence[str]]) -> dict[str, list[list[str]]]:
        """Classes with the classes inside them written out, all in base forms."""

        def members(name: str) -> Iterator[list[str]]:
            for member in classes[name]:
                if member.startswith("{"):
                    yield from members(member[1:-1])
                else:
                    yield [self.lemmas.of(word) for word in member.split()]

        return {name: list(members(name)) for name in classes}

    def cut(self, raw: str) -> Text:
        """The words of a message with spelling mended (offsets stay those of the message)."""
        text = self._cutter.cut(raw)
        mended: list[Word] = []
        breaks, marks = [], []
        for place, word in enumerate(text.words):
            for number, norm in enumerate(self._mended(word.norm)):
                mended.append(Word(norm, word.start, word.end))
                breaks.append(0 if number else text.breaks[place])
                marks.append("" if number else text.marks[place])
        text.words = mended
        text.breaks = [*breaks, text.breaks[-1]]
        text.marks = [*marks, text.marks[-1]]
        return text

    def _mended(self, norm: str) -> tuple[str, ...]:
        speller = self.speller
        if len(norm) < _SHORTEST_MENDED or speller.knows(norm):
            return (norm,)
        if len(norm) >= _FORM_TRUSTED and self.lemmas.knows(norm):
            return (norm,)  # "peeling" is a form of "peel" and no slip for "peeing"
        better = speller.mend(norm)
        if better != norm or not norm.isalpha():
            return (better,)
        return speller.split(norm) or (norm,)

    def read(self, raw: str) -> Analysis:
        """Everything the phrases and the context rules see in a message."""
        text = self.cut(raw)
        norms = [word.norm for word in text.words]
        lemmas = [self.lemmas.of(norm) for norm in norms]
        chart = self._classes.chart(lemmas, norms)
        phrases = self._matcher.find(chart, lemmas, text.breaks)
        context = self._context.read(text, lemmas, phrases[CONTEXT])
        clauses, sentences = self.clauses.clauses(text), sentences_of(text)
        return Analysis(text, norms, lemmas, chart, context, phrases, clauses, sentences)

    def doc(self, raw: str) -> Doc:
        """The spaCy Doc of a message, in the user's own spelling."""
        return self._cutter.doc(raw)


def _words_in(symbols: Mapping[str, int], classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every word that the phrases and classes are written with, as often as it is used."""
    for symbol, count in symbols.items():
        if symbol[0] == "{" and symbol[1:-1] not in classes:
            raise LexiconError(
                f"A phrase uses the class {symbol}, which classes.yml does not have."
            )
        if symbol[0] not in "{=":
            yield from repeat(symbol, count)
    for members in classes.values():
        yield from (word for member in members if member[0] not in "{=" for word in member.split())


def _time_words(folder: Path) -> Iterator[str]:
    """Words of the grammars for times and persons, so that they too are mended when misspelt."""
    durations = read_yaml(folder / "durations.yml")
    for key in ("units", "numbers", "vague", "months", "weekdays", "moving_feasts", "today"):
        yield from (word for word in durations[key] if word.isalpha() and len(word) > 1)
    yield from ("yesterday", "since", "christmas", "ago", "started", "began", "last")
    yield from read_yaml(folder / "persons.yml")["relations"]
