"""Segments: sentences, and questions inside one that are read for themselves."""

from __future__ import annotations

import pytest

from tests.unit.nlu.language.conftest import Read

SEGMENTS = [
    ["Hi, it's been shaking since Monday, ", "what is an EMG ", "and should I worry?", " no pain"],
    ["how is sciatica treated ", "and who treats it?"],
    ["what is an MRI ", "and how does it feel?"],
    ["asks what a neurologist does ", "& what an MRI of the back shows"],
    ["wants to know what an EMG is ", "+ who does it"],
    ["I wonder what an MRI is ", "and who makes it"],
    ["my back shakes since Monday, ", "nobody tells me where it comes from"],
    ["I have had it for 3 weeks ", "and I wonder whether I should see a neurologist"],
    ["It trembles when I bend. ", "Can you tell me what an EMG is"],
    ["my back shakes, ", "I'd really like to know exactly how long it lasts"],
]

ONE_SEGMENT = [
    "pain & stiffness + a shaking back",
    "my back, which shakes when I bend, hurts",
    "the doctor who saw me and who knows me said it is fine",
    "it trembles when I bend and when I lift",
    "I do not understand the letter",
    "it shakes and nobody tells me anything",
]


@pytest.mark.parametrize("parts", SEGMENTS, ids=["".join(parts) for parts in SEGMENTS])
def test_a_question_is_parted_from_what_is_told(read: Read, parts: list[str]) -> None:
    text = "".join(parts)
    segments = [text[start:end].strip(" ,&+") for start, end in read(text).segments]
    assert segments == [part.strip(" ,&+") for part in parts]


@pytest.mark.parametrize("text", ONE_SEGMENT)
def test_a_sentence_that_asks_nothing_more_stays_whole(read: Read, text: str) -> None:
    assert read(text).segments == [(0, len(text))]
