"""Everything a message says, without Rasa: `Interpreter().read(text, today=...)`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nlu.language import dates
from nlu.language.activation import ActivationReader
from nlu.language.ages import AgeReader
from nlu.language.clauses import Span
from nlu.language.companions import companions
from nlu.language.durations import DurationReader
from nlu.language.facts import Fact, Reading
from nlu.language.findings import FindingReader, finding_id, finding_matches
from nlu.language.functions import FunctionReader
from nlu.language.language import Analysis, Language
from nlu.language.lengths import Duration
from nlu.language.lexicon_files import LEXICON, read_yaml
from nlu.language.manner import MannerReader
from nlu.language.matcher import Match
from nlu.language.onset import read_onset
from nlu.language.persons import Owner, PersonReader, Speaker
from nlu.language.time_clues import Clues, clues_of


class Times(NamedTuple):
    """The times of a message with their clues, and the one that the rules take for the tremor's."""

    found: list[Duration]
    clues: list[Clues]
    fittest: Duration | None


class FactReader:
    """The readers of all kinds of fact; they work on what a `Language` has analysed."""

    def __init__(self, folder: Path = LEXICON) -> None:
        durations = read_yaml(folder / "durations.yml")
        numbers = {word: float(value) for word, value in durations["numbers"].items()}
        self._durations = DurationReader(durations)
        self._ages = AgeReader(read_yaml(folder / "ages.yml"), numbers)
        self._persons = PersonReader(read_yaml(folder / "persons.yml"))
        self._functions = FunctionReader(read_yaml(folder / "functions.yml"))
        rules = read_yaml(folder / "finding_rules.yml")
        self._complaints = frozenset([*rules["complaints"], *rules["timeless"], *rules["lasting"]])
        manners = MannerReader(read_yaml(folder / "manner.yml"))
        self._findings = FindingReader(rules, self._persons, manners)
        self._activation = ActivationReader(rules, self._persons)

    def finding_facts(self, analysis: Analysis) -> list[Fact]:
        """Findings, activation, onset, age, person and unmatched words."""
        owners = self._persons.owners(analysis)
        speaker = self._persons.speaker(analysis, owners)
        matches = self._matches(analysis)
        return [
            *self._findings.read(analysis, matches, owners, speaker),
            *self._activation.read(analysis, matches, owners, speaker),
            *read_onset(analysis, self._complaint_places(analysis), self._persons, owners, speaker),
            *self._age_facts(analysis, owners, speaker),
            *_person_facts(analysis, owners, speaker),
            *_unmatched(analysis, matches),
        ]

    def times(self, analysis: Analysis, today: date | None = None) -> Times:
        """Every time of the message, and what tells whether it is how long the back trembled."""
        complaints = self._complaint_places(analysis)
        times = self._rated(analysis, complaints, today)
        fittest = self._durations.fittest(analysis, times)
        return Times(times, clues_of(analysis, complaints, times, fittest), fittest)

    def time_facts(self, analysis: Analysis, today: date | None = None) -> list[Fact]:
        """The tremor's duration by the rules, or a hint at the course where it has no number."""
        times = self._rated(analysis, self._complaint_places(analysis), today)
        return self.time_fact(analysis, self._durations.fittest(analysis, times))

    def _rated(
        self, analysis: Analysis, complaints: Collection[int], today: date | None
    ) -> list[Duration]:
        """Every time, with how well it fits by the rules."""
        age = next((fact for _, fact in self._ages.read(analysis)), None)
        return self._durations.times(
            analysis, complaints, today or dates.today(), float(age.value) if age else None
        )

    @staticmethod
    def time_fact(analysis: Analysis, found: Duration | None) -> list[Fact]:
        """A time that is the tremor's as a fact."""
        if found is None or (found.days is None and not found.hint):
            return []
        words = analysis.text.words
        start, end = words[found.first].start, words[found.after - 1].end
        if found.days is None:
            return [Fact("course_hint", found.hint, start, end)]
        return [Fact("duration", float(found.days), start, end)]

    def _matches(self, analysis: Analysis) -> list[Match]:
        """Matches of phrases, and of functions that are in order and no phrase has taken."""
        found = finding_matches(analysis)
        taken = {place for match in found for place in match.used}
        further = [*self._functions.read(analysis), *companions(analysis, found)]
        return [*found, *(one for one in further if one.first not in taken)]

    def _complaint_places(self, analysis: Analysis) -> list[int]:
        """Where words for complaints other than the tremor stand."""
        return [
            place
            for match in finding_matches(analysis)
            if finding_id(match) in self._complaints
            for place in match.used
        ]

    def _age_facts(
        self, analysis: Analysis, owners: Sequence[Owner], speaker: Speaker
    ) -> list[Fact]:
        for place, fact in self._ages.read(analysis):
            if self._persons.subject(analysis, owners, speaker, place, place + 1) == "self":
                return [fact]
        return []


class Interpreter:
    """Reads a message from first to last, for tests and tools; the components do it in steps."""

    def __init__(self, folder: Path = LEXICON) -> None:
        self.language = Language(folder)
        self._facts = FactReader(folder)

    def read(self, text: str, today: date | None = None) -> Reading:
        """All facts of `text`; `today` is the day of the message."""
        analysis = self.language.read(text)
        reading = Reading(text)
        reading.facts = [
            *self._facts.finding_facts(analysis),
            *self._facts.time_facts(analysis, today),
        ]
        reading.clauses = ranges(analysis, analysis.clauses)
        reading.segments = ranges(analysis, self.language.clauses.segments(analysis.text))
        return reading


def ranges(analysis: Analysis, spans: Iterable[Span]) -> list[Span]:
    """Word spans as character ranges of the user's own text, closing punctuation included."""
    words = analysis.text.words
    found = []
    for first, after in spans:
        end = words[after - 1].end
        while end < len(analysis.text.raw) and analysis.text.raw[end] in ".!?":
            end += 1
        found.append((words[first].start, end))
    return found


def _person_facts(analysis: Analysis, owners: Sequence[Owner], speaker: Speaker) -> list[Fact]:
    words = analysis.text.words
    if speaker.kind == "relative":
        word = words[speaker.place]
        return [
            Fact(
                "person",
                "relative",
                word.start,
                word.end,
                relation=speaker.relation,
                pronoun=speaker.pronoun,
            )
        ]
    if speaker.kind == "agent":
        matches = [match for match in analysis.phrases["persons"] if match.key == "agent"]
        first = min(matches, key=lambda match: match.first)
        pronoun = next((words[owner.place].norm for owner in owners if owner.kind == "third"), "")
        pronoun = {
            "he": "he",
            "his": "he",
            "him": "he",
            "she": "she",
            "her": "she",
            "hers": "she",
        }.get(pronoun, "")
        return [
            Fact(
                "person",
                "agent",
                words[first.first].start,
                words[first.after - 1].end,
                pronoun=pronoun,
            )
        ]
    return []


def _unmatched(analysis: Analysis, findings: Sequence[Match]) -> list[Fact]:
    taken = {
        place
        for match in findings
        for place in match.used
        if finding_id(match) not in ("pain", "stiffness")
    }
    facts: dict[str, Fact] = {}
    for match in sorted(analysis.phrases["unmatched"], key=lambda one: one.first - one.after):
        if taken & set(match.used):
            continue
        taken |= set(match.used)
        if analysis.context.status(match.first, match.after, match.used) != "present":
            continue
        words = analysis.text.words
        quote = analysis.text.quote(match.first, match.after)
        facts.setdefault(
            quote.lower(),
            Fact("unmatched", quote, words[match.first].start, words[match.after - 1].end),
        )
    return list(facts.values())
