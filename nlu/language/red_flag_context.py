"""Says how a sign is meant: present, denied, doubted, supposed, past or somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from nlu.language.red_flag_cues import CONTEXT_FREE, ENDS_DENIAL, Cues
from nlu.language.red_flag_denial import Denials
from nlu.language.red_flag_matching import Found
from nlu.language.red_flag_phrases import Hit
from nlu.language.red_flag_text import Words
from nlu.language.red_flag_time import Times

# "void": an idiom or somebody else's; "distant": asked about, feared, advised or long past
# "negative": somewhere in a whole text stands a "not", of what is unknown
Meaning = Literal[
    "present", "absent", "negative", "unclear", "supposed", "asked", "distant", "void"
]

_SHORT_CLAUSE = 3
_PART_OF_SIGN = frozenset({"deny", "unsure"})
_PAIR = 2
_LASTING = frozenset({"history"})


class Context:
    """The cues of one message and what they make of each hit; every look has a bounded reach."""

    def __init__(self, words: Words, found: Found, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._cues = Cues(words, found, kinds)
        self._denials = Denials(self._cues)
        self._times = Times(self._cues)
        self._known: dict[Hit, Meaning] = {}

    def meanings(self, hits: tuple[Hit, ...]) -> set[Meaning]:
        """How each part of a fulfilled rule is meant.

        A "no" or "can't tell whether" that is a part of the rule says nothing about the others.
        """
        inside = [k for hit in hits for k in range(hit.first, hit.last + 1)]
        own = {
            k: self._cues.at[k] & _PART_OF_SIGN for k in inside if self._cues.at[k] & _PART_OF_SIGN
        }
        if not own:
            return {self.meaning(hit) for hit in hits}
        before = self._cues.own_no
        self._cues.own_no = before | {k for k, cues in own.items() if "deny" in cues}
        for k, cues in own.items():
            self._cues.at[k] = self._cues.at[k] - cues
        found = {self._meaning(hit) for hit in hits}
        for k, cues in own.items():
            self._cues.at[k] = self._cues.at[k] | cues
        self._cues.own_no = before
        return found

    def of_two_persons(self, hits: tuple[Hit, ...]) -> bool:
        """ "My child has a fever, my back shakes": the parts belong to different people."""
        if not self._cues.own or len(hits) < _PAIR:
            return False
        return len({self._cues.relative_is_subject(hit) for hit in hits}) > 1

    def meaning(self, hit: Hit) -> Meaning:
        """How this one hit is meant."""
        if hit not in self._known:
            self._known[hit] = self._meaning(hit)
        return self._known[hit]

    def manner(self) -> Meaning:
        """How the message as a whole is said, where no single sign is known."""
        cues = set[str]().union(*self._cues.at)
        recent = "recent" in cues
        if "idiom" in cues:
            return "void"
        if "relative" in cues and "past_verb" in cues and not (recent or self._cues.others_patient):
            return "void"
        if cues & {"ask", "fear", "advice", "resolved", "that_was"}:
            return "distant"
        if cues & {"past", "stable"} and not recent:
            return "distant"
        if "if" in cues and "factual" not in cues:
            return "supposed"
        if self._cues.opens_as_question(Hit("", 0, 0)) and not (
            self._cues.own or self._cues.words.third_person
        ):
            return "asked"
        return self._manner_of_denial()

    def _manner_of_denial(self) -> Meaning:
        """Denials and "fine" count where no contrast comes after them ("fine until today")."""
        turns = [k for k, cues in enumerate(self._cues.at) if cues & ENDS_DENIAL]
        start = turns[-1] + 1 if turns and len(self._cues.at) - turns[-1] > _SHORT_CLAUSE else 0
        cues = set[str]().union(*self._cues.at[start:])
        if cues & {"deny_after", "fine", "deny_clause"}:
            return "absent"
        if "deny" in cues:
            return "negative"
        return "unclear" if "unsure" in cues else "present"

    def reassured(self, place: Hit, others: tuple[Hit, ...]) -> bool:
        """Whether a body part or function is called fine ("bladder ok") and not excepted later."""
        for k in self._cues.rightward(place.last, 3):
            stops = {"contrast", "turn", "deny", "not_denial"} & self._cues.at[k]
            if stops or self._cues.words.separator[k] == ",":
                return False
            if "fine" in self._cues.at[k]:
                return not any(
                    other.first > k and self._cues.contrast_between(k, other.first)
                    for other in others
                )
        return False

    def asked(self, hits: tuple[Hit, ...]) -> bool:
        """Whether the words stand in a question."""
        questions = self._cues.words.questions
        return any(
            self._cues.words.sentence[hit.first] in questions or self._cues.opens_as_question(hit)
            for hit in hits
        )

    # --- the decision ---------------------------------------------------------------------

    def _meaning(self, hit: Hit) -> Meaning:
        kind = self._kinds[hit.concept]
        if kind in CONTEXT_FREE:
            return "void" if self._cues.is_no_place(hit) else "present"
        if self._cues.is_idiom(hit):
            return "void"
        denied = self._denials.of(hit, kind)
        if denied:
            return denied
        if self._someone_elses(hit, kind):
            return "void"
        supposed = self._supposed(hit)
        if supposed:
            return supposed
        if kind not in _LASTING and self._times.is_past(hit):
            return "distant"
        return "unclear" if self._doubted(hit) else "present"

    # --- supposition, doubt ---------------------------------------------------------------

    def _supposed(self, hit: Hit) -> Meaning | None:
        verb = joint_passed = False
        for k in self._cues.leftward(hit.first):
            cues = self._cues.at[k]
            if self._cues.joint(k) and self._cues.words.separator[k + 1]:
                joint_passed = joint_passed or verb
            if "contrast" in cues or ("factual" in cues and "ask" not in cues):
                return None
            if cues & {"ask", "fear", "advice"}:
                return "unclear" if self._cues.near_recent(hit) else "distant"
            if "if" in cues and self._would_act(hit):
                return "distant"
            if "if" in cues:
                return None if joint_passed or self._cues.near_recent(hit) else "supposed"
            verb = verb or "verb" in cues
        if any("ask_after" in self._cues.at[k] for k in self._cues.rightward(hit.last, 7)):
            return None if self._cues.first_person_before(hit) else "distant"
        return self._questioned(hit)

    def _would_act(self, hit: Hit) -> bool:
        """ "If that happened I'd go to A&E": it has not happened."""
        return any("would_act" in self._cues.at[k] for k in self._cues.rightward(hit.last, 6))

    def _questioned(self, hit: Hit) -> Meaning | None:
        """A question without a person in it asks about the sign, it does not report it."""
        asks = self._cues.opens_as_question(hit)
        if not asks and self._cues.words.sentence[hit.first] not in self._cues.words.questions:
            return None
        if self._cues.first_person_before(hit) or self._cues.near_recent(hit):
            return None
        return "asked" if asks else None

    def _doubted(self, hit: Hit) -> bool:
        before = any(
            "unsure" in self._cues.at[k]
            for k in self._cues.to_contrast(self._cues.leftward(hit.first, 9))
        )
        after = any(
            "unsure" in self._cues.at[k]
            for k in self._cues.to_contrast(self._cues.rightward(hit.last, 6))
        )
        return before or after

    def _someone_elses(self, hit: Hit, kind: str) -> bool:
        """A relative's old illness; a relative's present emergency counts."""
        if not self._cues.relative_is_subject(hit):
            return False
        if self._cues.others_patient and not self._cues.only_news:
            return False
        if self._cues.near_recent(hit) and not self._only_told(hit):
            return False
        around = (*self._cues.leftward(hit.first, 6), hit.first, *self._cues.rightward(hit.last, 4))
        told_as_past = any("past_verb" in self._cues.at[k] for k in around)
        return told_as_past or kind == "history"

    def _only_told(self, hit: Hit) -> bool:
        """ "My neighbour crashed yesterday. Me, I only tremble": news, and then the complaint."""
        sentence, cues = self._cues.words.sentence, self._cues.at
        before = (hit.first, *self._cues.leftward(hit.first))
        others = any("acquaintance" in cues[k] for k in before)
        later = [k for k in range(hit.last + 1, len(cues)) if sentence[k] > sentence[hit.last]]
        if others and any(k in self._cues.own for k in later):
            return True
        return any("back_to_me" in cues[k] for k in later)
