"""When a red flag counts: rules and network heard together, believed as unseen messages teach."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlu.classifying.corpus import NOW, Status
from nlu.classifying.witnesses import Belief, Floats, odds

# The chance that a message holds any red flag, from which one is raised: a false alarm is a far
# smaller harm than a missed one. What is less likely is asked about, as is what the rules read as
# asked, feared or past; but none of five signs. Of 2,868 messages held back from the network, the
# step from 0.18 to 0.11 gains 8 of 789 emergencies and alarms in 46 of 2,079 others.
ALARM, ALARM_AGAINST_RULE, QUESTION = 0.11, 0.6, 0.09
# Where no rule found any and no flag is seen by itself (LITTLE), only an urgent tone speaks for
# one, and it would name any: that needs more. A wish to die is often told without a word of it.
LITTLE, ALARM_OF_LITTLE = 0.1, 0.33
# What the rules heard as a hint of it ("something feels odd down there", "loose motions") is asked
# about; alone, it alarms from here on. Of 13 held-out messages with one, 11 are emergencies, all
# with more than 0.8; a look-alike and a bad stomach have less.
ALARM_OF_HINT = 0.7
# What a rule has found alarms, too, unless it is less likely than DOUBT: then it is asked about. An
# ambulance for nothing does more harm than a visit to a doctor's today; but none of five signs is
# doubted that soon (DOUBT_OF_FIVE), and a wish to die hardly ever.
DOUBT, DOUBT_OF_FIVE, DOUBT_OF_AMBULANCE, DOUBT_OF_SUICIDE = 0.035, 0.1, 0.2, 0.04
# The chance that a message demands an ambulance now, from which it makes its flags as grave as they
# can be. Of 146 messages with flags that can be both, by authors of their own, 50 of 51 that cannot
# wait have more than 0.6, and 7 of 95 others (a sugar of 3.1, thighs swollen solid).
NOW_DEMANDED = 0.6
NEVER_MISSED = frozenset(
    {"cauda_equina", "stroke", "suicidal", "major_trauma", "progressive_weakness"}
)
_UNSEEN = 0.05
_SEEN = 0.1  # a share of less says nothing
_ASIDE = 2.0  # so many times as likely must "aside" be, to stand beside the words that say so
# The chance from which a flag counts whose words the rules know not to be meant ("I think I'm
# dying"), and one of the five signs among them.
_LEAST_MEANT, _LEAST_MEANT_OF_FIVE = 0.1, 0.05
_LEAST_OWN = 0.5  # from which chance a second flag of a message is named, too
Raised = Literal["present", "unclear"]
_STATUS = {"present": Status.PRESENT, "absent": Status.ABSENT, "unclear": Status.ASIDE}


@dataclass(frozen=True, slots=True)
class Heard:
    """The network's shares of a message, the rules' flags, and flags whose words mean nothing."""

    shares: Any
    by_rule: Mapping[str, str]
    touched: frozenset[str]

    def said(self, flag: str) -> Status:
        """The status that the rules give a flag."""
        if flag in self.by_rule:
            return _STATUS[self.by_rule[flag]]
        return Status.ASIDE if flag in self.touched else Status.NONE

    def is_meant(self, flag: str) -> bool:
        """Whether the rules do not know the flag's words as said without meaning it."""
        return flag not in self.touched or self.by_rule.get(flag) == "present"


@dataclass(frozen=True, slots=True)
class Alarms:
    """The chance of each red flag, and what follows from it."""

    flags: tuple[tuple[int, str], ...]
    belief: Belief
    now: int  # the place of the label of what cannot wait
    waiting: frozenset[str]  # flags of which most are for a doctor today
    weights: Floats  # of `_signs`, and a constant

    @classmethod
    def learn(
        cls,
        labels: Sequence[str],
        cases: Sequence[tuple[Heard, Mapping[str, Status]]],
        waiting: Collection[str],
    ) -> Alarms:
        """How far to believe whom, from messages that the network was not taught with.

        First how likely each flag is, then what the message as a whole adds to it: whether it
        demands an ambulance. That tells an emergency from a tale in its words, if the flag is one
        for an ambulance at all.
        """
        flags = _flags(labels)
        shares, said, true = [], [], []
        for heard, known in cases:
            for place, flag in flags:
                shares.append(heard.shares[place])
                said.append(heard.said(flag))
                true.append(known.get(f"!{flag}", Status.NONE))
        belief = Belief.learn(np.stack(shares), said, true)
        now = list(labels).index(NOW)
        alarms = cls(flags, belief, now, frozenset(waiting), np.array([1.0, 0.0, 0.0, 0.0, 0.0]))
        signs = np.stack([alarms._signs(heard, alarms.chances(heard)) for heard, _ in cases])
        flagged = np.array([_holds_a_flag(flags, known) for _, known in cases])
        found = LogisticRegression().fit(signs, flagged)
        return replace(alarms, weights=np.append(found.coef_[0], found.intercept_))

    def chances(self, heard: Heard) -> Floats:
        """How likely each flag is present, in the order of `flags`."""
        shares = heard.shares[[place for place, _ in self.flags]]
        said = [heard.said(flag) for _, flag in self.flags]
        return self.belief.chances(shares, said)[:, Status.PRESENT]

    def any_flag(self, heard: Heard) -> float:
        """How likely the message holds any red flag at all."""
        return self._whole(heard, self.chances(heard))

    def _whole(self, heard: Heard, chances: Floats) -> float:
        score = self._signs(heard, chances) @ self.weights[:-1] + self.weights[-1]
        return float(1.0 / (1.0 + np.exp(-score)))

    def _signs(self, heard: Heard, chances: Floats) -> Floats:
        """What speaks for an alarm: any flag, an ambulance, the likeliest flag, the last two."""
        waits = float(self.flags[int(chances.argmax())][1] in self.waiting)
        now = odds(heard.shares[self.now, Status.PRESENT])
        return np.array([odds(1.0 - np.prod(1.0 - chances)), now, waits, waits * now])

    def demands_now(self, heard: Heard) -> bool:
        """Whether the network reads the message as one that cannot wait until a doctor's today."""
        return bool(heard.shares[self.now, Status.PRESENT] >= NOW_DEMANDED)

    def sees_none(self, heard: Heard, flag: str) -> bool:
        """Whether neither rules nor network see a flag where only a finding would stand for one."""
        unseen = bool(self.chances(heard)[self._number(flag)] < _UNSEEN)
        return heard.by_rule.get(flag) != "present" and unseen

    def reads_aside(self, heard: Heard, flag: str) -> bool:
        """Whether the network rather thinks the flag past, feared, asked about or another's.

        Not where words and network together hold it for likelier than not.
        """
        number = self._number(flag)
        shares = heard.shares[self.flags[number][0]]
        aside = shares[Status.ASIDE] > max(_ASIDE * shares[Status.PRESENT], _SEEN)
        return bool(aside and self.chances(heard)[number] < _LEAST_OWN)

    def _number(self, flag: str) -> int:
        return next(number for number, (_, name) in enumerate(self.flags) if name == flag)

    def raised(self, heard: Heard) -> Iterator[tuple[str, Raised, int, float]]:
        """Flags to raise or to ask about, their places among the labels, the chance of any flag."""
        chances = self.chances(heard)
        whole = self._whole(heard, chances)
        by_rule = "present" in heard.by_rule.values()
        best = int(chances.argmax())
        for number, (place, flag) in enumerate(self.flags):
            if number != best and chances[number] < _LEAST_OWN:
                continue
            if not heard.is_meant(flag) and chances[number] < _least_meant(flag):
                continue
            against = flag in heard.touched - NEVER_MISSED and not by_rule
            little = chances[number] < LITTLE and not by_rule and flag != "suicidal"
            needed = ALARM_AGAINST_RULE if against else ALARM_OF_LITTLE if little else ALARM
            if heard.by_rule.get(flag) == "unclear":
                needed = max(needed, ALARM_OF_HINT)
            if whole >= needed:
                yield flag, "present", place, whole
            elif whole >= QUESTION and not little:
                yield flag, "unclear", place, whole

    def doubts_the_rules(self, heard: Heard, flag: str, level: str) -> bool:
        """Whether a flag that a rule has found is so unlikely that it is better asked about."""
        return self.any_flag(heard) < _least_believed(flag, level)

    def to_arrays(self) -> dict[str, Any]:
        """Everything as arrays."""
        return {
            "places": np.asarray([place for place, _ in self.flags]),
            "flags": np.asarray([flag for _, flag in self.flags]),
            "belief": self.belief.to_array(),
            "now": np.asarray(self.now),
            "waiting": np.asarray(sorted(self.waiting), dtype=np.str_),
            "weights": self.weights,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Alarms:
        """What `to_arrays` gave."""
        flags = zip(arrays["places"].tolist(), arrays["flags"].tolist(), strict=True)
        return cls(
            tuple(flags),
            Belief.from_array(arrays["belief"]),
            int(arrays["now"]),
            frozenset(arrays["waiting"].tolist()),
            np.asarray(arrays["weights"]),
        )


def _least_meant(flag: str) -> float:
    return _LEAST_MEANT_OF_FIVE if flag in NEVER_MISSED else _LEAST_MEANT


def _least_believed(flag: str, level: str) -> float:
    if flag == "suicidal":
        return DOUBT_OF_SUICIDE
    if flag in NEVER_MISSED:
        return DOUBT_OF_FIVE
    return DOUBT_OF_AMBULANCE if level == "emergency" else DOUBT


def _holds_a_flag(flags: Sequence[tuple[int, str]], known: Mapping[str, Status]) -> bool:
    return any(known.get(f"!{flag}") == Status.PRESENT for _, flag in flags)


def _flags(labels: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place, label[1:])
        for place, label in enumerate(labels)
        if label.startswith("!") and label != NOW
    )
