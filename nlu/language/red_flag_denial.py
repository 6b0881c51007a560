"""Says whether a sign is denied: lists, scope ends, signs that are denials themselves."""

from __future__ import annotations

from typing import Literal

from nlu.language.red_flag_cues import ENDS_DENIAL, Cues
from nlu.language.red_flag_phrases import Hit

Denial = Literal["absent", "unclear"]
_LONGEST_ITEM = 7
_JOINTS = frozenset({"and", "or", "nor", "plus", "n"})
_SUBJECTS = frozenset(
    {"i", "im", "ive", "he", "hes", "she", "shes", "we", "weve", "they", "theyve"}
)


class Denials:
    """Reads the denials around a hit."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def of(self, hit: Hit, kind: str) -> Denial | None:
        """Whether the hit is denied ("absent"), perhaps denied ("unclear") or not at all."""
        found = self._denied_before(hit, kind) or self._denied_after(hit)
        if found and self._begins_later(hit):
            return None
        return found

    def _begins_later(self, hit: Hit) -> bool:
        """ "No numbness until yesterday": the denial ends where the sign began."""
        after = list(self._cues.rightward(hit.last, 8))
        for k in after:
            if "until" in self._cues.at[k]:
                return any(
                    "recent" in self._cues.at[n] for n in range(k, min(k + 5, len(self._cues.at)))
                )
        return False

    def _denied_before(self, hit: Hit, kind: str) -> Denial | None:
        joints, item, verb = 0, 0, False
        if hit.first in self._cues.own_no or "cannot_word" in self._cues.at[hit.first]:
            kind = "ability"  # "no strength" is a denial in its own right, like "cannot"
        if "trouble" in self._cues.at[hit.first]:
            kind = "sign"  # "no trouble breathing" denies, "no, I can't breathe" does not
        for k in self._cues.leftward(hit.first):
            cues = self._cues.at[k]
            if self._cues.joint(k):
                if verb and self._cues.words.text[k] not in ("or", "nor"):
                    return None
                if kind == "ability" and self._cues.words.text[k] not in ("or", "nor"):
                    return None
                verb = verb and self._cues.words.text[k] not in ("or", "nor")
                joints, item = joints + 1, 0
            if cues & ENDS_DENIAL or item > _LONGEST_ITEM or self._begins_anew(k):
                return None
            if "deny_clause" in cues:
                return "absent"
            if "deny" in cues:
                return self._weigh_denial(k, hit, kind, joints, verb)
            verb = verb or ("verb" in cues and not self._denies(k - 1))
            item += self._cues.words.text[k] not in _JOINTS
        return None

    def _begins_anew(self, k: int) -> bool:
        """Whether a comma and a new subject stand here: "no fever, I did fall down the stairs".

        Not so in "I don't think, as far as I know, I ever passed out".
        """
        words = self._cues.words
        return (
            bool(words.separator[k])
            and words.text[k] in _SUBJECTS
            and "ever" not in words.text[k + 1 : k + 2]
        )

    def _denies(self, k: int) -> bool:
        """Whether word `k` denies: the verb after it is the denied one ("never had")."""
        return k >= 0 and "deny" in self._cues.at[k]

    def _weigh_denial(self, k: int, hit: Hit, kind: str, joints: int, verb: bool) -> Denial | None:
        if self._in_condition(k, hit):
            return None
        answer = self._cues.words.text[k] in ("no", "nope", "nah") and (
            k + 1 in self._cues.own
            or (k + 1 < len(self._cues.words) and self._cues.words.separator[k + 1])
        )
        if answer or verb:
            return None
        if kind == "ability":
            return "absent" if k == hit.first - 1 and self._cues.words.text[k] != "no" else None
        if joints and "adjective" in self._cues.at[hit.first]:
            return "unclear"
        return "absent"

    def _in_condition(self, k: int, hit: Hit) -> bool:
        """ "If they don't help, I'll ...": the "not" stays in the condition."""
        if k == 0 or not any("if" in self._cues.at[n] for n in range(max(k - 3, 0), k)):
            return False
        return any(n in self._cues.own for n in range(k + 1, hit.first + 1))

    def _denied_after(self, hit: Hit) -> Denial | None:
        for k in self._cues.rightward(hit.last, 5):
            cues = self._cues.at[k]
            if cues & ENDS_DENIAL or ("verb" in cues and "copula" not in cues and k > hit.last + 2):
                return None
            if "deny_after" in cues and not self._opens_item(k, hit):
                return "absent"
        return None

    def _opens_item(self, k: int, hit: Hit) -> bool:
        """ "Numb there, no pain": this "no" belongs to the next words, not to the numbness."""
        if self._cues.words.text[k] not in (
            "no",
            "none",
            "nil",
            "not",
            "denied",
            "denies",
            "never",
        ):
            return False
        following = k + 1
        ends = following >= len(self._cues.words) or (
            self._cues.words.sentence[following] != self._cues.words.sentence[k]
        )
        return not ends and not self._cues.words.separator[following]
