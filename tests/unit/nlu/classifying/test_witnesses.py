"""Two witnesses: whoever is right more often is believed more, and doubt stays doubt."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.classifying.corpus import Status
from nlu.classifying.witnesses import Belief

NONE, PRESENT, ABSENT, ASIDE = Status
SURE = {status: [0.97 if status == own else 0.01 for own in Status] for status in Status}


def learned(cases: list[tuple[Status, Status, Status, int]]) -> Belief:
    """Cases of (what the network says, what the phrases say, what is true, how often)."""
    rows = [row for *row, count in cases for _ in range(count)]
    shares = np.array([SURE[network] for network, _, _ in rows])
    return Belief.learn(shares, [said for _, said, _ in rows], [true for *_, true in rows])


def decided(belief: Belief, network: Status, phrases: Status) -> Status:
    return Status(int(belief.chances([SURE[network]], [phrases])[0].argmax()))


def test_where_both_agree_it_is_so() -> None:
    belief = learned([(PRESENT, PRESENT, PRESENT, 50), (NONE, NONE, NONE, 500)])
    assert decided(belief, PRESENT, PRESENT) == PRESENT
    assert decided(belief, NONE, NONE) == NONE


@pytest.mark.parametrize(
    ("right_by_network", "expected"), [(40, PRESENT), (3, NONE)], ids=["usually", "seldom"]
)
def test_the_network_alone_is_believed_as_often_as_it_was_right(
    right_by_network: int, expected: Status
) -> None:
    wrong = 43 - right_by_network
    belief = learned(
        [
            (NONE, NONE, NONE, 500),
            (PRESENT, PRESENT, PRESENT, 100),
            (PRESENT, NONE, PRESENT, right_by_network),
            (PRESENT, NONE, NONE, wrong),
        ]
    )
    assert decided(belief, PRESENT, NONE) == expected


def test_phrases_that_mistake_denials_are_overruled() -> None:
    belief = learned(
        [
            (NONE, NONE, NONE, 500),
            (PRESENT, PRESENT, PRESENT, 100),
            (ABSENT, PRESENT, ABSENT, 30),
            (ABSENT, PRESENT, PRESENT, 2),
        ]
    )
    assert decided(belief, ABSENT, PRESENT) == ABSENT
    assert decided(belief, PRESENT, PRESENT) == PRESENT


def test_chances_add_up_and_survive_storage() -> None:
    belief = learned([(PRESENT, PRESENT, PRESENT, 20), (NONE, NONE, NONE, 20)])
    again = Belief.from_array(belief.to_array())
    chances = again.chances([SURE[PRESENT], SURE[ASIDE]], [NONE, ABSENT])
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert np.allclose(chances, belief.chances([SURE[PRESENT], SURE[ASIDE]], [NONE, ABSENT]))
