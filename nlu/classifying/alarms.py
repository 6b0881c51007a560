"""When a red flag counts: rules and network heard together, limits measured on unseen messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from nlu.classifying.corpus import NOW, Status
from nlu.classifying.witnesses import Belief, Floats

# Of messages with a red flag the network may leave so many to be asked about, or to the rules ...
_MAY_BE_ASKED = 0.02
# ... and must raise, or at least ask about, nearly all.
_MAY_BE_MISSED = 0.004
_HIGHEST_ALARM, _HIGHEST_QUESTION = 0.5, 0.25
_LEAST_OWN = 0.5  # from which chance a second flag of a message is named, too
_STATUS = {"present": Status.PRESENT, "absent": Status.ABSENT, "unclear": Status.ASIDE}


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a message: the network's shares, the rules' flags, words without meaning."""

    shares: Any
    by_rule: Mapping[str, str]
    touched: frozenset[str]

    def said(self, flag: str) -> Status:
        """The status that the rules give a flag."""
        if flag in self.by_rule:
            return _STATUS[self.by_rule[flag]]
        return Status.ASIDE if flag in self.touched else Status.NONE


@dataclass(frozen=True, slots=True)
class Alarms:
    """From which chance of any red flag the likeliest is raised, and from which it is asked about."""

    flags: tuple[tuple[int, str], ...]
    belief: Belief
    alarm: float
    question: float

    @classmethod
    def learn(
        cls, labels: Sequence[str], cases: Sequence[tuple[Heard, Mapping[str, Status]]]
    ) -> Alarms:
        """Belief and limits from messages that the network was not taught with."""
        flags = _flags(labels)
        shares, said, true = [], [], []
        for heard, known in cases:
            for place, flag in flags:
                shares.append(heard.shares[place])
                said.append(heard.said(flag))
                true.append(known.get(f"!{flag}", Status.NONE))
        belief = Belief.learn(np.stack(shares), said, true)
        draft = cls(flags, belief, 0.0, 0.0)
        present = [Status.PRESENT in _of_flags(known) for _, known in cases]
        chances = np.array([draft.any_flag(heard) for heard, _ in cases])[np.array(present)]
        alarm, question = np.quantile(chances, [_MAY_BE_ASKED, _MAY_BE_MISSED])
        return cls(
            flags,
            belief,
            min(float(alarm), _HIGHEST_ALARM),
            min(float(question), _HIGHEST_QUESTION),
        )

    def chances(self, heard: Heard) -> Floats:
        """How likely each flag is present, in the order of `flags`."""
        shares = heard.shares[[place for place, _ in self.flags]]
        said = [heard.said(flag) for _, flag in self.flags]
        return self.belief.chances(shares, said)[:, Status.PRESENT]

    def any_flag(self, heard: Heard) -> float:
        """How likely the message holds any red flag at all."""
        return float(1.0 - np.prod(1.0 - self.chances(heard)))

    def raised(self, heard: Heard) -> Iterator[tuple[str, Literal["present", "unclear"], int]]:
        """Flags to raise or to ask about, with their places among the labels."""
        chances = self.chances(heard)
        whole = float(1.0 - np.prod(1.0 - chances))
        best = int(chances.argmax())
        for number, (place, flag) in enumerate(self.flags):
            if number != best and chances[number] < _LEAST_OWN:
                continue
            if whole >= self.alarm:
                yield flag, "present", place
            elif whole >= self.question:
                yield flag, "unclear", place

    def to_arrays(self) -> dict[str, Any]:
        """Everything as arrays."""
        return {
            "places": np.asarray([place for place, _ in self.flags]),
            "flags": np.asarray([flag for _, flag in self.flags]),
            "belief": self.belief.to_array(),
            "limits": np.asarray([self.alarm, self.question]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Alarms:
        """What `to_arrays` gave."""
        flags = zip(arrays["places"].tolist(), arrays["flags"].tolist(), strict=True)
        alarm, question = (float(limit) for limit in arrays["limits"])
        return cls(tuple(flags), Belief.from_array(arrays["belief"]), alarm, question)


def _flags(labels: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place, label[1:])
        for place, label in enumerate(labels)
        if label.startswith("!") and label != NOW
    )


def _of_flags(labels: Mapping[str, Status]) -> set[Status]:
    return {status for name, status in labels.items() if name.startswith("!") and name != NOW}
