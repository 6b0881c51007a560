"""What the network is taught: targets of messages and examples, joined texts, spoiled texts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tuning.samples import (
    NAMES,
    NOT_PRESENT,
    UNKNOWN,
    Part,
    Sample,
    corpus_samples,
    example_samples,
    joined,
    next_samples,
)
from tuning.spoiling import spoiled

NONE, PRESENT, ABSENT = 0, 1, 2
DICE = random.Random(1)  # noqa: S311 - examples, not secrets


def target(sample: Sample, name: str) -> int:
    return sample.targets[NAMES.index(name)]


def sample(text: str, **told: int) -> Sample:
    targets = tuple(told.get(name, NONE) for name in NAMES)
    return Sample(text, targets, (Part(0, len(text), "inform"),))


@pytest.mark.parametrize(
    ("complete", "fever", "stroke"),
    [("[facts, red_flags]", NONE, NONE), ("[facts]", NONE, UNKNOWN), ("[]", UNKNOWN, UNKNOWN)],
)
def test_only_complete_labels_teach_what_is_not_said(
    tmp_path: Path, complete: str, fever: int, stroke: int
) -> None:
    (tmp_path / "a.yml").write_text(
        f'source: ours\ncomplete: {complete}\nmessages:\n  - ["it aches", "pain"]\n'
    )
    [read] = corpus_samples(tmp_path)
    assert (target(read, "pain"), target(read, "fever"), target(read, "!stroke")) == (
        PRESENT,
        fever,
        stroke,
    )


EXAMPLES = """version: "3.1"
nlu:
  - intent: explain_test
    examples: |
      - what is an [EMG](topic:emg)?
  - intent: ask_tests
    examples: |
      - which tests are there
  - intent: greet
    examples: |
      - hello
"""


def test_examples_teach_intent_and_item_and_that_questions_are_no_emergencies(
    tmp_path: Path,
) -> None:
    (tmp_path / "some.yml").write_text(EXAMPLES)
    emg, tests, hello = example_samples(tmp_path)
    assert emg.text == "what is an EMG?"
    assert emg.parts == (Part(0, 15, "explain_test", "emg"),)
    assert tests.parts[0].item == "none"
    assert (target(emg, "!stroke"), target(emg, "pain")) == (NOT_PRESENT, UNKNOWN)
    assert (target(hello, "!stroke"), target(hello, "pain")) == (NONE, NONE)


def test_a_joined_message_says_what_both_say() -> None:
    both = joined(sample("It aches.", pain=PRESENT), sample("No fever.", fever=ABSENT), DICE)
    assert both is not None
    assert both.text == "It aches. No fever."
    assert (target(both, "pain"), target(both, "fever")) == (PRESENT, ABSENT)
    assert [both.text[part.start : part.end] for part in both.parts] == ["It aches.", "No fever."]


def test_messages_that_contradict_each_other_are_not_joined() -> None:
    assert joined(sample("It aches.", pain=PRESENT), sample("No pain.", pain=ABSENT), DICE) is None


def test_spoiled_texts_differ_and_are_as_long_as_before() -> None:
    text = "Since Tuesday my lower back has been trembling, without any numbness."
    every = [spoiled(text, DICE) for _ in range(300)]
    assert {len(one) for one in every} == {len(text)}
    assert len({one.lower() for one in every}) > 40
    assert sum(one == text for one in every) > 60


def test_what_is_asked_next_is_an_intent_of_its_own_and_holds_no_red_flag(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        "source: ours\nmessages:\n"
        '  - {after: emg, asks: explain, text: "painful?"}\n'
        '  - {after: emg, asks: own, text: "since Monday"}\n'
    )
    [read] = next_samples(tmp_path)
    assert read.parts == (Part(0, 8, "next: explain"),)
    assert (target(read, "!stroke"), target(read, "pain")) == (NOT_PRESENT, UNKNOWN)
