"""Questions that name nothing of their own, in the light of what was spoken of before."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.language.follow_up_items import Before
from nlu.language.follow_ups import FollowUps


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps.of_project()


def message(
    text: str, intent: str, *entities: dict[str, Any], mentions: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 0.6},
        "entities": list(entities),
        "mentions": list(mentions),
    }


def told(*mentions: str, text: str = "They spoke of it.", intent: str = "inform") -> Before:
    return Before(message(text, intent, mentions=mentions))


TALKS = [
    # named before, the question, its intent by itself -> intent and item
    (told("emg"), "does one feel anything?", "ask_overview", ("explain_test", "emg")),
    (told("emg"), "do I come hungry to that?", "ask_prepare", ("ask_prepare", "emg")),
    (told("massage"), "is it safe", "ask_urgency", ("explain_treatment", "massage")),
    (
        told("radiculitis"),
        "how's that treated",
        "ask_treatments",
        ("ask_treatments", "radiculitis"),
    ),
    (
        told("myositis"),
        "what is that when it's at home",
        "smalltalk",
        ("explain_disease", "myositis"),
    ),
    (told("acute"), "and the opposite of that", "nlu_fallback", ("explain_type", "chronic")),
    (told("mri", "ct"), "what's the first one for?", "explain_test", ("explain_test", "mri")),
    (told("mri", "ct"), "and the second one?", "nlu_fallback", ("explain_test", "ct")),
    (
        told("manual_therapy"),
        "who does that?",
        "ask_specialists",
        ("ask_specialists", "manual_therapy"),
    ),
    (
        told("therapist", "vertebrologist", "rheumatologist", text="my GP has put both down"),
        "what does the second do?",
        "explain_specialist",
        ("explain_specialist", "rheumatologist"),
    ),
    (
        told("therapist", "spondylosis", text="my GP said spondylosis"),
        "what kind of thing is that?",
        "ask_diseases",
        ("explain_disease", "spondylosis"),
    ),
]


@pytest.mark.parametrize(("before", "text", "intent", "expected"), TALKS)
def test_a_question_means_what_was_named_before_it(
    follow_ups: FollowUps, before: Before, text: str, intent: str, expected: tuple[str, str]
) -> None:
    read = follow_ups.read(message(text, intent), before)
    topics = [one["value"] for one in read["entities"] if one["entity"] == "topic"]
    assert (read["intent"]["name"], topics) == (expected[0], [expected[1]])
    assert read["handling"] == "in_scope"


def test_what_was_explained_last_is_meant_as_well(follow_ups: FollowUps) -> None:
    before = Before(message("what is an EMG", "explain_test", mentions=()), topic="emg")
    read = follow_ups.read(message("and does that hurt?", "ask_overview"), before)
    assert read["intent"]["name"] == "explain_test"


def test_what_was_named_is_remembered_over_a_follow_up(follow_ups: FollowUps) -> None:
    said = message("what is the first one for?", "explain_test")
    first = follow_ups.read(said, told("mri", "complete_blood_count"))
    before = Before(first, topic="mri")
    other = follow_ups.read(message("and the other?", "nlu_fallback"), before)
    same = follow_ups.read(message("does it hurt?", "ask_overview"), before)
    assert [one["entities"][-1]["value"] for one in (first, other, same)] == [
        "mri",
        "complete_blood_count",
        "mri",
    ]


def test_what_was_told_may_be_the_cause_that_is_asked_about(follow_ups: FollowUps) -> None:
    crash = {"entity": "finding", "value": "trauma", "status": "present"}
    before = Before(message("I was in a crash", "inform", crash))
    read = follow_ups.read(message("could it be from that?", "ask_causes"), before)
    assert read["entities"][-1]["value"] == "lower_back_injury"


def test_what_the_question_itself_supposes_is_meant_first(follow_ups: FollowUps) -> None:
    discs = {"entity": "finding", "value": "osteochondrosis", "status": "hypothetical", "start": 0}
    said = message("and if it's my discs?", "explain_disease", discs)
    read = follow_ups.read(said, told("nervous_tension"))
    assert read["entities"][-1]["value"] == "osteochondrosis"


def test_what_such_a_question_asks_about_is_no_fact(follow_ups: FollowUps) -> None:
    pain = {"entity": "finding", "value": "pain", "status": "present", "start": 14, "end": 19}
    said = message("which of them hurts more", "explain_test", pain)
    part = {"start": 0, "end": 24, "text": said["text"], "intent": said["intent"]}
    read = follow_ups.read(said | {"segments": [part]}, told("mri", "ct"))
    assert [one["status"] for one in read["entities"] if one["entity"] == "finding"] == [
        "hypothetical"
    ]


def test_of_several_things_the_one_that_is_described_is_meant(follow_ups: FollowUps) -> None:
    resting = {"entity": "topic", "value": "static", "confidence_entity": 0.4}
    said = message("which one is the resting one and what is it?", "explain_type", resting)
    read = follow_ups.read(said, told("static", "kinetic"))
    assert read["entities"][-1]["value"] == "static"


def test_what_else_there_is_asks_for_all_of_its_kind(follow_ups: FollowUps) -> None:
    read = follow_ups.read(message("what else is there?", "explain_test"), told("emg"))
    assert (read["intent"]["name"], read["entities"]) == ("ask_tests", [])


def test_one_of_a_list_is_named_by_a_word_of_its_names(follow_ups: FollowUps) -> None:
    before = Before(
        message("which treatments?", "ask_treatments"), listed=("massage", "acupuncture")
    )
    read = follow_ups.read(message("the needle one", "inform"), before)
    assert (read["intent"]["name"], read["entities"][-1]["value"]) == (
        "explain_treatment",
        "acupuncture",
    )
    unlisted = message("the blue one", "inform")
    assert follow_ups.read(unlisted, before) == unlisted


LEFT_ALONE = [
    # a question with a name of its own, a fact, a new question, talk about the talk
    (told("mri"), message("and an EMG?", "explain_test", mentions=("emg",))),
    (
        told("mri"),
        message("is it bad? since Monday", "ask_urgency", {"entity": "duration", "value": 6.0}),
    ),
    (told("mri"), message("which illnesses may hide behind a trembling back?", "ask_diseases")),
    (told("mri"), message("why do you ask that?", "why_asked")),
    (told("mri"), message("это больно?", "non_english")),
    (
        told("acupuncture"),
        message("please send the invoice about my visit, the first one never came", "admin"),
    ),
    (told("mri"), message("???", "stop")),
    (told("surgery"), message("what if I do nothing", "ask_prognosis")),
    (
        told("mri"),
        message(
            "and the surgeon one, for bones?",
            "explain_specialist",
            {
                "entity": "topic",
                "value": "orthopedic_surgeon",
                "kind": "specialist",
                "confidence_entity": 0.9,
            },
        ),
    ),
    (told(), message("and does that hurt?", "ask_overview")),
    (Before({}), message("what is that?", "ask_overview")),
    (told("kinetic"), message("what causes it?", "ask_causes")),
    (
        Before(message("mri", "inform", mentions=("mri",)), open_question="safety"),
        message("what does that mean?", "what_means"),
    ),
]


@pytest.mark.parametrize(("before", "said"), LEFT_ALONE)
def test_other_questions_stay_what_they_are(
    follow_ups: FollowUps, before: Before, said: dict[str, Any]
) -> None:
    assert follow_ups.read(said, before) == said
