"""The words of context of one message: where they stand and what can be seen from a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nlu.language.red_flag_matching import Found
from nlu.language.red_flag_phrases import Hit
from nlu.language.red_flag_text import Words

_REACH_LEFT = 30
_REACH_RIGHT = 12
_TITLE = 3  # "my poor old mum"
_JOINTS = frozenset({"and", "or", "nor", "plus", "n"})
_LEADS = frozenset({"and", "so", "but", "hi", "hello", "ok", "well", "just", "wondering", "then"})
CONTEXT_FREE = frozenset({"place", "time"})
ENDS_DENIAL = frozenset({"contrast", "turn"})


class Cues:
    """The cues at each word; every look around has a bounded reach, so the cost stays linear."""

    def __init__(self, words: Words, found: Found, kinds: Mapping[str, str]) -> None:
        self.words = words
        self._kinds = kinds
        self.at: list[set[str]] = [set() for _ in words.text]
        self.own_no: set[int] = set()  # places of a "no" that is part of a sign
        self.idioms = tuple(found.hits.get("idiom", ()))
        self._mark(found)
        self.own = {place for place in words.first_person if not self._of_relative(place)}
        present = any("present_verb" in cues for cues in self.at)
        told = any("past_verb" in cues for cues in self.at)
        known = any("acquaintance" in cues for cues in self.at)
        self.only_news = known and told and not present  # "my friend broke his back skiing"
        self.others_patient = not self.own and (words.third_person or present or not told)

    def _mark(self, found: Found) -> None:
        swallowed: set[int] = set()
        for name, hits in found.hits.items():
            context = self._kinds[name] == "context"
            for hit in hits:
                for k in range(hit.first, hit.last + 1):
                    if context:
                        self.at[k].add(name)
                    elif self._swallows(name, hit):
                        swallowed.add(k)
        self.own_no = {k for k in swallowed if "deny" in self.at[k]}
        for k in swallowed:
            if "deny_clause" not in self.at[k]:
                self.at[k] -= {"deny", "deny_after", "fine"}
        for cues in self.at:
            if "not_denial" in cues:
                cues -= {"deny", "deny_after"}

    def _swallows(self, name: str, hit: Hit) -> bool:
        """Whether a "no" inside this hit belongs to the sign ("no feeling") and denies nothing."""
        kind = self._kinds[name]
        if "#" in name:  # a piece of a rule: it counts in that rule only
            return False
        return kind == "ability" or (hit.last > hit.first and kind not in CONTEXT_FREE)

    def _has(self, place: int, cue: str) -> bool:
        return place < len(self.at) and cue in self.at[place]

    def _of_relative(self, place: int) -> bool:
        """Whether the "my" before this place belongs to a relative: "my diabetic old dad"."""
        reach = _TITLE if place in self.words.possessive else 1
        return any(self._has(place + step, "relative") for step in range(reach))

    def leftward(self, first: int, reach: int = _REACH_LEFT) -> Iterator[int]:
        """Places before word `first`, nearest first, within its sentence."""
        sentence = self.words.sentence
        for k in range(first - 1, max(first - reach, 0) - 1, -1):
            if sentence[k] != sentence[first]:
                return
            yield k

    def rightward(self, last: int, reach: int = _REACH_RIGHT) -> Iterator[int]:
        """Places after word `last` within its sentence."""
        sentence = self.words.sentence
        for k in range(last + 1, min(last + reach + 1, len(sentence))):
            if sentence[k] != sentence[last]:
                return
            yield k

    def contrast_between(self, left: int, right: int) -> bool:
        """Whether a "but" stands between two places."""
        return any("contrast" in self.at[k] for k in range(left, right))

    def joint(self, k: int) -> bool:
        """Whether a comma, dash or "and" stands between word `k` and the next."""
        return bool(self.words.separator[k + 1]) or self.words.text[k] in _JOINTS

    def to_contrast(self, places: Iterator[int]) -> Iterator[int]:
        """The places up to and including the first "but"."""
        for k in places:
            yield k
            if "contrast" in self.at[k]:
                return

    def near_recent(self, hit: Hit) -> bool:
        """Whether a word of the present or of the last days stands near."""
        around = (*self.leftward(hit.first, 8), *self.rightward(hit.last, 8))
        return any("recent" in self.at[k] and "advice" not in self.at[k] for k in around)

    def opens_as_question(self, hit: Hit) -> bool:
        """Whether the sentence of the hit begins like a question."""
        start = (hit.first, *self.leftward(hit.first))[-1]
        sentence = self.words.sentence
        if start > 0 and sentence[start - 1] == sentence[start]:
            return False  # too far from the beginning to know
        while start < hit.first and self.words.text[start] in _LEADS:
            start += 1
        return "question" in self.at[start]

    def first_person_before(self, hit: Hit) -> bool:
        """Whether the hit or what leads to it names a person."""
        for k in (hit.last, hit.first, *self.leftward(hit.first)):
            if k in self.own or self.at[k] & {"relative", "person"}:
                return True
        return False

    def relative_is_subject(self, hit: Hit) -> bool:
        """Whether a relative, not the writer, is the last person named."""
        for k in (hit.first, *self.leftward(hit.first)):
            if "relative" in self.at[k]:
                return True
            if k in self.own:
                return False
        return False

    def is_no_place(self, hit: Hit) -> bool:
        """ "Eight years back" names no body part."""
        return all("no_place" in self.at[k] for k in range(hit.first, hit.last + 1))

    def is_idiom(self, hit: Hit) -> bool:
        """Whether an idiom stands in these words; a sign that goes beyond it is no idiom."""
        return any(
            idiom.first <= hit.last and hit.first <= idiom.last and not _goes_beyond(hit, idiom)
            for idiom in self.idioms
        )


def _goes_beyond(hit: Hit, idiom: Hit) -> bool:
    """ "Fell through the ceiling" says more than "fell through"."""
    longer = hit.last - hit.first > idiom.last - idiom.first
    return longer and hit.first <= idiom.first and idiom.last <= hit.last
