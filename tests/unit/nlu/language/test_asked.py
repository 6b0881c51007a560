"""What a question is about is no fact of the person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.language.asked import QuestionWords, only_asked_about

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def words() -> QuestionWords:
    table: dict[str, Any] = yaml.safe_load((ROOT / "nlu" / "handling.yml").read_text())
    return QuestionWords(table["asked"], table["question_words"])


CASES = [
    ("what helps with parkinson", "parkinson", "ask_treatments", True, True),
    ("does it hurt?", "hurt", "ask_prepare", False, True),
    ("can numbness come from a hernia?", "numbness", "ask_causes", False, True),
    ("I have parkinson's, what helps?", "parkinson's", "ask_treatments", True, False),
    ("my leg hurts, which doctor?", "leg hurts", "ask_specialists", False, False),
    ("got ocd n take fluoxetine", "fluoxetine", "medication_dose", False, False),
    ("is fluoxetine safe in the long run", "fluoxetine", "medication_dose", False, True),
    ("it shakes with leg pain", "leg pain", "inform", False, False),
    ("she was diagnosed with ms, what now", "ms", "ask_treatments", True, False),
]


@pytest.mark.parametrize(
    ("text", "part", "intent", "is_topic", "expected"), CASES, ids=[case[0] for case in CASES]
)
def test_only_asked_about(
    words: QuestionWords, text: str, part: str, intent: str, is_topic: bool, expected: bool
) -> None:
    start = text.index(part)
    finding = {"start": start, "end": start + len(part), "status": "present"}
    segments = [{"start": 0, "end": len(text), "intent": {"name": intent, "confidence": 1.0}}]
    topics = [finding] if is_topic else []
    assert only_asked_about(finding, text, segments, topics, words) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what dose of ibuprofen may I take?", True),
        ("could I have two ibuprofen tonight?", True),
        ("I take ibuprofen, could I have two?", False),
        ("may I double my ibuprofen?", False),
    ],
)
def test_a_medicine_that_is_asked_for_is_not_taken(
    words: QuestionWords, text: str, *, expected: bool
) -> None:
    start = text.index("ibuprofen")
    finding = {"value": "medication", "start": start, "end": start + 9, "status": "present"}
    segments = [{"start": 0, "end": len(text), "intent": {"name": "medication_dose"}}]
    assert only_asked_about(finding, text, segments, [], words) is expected


def test_the_topic_of_a_message_may_stand_apart_from_its_question(words: QuestionWords) -> None:
    text = "never heard of myositis, what is it"
    finding = {"start": 15, "end": 23, "status": "present"}
    segments = [
        {"start": 0, "end": 24, "intent": {"name": "inform", "confidence": 0.6}},
        {"start": 25, "end": 35, "intent": {"name": "explain_disease", "confidence": 0.9}},
    ]
    asked = only_asked_about(finding, text, segments, [finding], words, "explain_disease")
    assert asked
    assert not only_asked_about(finding, text, segments, [finding], words, "inform")
