"""Which of Rasa's examples surely state no red flag."""

from __future__ import annotations

import pytest

from nlu.classifying.examples import holds_no_flag, undecided_texts

UNDECIDED = frozenset({"my toddler swallowed a button"})


@pytest.mark.parametrize(
    ("text", "intent", "expected"),
    [
        ("hello there", "greet", True),
        ("what is an EMG", "explain_test", True),
        ("my son has head lice", "other_medical", True),
        ("my toddler swallowed a button", "other_medical", False),
        ("how much ibuprofen may I take", "medication_dose", True),
        ("I took two by mistake, is that too much", "medication_dose", False),
        ("my legs are weak", "inform", False),
        ("no, it is worse", "correct", False),
    ],
)
def test_what_an_example_tells_of_red_flags(text: str, intent: str, expected: bool) -> None:
    assert holds_no_flag(text, intent, UNDECIDED) is expected


def test_what_is_undecided_stands_in_the_data() -> None:
    assert "my toddler swallowed a button" in undecided_texts()
