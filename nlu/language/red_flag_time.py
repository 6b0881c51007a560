"""Says whether a sign is over: the nearest word of time decides, within its clause."""

from __future__ import annotations

from collections.abc import Iterator

from nlu.language.red_flag_cues import Cues
from nlu.language.red_flag_phrases import Hit


class Times:
    """Reads the words of time around a hit."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def is_past(self, hit: Hit) -> bool:
        """Whether the nearest word of time puts the sign into the past."""
        if self._dated_long_ago(hit):
            return True
        before = self._nearest_time(
            hit.first, self._cues.to_contrast(self._cues.leftward(hit.first)), 1
        )
        after = self._nearest_time(
            hit.last, self._cues.to_contrast(self._cues.rightward(hit.last, 16)), 0
        )
        times = sorted(side for side in (before, after) if side)
        if times:
            return times[0][1] == "past"
        return self._closed_by_next_sentence(hit)

    def _dated_long_ago(self, hit: Hit) -> bool:
        """ "Came off a moped in '97, back and all": the date stands amid the words of the sign."""
        inside = self._cues.at[hit.first + 1 : hit.last]
        return any("past" in cues for cues in inside) and not any("recent" in c for c in inside)

    def _nearest_time(
        self, origin: int, places: Iterator[int], side: int
    ) -> tuple[int, str] | None:
        """The nearest word of time on one side; "for years" does not reach over a comma."""
        comma = False
        for k in places:
            cues = self._cues.at[k]
            comma = comma or bool(self._cues.words.separator[k + side])
            if "recent" in cues:
                return abs(k - origin), "now"
            if cues & {"past", "resolved"} or ("stable" in cues and not comma):
                return abs(k - origin), "past"
        return None

    def _closed_by_next_sentence(self, hit: Hit) -> bool:
        """ "I fell off a roof. That was ten years ago." """
        sentence = self._cues.words.sentence[hit.last]
        for k in range(hit.last + 1, min(hit.last + 20, len(self._cues.words))):
            if self._cues.words.sentence[k] > sentence + 1:
                return False
            if self._cues.words.sentence[k] == sentence + 1 and "that_was" in self._cues.at[k]:
                return True
        return False
