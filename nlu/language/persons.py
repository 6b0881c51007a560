"""Whose complaint it is: the writer's, a relative's for whom they write, or somebody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nlu.language.language import Analysis
from nlu.language.words import COMMA, SENTENCE

Subject = Literal["self", "other"]
_POSSESSIVES = frozenset({"my", "our"})
_TOLD_TO = ("me", "us", "that", "to", "we")
_FAR_FROM_MY = 5


@dataclass(frozen=True, slots=True)
class Owner:
    """A word that says whose the words behind it are."""

    place: int
    kind: str  # first, third, relative, pet, agent
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """For whom a message is written."""

    kind: str = "patient"  # patient, relative, agent
    relation: str = ""
    pronoun: str = ""
    place: int = -1


class PersonReader:
    """Finds the owners in a text and tells the patient from other people."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._same: Mapping[str, str] = content["same"]
        self._sets = {
            name: frozenset(content[name])
            for name in (
                "relations",
                "she",
                "he",
                "pets",
                "agent",
                "first",
                "third",
                "says",
                "places",
            )
        }

    def owners(self, analysis: Analysis) -> list[Owner]:
        """All owner words, in order; "my" before "father" belongs to the father."""
        found: list[Owner] = []
        lemmas = analysis.lemmas
        for place, word in enumerate(analysis.text.words):
            kind = self._kind(lemmas, word.norm, place)
            if kind == "pet" and list(lemmas[max(0, place - 2) : place]) == ["like", "a"]:
                continue  # "I eat like a horse"
            if kind in ("relative", "pet") and found and self._belongs(analysis, found[-1], place):
                found.pop()
            if kind:
                relation = (
                    self._same.get(lemmas[place], lemmas[place]) if kind == "relative" else ""
                )
                found.append(Owner(place, kind, relation))
        return found

    @staticmethod
    def _belongs(analysis: Analysis, owner: Owner, place: int) -> bool:
        """ "My father", "my 74-year-old dad", "my teenage son": the word before is no owner."""
        if owner.place == place - 1:
            return True
        if owner.place < place - _FAR_FROM_MY or analysis.norms[owner.place] not in _POSSESSIVES:
            return False
        between = range(owner.place + 1, place)
        marked = ("{back}", "{tremor}", "{part}", "and")
        return not any(analysis.text.breaks[at] >= COMMA for at in (*between, place)) and not any(
            symbol in analysis.chart[at] for at in between for symbol in marked
        )

    def _kind(self, lemmas: Sequence[str], norm: str, place: int) -> str:
        if norm in self._sets["first"]:
            return "first"
        if norm in self._sets["third"]:
            return "third"
        if lemmas[place] in self._sets["relations"]:
            return "" if self._only_tells(lemmas, place) else "relative"
        if lemmas[place] in self._sets["pets"]:
            return "pet"
        return "agent" if norm in self._sets["agent"] else ""

    def _only_tells(self, lemmas: Sequence[str], place: int) -> bool:
        """ "My wife says my back shakes": the wife is only the one who tells.

        Not so in "my son says he shakes", "my daughter told me her back trembles".
        """
        following = lemmas[place + 1 : place + 3]
        if following[:1] == ["history"]:
            return False
        told = [lemma for lemma in lemmas[place + 2 : place + 5] if lemma not in _TOLD_TO]
        if told and told[0] in self._sets["third"]:
            return False
        return bool(following) and (
            following[0] in self._sets["says"]
            or (
                following[0] in ("have", "also", "be")
                and following[1:2] in (["notice"], ["say"], ["worry"])
            )
        )

    def speaker(self, analysis: Analysis, owners: Sequence[Owner]) -> Speaker:
        """Who writes, and for whom."""
        keys = {match.key for match in analysis.phrases["persons"]}
        relatives = [owner for owner in owners if owner.kind == "relative"]
        if "own_complaint" in keys:
            return Speaker("agent") if "agent" in keys else Speaker()
        own = "own_tremor" in keys and not self._of_relative(analysis, owners)
        if relatives and ("for_relative" in keys and not own):
            chosen = self._patient(analysis, relatives)
            return Speaker(
                "relative", chosen.relation, self._pronoun(chosen.relation), chosen.place
            )
        if relatives and not own and self._complains(analysis, owners, relatives):
            chosen = relatives[0]
            return Speaker(
                "relative", chosen.relation, self._pronoun(chosen.relation), chosen.place
            )
        if "agent" in keys:
            return Speaker("agent")
        return Speaker()

    def _of_relative(self, analysis: Analysis, owners: Sequence[Owner]) -> bool:
        """No word of the writer's own body: every "my" belongs to a relative."""
        return not any(
            owner.kind == "first"
            and analysis.text.words[owner.place].norm in ("my", "i", "im", "ive", "me")
            and self._about_body(analysis, owner.place)
            for owner in owners
        )

    def _about_body(self, analysis: Analysis, place: int) -> bool:
        """Whether the back or the tremor follows, and nobody else's ("told me her back ...")."""
        tremor_or_back = {"{tremor}", "{back}"}
        for at in range(place + 1, min(place + 6, len(analysis.lemmas))):
            if analysis.text.breaks[at] >= SENTENCE or "{relative}" in analysis.chart[at]:
                return False
            if analysis.norms[at] in self._sets["third"]:
                return False
            if tremor_or_back & analysis.chart[at].keys():
                return True
        return False

    def _patient(self, analysis: Analysis, relatives: Sequence[Owner]) -> Owner:
        """Of several relatives ("caller's husband, his mother") the one with the back."""
        for match in analysis.phrases["persons"]:
            if match.key == "for_relative":
                inside = [one for one in relatives if match.first <= one.place < match.after]
                if inside:
                    return inside[-1]
        return relatives[0]

    def _complains(
        self, analysis: Analysis, owners: Sequence[Owner], relatives: Sequence[Owner]
    ) -> bool:
        """No "I" or "my own" at all, and the relative has symptoms, not just an illness."""
        if any(owner.kind == "first" for owner in owners):
            return False
        words = set(analysis.lemmas)
        if self._like_the_writer(analysis, owners) or words & {"same", "history", "died"}:
            return False
        back = any("{back}" in symbols for symbols in analysis.chart)
        later = any(owner.kind == "third" and owner.place > relatives[0].place for owner in owners)
        return back or later

    @staticmethod
    def _like_the_writer(analysis: Analysis, owners: Sequence[Owner]) -> bool:
        """ "My mother has it too", but not "she's unsteady too"."""
        for place, norm in enumerate(analysis.norms):
            if norm == "too" and analysis.text.breaks[place + 1]:
                first, _ = analysis.clause_of(place)
                pronoun = any(one.kind == "third" and first <= one.place < place for one in owners)
                if not pronoun:
                    return True
        return False

    def _pronoun(self, relation: str) -> str:
        if relation in self._sets["she"]:
            return "she"
        return "he" if relation in self._sets["he"] else "they"

    def subject(
        self, analysis: Analysis, owners: Sequence[Owner], speaker: Speaker, first: int, after: int
    ) -> Subject:
        """Whether the words from `first` to `after` are about the patient or somebody else."""
        begin, _ = analysis.sentence_of(first)
        ahead = [
            owner
            for owner in owners
            if begin <= owner.place <= first
            or (first < owner.place < after and owner.kind in ("first", "third"))
        ]
        owner = ahead[-1] if ahead else self._behind(analysis, owners, after)
        if owner is None:
            return "self"
        if owner.kind == "third":
            owner = self._meant(owners, owner, speaker)
        return self._judge(owner, speaker)

    def _judge(self, owner: Owner, speaker: Speaker) -> Subject:
        if owner.kind == "pet":
            return "other"
        if owner.kind == "relative":
            return (
                "self"
                if speaker.kind == "relative" and owner.relation == speaker.relation
                else "other"
            )
        return "self"

    def _meant(self, owners: Sequence[Owner], pronoun: Owner, speaker: Speaker) -> Owner:
        """The relative or pet that "he", "she", "they" stands for."""
        if speaker.kind == "relative":
            return Owner(pronoun.place, "relative", speaker.relation)
        before = [
            one for one in owners if one.place < pronoun.place and one.kind in ("relative", "pet")
        ]
        return before[-1] if before else Owner(pronoun.place, "first")

    def _behind(self, analysis: Analysis, owners: Sequence[Owner], after: int) -> Owner | None:
        """ "Parkinson's in my father", "tremor on my mother's side"."""
        for owner in owners:
            if owner.place < after:
                continue
            if any(analysis.text.breaks[after : owner.place + 1]):
                return None
            between = set(analysis.lemmas[after : owner.place])
            return (
                owner
                if owner.kind in ("relative", "pet") and between & self._sets["places"]
                else None
            )
        return None
