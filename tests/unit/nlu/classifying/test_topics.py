"""Which items of the content a question is found to be about."""

from __future__ import annotations

import pytest

from tests.unit.nlu.classifying.conftest import Read, topics_of


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("could you fill me in on electromyografy", "explain_test", "emg"),
        ("is an MRI going to see whether my discs are gone", "explain_test", "mri"),
        ("what can sonografy of the muscles reveal", "explain_test", "soft_tissue_ultrasound"),
        ("a vertebroligist?? what does he do", "explain_specialist", "vertebrologist"),
        ("what's a rumatologist's job", "explain_specialist", "rheumatologist"),
        ("is multipul sclerosis behind it", "explain_disease", "multiple_sclerosis"),
        ("does osteohondrosis make you shake", "explain_disease", "osteochondrosis"),
        ("do hormones play a part", "explain_cause", "endocrine_disease"),
        ("is accupuncture any use", "explain_treatment", "acupuncture"),
        (
            "would my muscles waste away if this drags on",
            "explain_complication",
            "muscle_dystrophy",
        ),
        ("when would you call it chronic", "explain_type", "chronic"),
    ],
)
def test_a_named_item_is_found_with_its_intent_even_misspelt(
    read: Read, text: str, intent: str, topic: str
) -> None:
    message = read(text)
    assert message.get("intent")["name"] == intent
    assert topics_of(message) == [topic]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is the test where they put needles in your muscles", "emg"),
        ("what does the doctor for joints and rheumatism do", "rheumatologist"),
        ("what's that illness where you cannot keep your legs still at night", "restless_legs"),
        ("tell me about the noisy tunnel they push you into", "mri"),
    ],
)
def test_an_item_described_in_other_words_is_found(read: Read, text: str, topic: str) -> None:
    assert topics_of(read(text)) == [topic]


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("how do they go about treating parkinsons", "ask_treatments", "parkinson"),
        ("who looks after people with osteochondrosis", "ask_specialists", "osteochondrosis"),
        ("how do they find out if someone has MS", "ask_tests", "multiple_sclerosis"),
        (
            "what are the complications of a slipped disc",
            "ask_complications",
            "intervertebral_hernia",
        ),
        ("anything I need to do before the ultrasound?", "ask_prepare", "soft_tissue_ultrasound"),
    ],
)
def test_a_question_about_a_section_keeps_the_item_it_names(
    read: Read, text: str, intent: str, topic: str
) -> None:
    message = read(text)
    assert message.get("intent")["name"] == intent
    assert topics_of(message) == [topic]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("do lots of folk suffer with this", "how_common"),
        ("does it present the same way in everyone?", "every_case_differs"),
        ("what's the good of finding the real cause", "root_cause"),
        ("how can I keep it away once it has gone", "prevention"),
        ("could my tablets be making me shake", "drug_tremor"),
        ("what shall I jot down before I see the doctor", "prepare_visit"),
        ("when is an ordinary appointment good enough?", "when_appointment"),
        ("is it possible that only I notice it, like an inner hum?", "inner_vibration"),
    ],
)
def test_a_row_without_a_name_is_found_by_what_is_asked(read: Read, text: str, row: str) -> None:
    assert topics_of(read(text)) == [row]


@pytest.mark.parametrize("text", ["is it dangerous?", "why does my back shake", "how urgent is it"])
def test_a_question_about_the_section_names_no_row(read: Read, text: str) -> None:
    assert topics_of(read(text)) == []


@pytest.mark.parametrize("text", ["and how is that treated?", "who treats it then?"])
def test_a_follow_up_names_no_item_of_its_own(read: Read, text: str) -> None:
    assert topics_of(read(text)) == []


def test_worry_is_no_topic_of_the_question_whether_to_worry(read: Read) -> None:
    assert topics_of(read("should I worry about it?")) == []


def test_two_items_in_one_question_are_both_found(read: Read) -> None:
    assert set(topics_of(read("static versus kinetic, what is the difference?"))) == {
        "static",
        "kinetic",
    }


def test_a_topic_says_its_kind_and_the_users_own_words(read: Read) -> None:
    message = read("What is an E.M.G, or electromyogramm?")
    topic = next(one for one in message.get("entities") if one["entity"] == "topic")
    assert (topic["kind"], message.get("text")[topic["start"] : topic["end"]]) == (
        "test",
        topic["quote"],
    )


def test_what_is_told_has_no_topic(read: Read) -> None:
    assert topics_of(read("I was diagnosed with osteochondrosis ten years ago")) == []
