"""Says how a sign is meant: present, denied, doubted, supposed, past or somebody else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from nlu.language.red_flag_matching import Found
from nlu.language.red_flag_phrases import Hit
from nlu.language.red_flag_text import Words

# "void": an idiom or somebody else's; "distant": asked about, feared, advised or long past
Meaning = Literal["present", "absent", "unclear", "supposed", "asked", "distant", "void"]

_REACH_LEFT = 30
_REACH_RIGHT = 12
_LONGEST_ITEM = 7
_SHORT_CLAUSE = 3
_JOINTS = frozenset({"and", "or", "nor", "plus", "n"})
_LEADS = frozenset({"and", "so", "but", "hi", "hello", "ok", "well", "just", "wondering", "then"})
_CONTEXT_FREE = frozenset({"place", "time"})
_ENDS_DENIAL = frozenset({"contrast", "turn"})
_PART_OF_SIGN = frozenset({"deny", "unsure"})
_PAIR = 2
_LASTING = frozenset({"history"})


class Context:
    """The cues of one message and what they make of each hit; every look has a bounded reach."""

    def __init__(self, words: Words, found: Found, kinds: Mapping[str, str]) -> None:
        self._words = words
        self._kinds = kinds
        self._cues: list[set[str]] = [set() for _ in words.text]
        self._own_no: set[int] = set()  # places of a "no" that is part of a sign
        self._idioms = tuple(found.hits.get("idiom", ()))
        self._mark(found)
        self._known: dict[Hit, Meaning] = {}
        self._own = {place for place in words.first_person if not self._has(place, "relative")}
        present = any("present_verb" in cues for cues in self._cues)
        self._others_patient = not self._own and (words.third_person or present)

    def meanings(self, hits: tuple[Hit, ...]) -> set[Meaning]:
        """How each part of a fulfilled rule is meant.

        A "no" or "can't tell whether" that is a part of the rule says nothing about the others.
        """
        inside = [k for hit in hits for k in range(hit.first, hit.last + 1)]
        own = {k: self._cues[k] & _PART_OF_SIGN for k in inside if self._cues[k] & _PART_OF_SIGN}
        if not own:
            return {self.meaning(hit) for hit in hits}
        before = self._own_no
        self._own_no = before | {k for k, cues in own.items() if "deny" in cues}
        for k, cues in own.items():
            self._cues[k] = self._cues[k] - cues
        found = {self._meaning(hit) for hit in hits}
        for k, cues in own.items():
            self._cues[k] = self._cues[k] | cues
        self._own_no = before
        return found

    def of_two_persons(self, hits: tuple[Hit, ...]) -> bool:
        """ "My child has a fever, my back shakes": the parts belong to different people."""
        if not self._own or len(hits) < _PAIR:
            return False
        return len({self._relative_is_subject(hit) for hit in hits}) > 1

    def meaning(self, hit: Hit) -> Meaning:
        """How this one hit is meant."""
        if hit not in self._known:
            self._known[hit] = self._meaning(hit)
        return self._known[hit]

    def manner(self) -> Meaning:
        """How the message as a whole is said, where no single sign is known."""
        cues = set[str]().union(*self._cues)
        recent = "recent" in cues
        if "idiom" in cues:
            return "void"
        if "relative" in cues and "past_verb" in cues and not (recent or self._others_patient):
            return "void"
        if cues & {"ask", "fear", "advice", "resolved", "that_was"}:
            return "distant"
        if cues & {"past", "stable"} and not recent:
            return "distant"
        if "if" in cues and "factual" not in cues:
            return "supposed"
        if self._opens_as_question(Hit("", 0, 0)) and not (self._own or self._words.third_person):
            return "asked"
        return self._manner_of_denial()

    def _manner_of_denial(self) -> Meaning:
        """Denials and "fine" count where no contrast comes after them ("fine until today")."""
        turns = [k for k, cues in enumerate(self._cues) if cues & _ENDS_DENIAL]
        start = turns[-1] + 1 if turns and len(self._cues) - turns[-1] > _SHORT_CLAUSE else 0
        cues = set[str]().union(*self._cues[start:])
        if cues & {"deny", "deny_clause", "deny_after", "fine"}:
            return "absent"
        return "unclear" if "unsure" in cues else "present"

    def reassured(self, place: Hit, others: tuple[Hit, ...]) -> bool:
        """Whether a body part or function is called fine ("bladder ok") and not excepted later."""
        for k in self._rightward(place.last, 3):
            stops = {"contrast", "turn", "deny", "not_denial"} & self._cues[k]
            if stops or self._words.separator[k] == ",":
                return False
            if "fine" in self._cues[k]:
                return not any(
                    other.first > k and self._contrast_between(k, other.first) for other in others
                )
        return False

    def asked(self, hits: tuple[Hit, ...]) -> bool:
        """Whether the words stand in a question."""
        questions = self._words.questions
        return any(
            self._words.sentence[hit.first] in questions or self._opens_as_question(hit)
            for hit in hits
        )

    # --- cues -----------------------------------------------------------------------------

    def _mark(self, found: Found) -> None:
        swallowed: set[int] = set()
        for name, hits in found.hits.items():
            context = self._kinds[name] == "context"
            for hit in hits:
                for k in range(hit.first, hit.last + 1):
                    if context:
                        self._cues[k].add(name)
                    elif self._swallows(name, hit):
                        swallowed.add(k)
        self._own_no = {k for k in swallowed if "deny" in self._cues[k]}
        for k in swallowed:
            if "deny_clause" not in self._cues[k]:
                self._cues[k] -= {"deny", "deny_after", "fine"}
        for cues in self._cues:
            if "not_denial" in cues:
                cues -= {"deny", "deny_after"}

    def _swallows(self, name: str, hit: Hit) -> bool:
        """Whether a "no" inside this hit belongs to the sign ("no feeling") and denies nothing."""
        kind = self._kinds[name]
        if "#" in name:  # a piece of a rule: it counts in that rule only
            return False
        return kind == "ability" or (hit.last > hit.first and kind not in _CONTEXT_FREE)

    def _has(self, place: int, cue: str) -> bool:
        return place < len(self._cues) and cue in self._cues[place]

    def _leftward(self, first: int, reach: int = _REACH_LEFT) -> Iterator[int]:
        sentence = self._words.sentence
        for k in range(first - 1, max(first - reach, 0) - 1, -1):
            if sentence[k] != sentence[first]:
                return
            yield k

    def _rightward(self, last: int, reach: int = _REACH_RIGHT) -> Iterator[int]:
        sentence = self._words.sentence
        for k in range(last + 1, min(last + reach + 1, len(sentence))):
            if sentence[k] != sentence[last]:
                return
            yield k

    def _contrast_between(self, left: int, right: int) -> bool:
        return any("contrast" in self._cues[k] for k in range(left, right))

    def _joint(self, k: int) -> bool:
        """Whether a comma, dash or "and" stands between word `k` and the next."""
        return bool(self._words.separator[k + 1]) or self._words.text[k] in _JOINTS

    # --- the decision ---------------------------------------------------------------------

    def _meaning(self, hit: Hit) -> Meaning:
        kind = self._kinds[hit.concept]
        if kind in _CONTEXT_FREE:
            return "present"
        if self._is_idiom(hit):
            return "void"
        denied = self._denied(hit, kind)
        if denied:
            return denied
        if self._someone_elses(hit, kind):
            return "void"
        supposed = self._supposed(hit)
        if supposed:
            return supposed
        if kind not in _LASTING and self._is_past(hit):
            return "distant"
        return "unclear" if self._doubted(hit) else "present"

    def _is_idiom(self, hit: Hit) -> bool:
        """Whether an idiom stands in these words; a sign that goes beyond it is no idiom."""
        return any(
            idiom.first <= hit.last
            and hit.first <= idiom.last
            and not (hit.first < idiom.first and idiom.last <= hit.last)
            for idiom in self._idioms
        )

    # --- denial ---------------------------------------------------------------------------

    def _denied(self, hit: Hit, kind: str) -> Meaning | None:
        found = self._denied_before(hit, kind) or self._denied_after(hit)
        if found and self._begins_later(hit):
            return None
        return found

    def _begins_later(self, hit: Hit) -> bool:
        """ "No numbness until yesterday": the denial ends where the sign began."""
        after = list(self._rightward(hit.last, 8))
        for k in after:
            if "until" in self._cues[k]:
                return any("recent" in self._cues[n] for n in range(k, min(k + 5, len(self._cues))))
        return False

    def _denied_before(self, hit: Hit, kind: str) -> Meaning | None:
        joints, item, verb = 0, 0, False
        if hit.first in self._own_no or "cannot_word" in self._cues[hit.first]:
            kind = "ability"  # "no strength" is a denial in its own right, like "cannot"
        if "trouble" in self._cues[hit.first]:
            kind = "sign"  # "no trouble breathing" denies, "no, I can't breathe" does not
        for k in self._leftward(hit.first):
            cues = self._cues[k]
            if self._joint(k):
                if verb and self._words.text[k] not in ("or", "nor"):
                    return None
                if kind == "ability" and self._words.text[k] not in ("or", "nor"):
                    return None
                verb = verb and self._words.text[k] not in ("or", "nor")
                joints, item = joints + 1, 0
            if cues & _ENDS_DENIAL or item > _LONGEST_ITEM:
                return None
            if "deny_clause" in cues:
                return "absent"
            if "deny" in cues:
                return self._weigh_denial(k, hit, kind, joints, verb)
            verb = verb or ("verb" in cues and not self._denies(k - 1))
            item += self._words.text[k] not in _JOINTS
        return None

    def _denies(self, k: int) -> bool:
        """Whether word `k` denies: the verb after it is the denied one ("never had")."""
        return k >= 0 and "deny" in self._cues[k]

    def _weigh_denial(self, k: int, hit: Hit, kind: str, joints: int, verb: bool) -> Meaning | None:
        answer = self._words.text[k] in ("no", "nope", "nah") and (
            k + 1 in self._own or (k + 1 < len(self._words) and self._words.separator[k + 1])
        )
        if answer or verb:
            return None
        if kind == "ability":
            return "absent" if k == hit.first - 1 and self._words.text[k] != "no" else None
        if joints and "adjective" in self._cues[hit.first]:
            return "unclear"
        return "absent"

    def _denied_after(self, hit: Hit) -> Meaning | None:
        for k in self._rightward(hit.last, 5):
            cues = self._cues[k]
            if cues & _ENDS_DENIAL or (
                "verb" in cues and "copula" not in cues and k > hit.last + 2
            ):
                return None
            if "deny_after" in cues and not self._opens_item(k, hit):
                return "absent"
        return None

    def _opens_item(self, k: int, hit: Hit) -> bool:
        """ "Numb there, no pain": this "no" belongs to the next words, not to the numbness."""
        if self._words.text[k] not in ("no", "none", "nil", "not", "denied", "denies", "never"):
            return False
        following = k + 1
        ends = following >= len(self._words) or (
            self._words.sentence[following] != self._words.sentence[k]
        )
        return not ends and not self._words.separator[following]

    # --- supposition, doubt ---------------------------------------------------------------

    def _supposed(self, hit: Hit) -> Meaning | None:
        verb = joint_passed = False
        for k in self._leftward(hit.first):
            cues = self._cues[k]
            if self._joint(k) and self._words.separator[k + 1]:
                joint_passed = joint_passed or verb
            if "contrast" in cues or "factual" in cues:
                return None
            if cues & {"ask", "fear", "advice"}:
                return "unclear" if self._near_recent(hit) else "distant"
            if "if" in cues:
                return None if joint_passed or self._near_recent(hit) else "supposed"
            verb = verb or "verb" in cues
        if any("ask_after" in self._cues[k] for k in self._rightward(hit.last, 7)):
            return None if self._first_person_before(hit) else "distant"
        return self._questioned(hit)

    def _questioned(self, hit: Hit) -> Meaning | None:
        """A question without a person in it asks about the sign, it does not report it."""
        asks = self._opens_as_question(hit)
        if not asks and self._words.sentence[hit.first] not in self._words.questions:
            return None
        if self._first_person_before(hit) or self._near_recent(hit):
            return None
        return "asked" if asks else None

    def _opens_as_question(self, hit: Hit) -> bool:
        start = hit.first
        for start in self._leftward(hit.first):
            pass
        while start < hit.first and self._words.text[start] in _LEADS:
            start += 1
        return "question" in self._cues[start]

    def _first_person_before(self, hit: Hit) -> bool:
        for k in (hit.last, hit.first, *self._leftward(hit.first)):
            if k in self._own or self._cues[k] & {"relative", "person"}:
                return True
        return False

    def _near_recent(self, hit: Hit) -> bool:
        around = (*self._leftward(hit.first, 8), *self._rightward(hit.last, 8))
        return any("recent" in self._cues[k] for k in around)

    def _doubted(self, hit: Hit) -> bool:
        before = any(
            "unsure" in self._cues[k] for k in self._to_contrast(self._leftward(hit.first, 9))
        )
        after = any(
            "unsure" in self._cues[k] for k in self._to_contrast(self._rightward(hit.last, 6))
        )
        return before or after

    def _to_contrast(self, places: Iterator[int]) -> Iterator[int]:
        for k in places:
            yield k
            if "contrast" in self._cues[k]:
                return

    # --- time and person ------------------------------------------------------------------

    def _is_past(self, hit: Hit) -> bool:
        """Whether the nearest word of time puts the sign into the past."""
        before = self._nearest_time(hit.first, self._to_contrast(self._leftward(hit.first)), 1)
        after = self._nearest_time(hit.last, self._to_contrast(self._rightward(hit.last, 16)), 0)
        times = sorted(side for side in (before, after) if side)
        if times:
            return times[0][1] == "past"
        return self._closed_by_next_sentence(hit)

    def _nearest_time(
        self, origin: int, places: Iterator[int], side: int
    ) -> tuple[int, str] | None:
        """The nearest word of time on one side; "for years" does not reach over a comma."""
        comma = False
        for k in places:
            cues = self._cues[k]
            comma = comma or bool(self._words.separator[k + side])
            if "recent" in cues:
                return abs(k - origin), "now"
            if cues & {"past", "resolved"} or ("stable" in cues and not comma):
                return abs(k - origin), "past"
        return None

    def _closed_by_next_sentence(self, hit: Hit) -> bool:
        """ "I fell off a roof. That was ten years ago." """
        sentence = self._words.sentence[hit.last]
        for k in range(hit.last + 1, min(hit.last + 20, len(self._words))):
            if self._words.sentence[k] > sentence + 1:
                return False
            if self._words.sentence[k] == sentence + 1 and "that_was" in self._cues[k]:
                return True
        return False

    def _someone_elses(self, hit: Hit, kind: str) -> bool:
        """A relative's old illness; a relative's present emergency counts."""
        if not self._relative_is_subject(hit) or self._others_patient:
            return False
        if self._near_recent(hit):
            return False
        around = (*self._leftward(hit.first, 6), hit.first, *self._rightward(hit.last, 4))
        told_as_past = any("past_verb" in self._cues[k] for k in around)
        return told_as_past or kind == "history"

    def _relative_is_subject(self, hit: Hit) -> bool:
        for k in (hit.first, *self._leftward(hit.first)):
            if "relative" in self._cues[k]:
                return True
            if k in self._own:
                return False
        return False
