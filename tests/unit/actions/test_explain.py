"""Questions get the row or item that they are about, also where they only point at it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.explain import GENERAL, ExplainAction
from actions.explain_expert_advice import ROWS_BY_INTENT
from actions.explain_overview import ExplainOverview
from actions.explain_tests import ExplainTests
from actions.explain_treatments import ExplainTreatments
from actions.explain_types import ExplainTypes
from actions.ordinals import nth_meant
from actions.resources import Resources
from actions.turn import Outcome, Say, Turn
from assessment.ledger import Evidence, Ledger

ROOT = Path(__file__).resolve().parents[3]
TOPICS = yaml.safe_load((ROOT / "nlu/topics.yml").read_text(encoding="utf-8"))
ABOUT = yaml.safe_load((ROOT / "nlu/handling.yml").read_text(encoding="utf-8"))["about"]
for path in sorted((ROOT / "actions").glob("explain_*.py")):
    import_module(f"actions.{path.stem}")  # each notes which questions it answers
ANSWERING = dict(ExplainAction._answering)
# The general answer of each section: it stands at the head of its list.
HEADS = {row for action in ANSWERING.values() for row in action.opening}
HEADS |= {row for rows in ROWS_BY_INTENT.values() for row in rows} | {"when_to_worry"}
ASKED = [
    (intent, row)
    for intent, kinds in ABOUT.items()
    if intent in ANSWERING
    for kind in GENERAL
    if kind in kinds
    for row in TOPICS[kind]
]
LIST = ("mri", "ct", "emg")


def ask(intent: str, *topics: str, resources: Resources, **more: object) -> Outcome:
    entities = [{"entity": "topic", "value": topic, "start": 0, "end": 1} for topic in topics]
    turn = Turn(intent=intent, entities=entities, **more)  # type: ignore[arg-type]
    return ANSWERING[intent](resources).respond(turn)


def words(reply: Say) -> str:
    return str(reply.facts.get("words", ""))


@pytest.mark.parametrize("kind", GENERAL)
def test_every_general_row_is_a_topic_or_heads_a_section(kind: str) -> None:
    rows = yaml.safe_load((ROOT / f"knowledge/content/{kind}.yml").read_text(encoding="utf-8"))
    assert {row["id"] for row in rows["rows"]} <= {*TOPICS[kind], *HEADS}


@pytest.mark.parametrize(("intent", "row"), ASKED)
def test_a_question_about_a_row_gets_the_rows_own_text(
    resources: Resources, intent: str, row: str
) -> None:
    (reply,) = ask(intent, row, resources=resources).say
    opens = row in ANSWERING[intent].openers
    assert (reply.facts["opening"] if opens else words(reply)) == resources.store.item(row).text


@pytest.mark.parametrize(
    ("intent", "row", "listed"),
    [
        ("ask_causes", "what_brings_it_on", "radiculitis"),
        ("ask_complications", "why_not_ignore", "muscle_spasms"),
    ],
)
def test_a_row_that_opens_a_list_is_said_with_the_list(
    resources: Resources, intent: str, row: str, listed: str
) -> None:
    (reply,) = ask(intent, row, resources=resources).say
    assert listed in reply.listed


def test_a_general_row_does_not_hide_the_care_of_a_named_condition(resources: Resources) -> None:
    (reply,) = ask("ask_tests", "how_doctors_diagnose", "parkinson", resources=resources).say
    assert reply.key == "utter_tests_for_condition"


def test_how_to_prepare_begins_with_what_the_test_is(resources: Resources) -> None:
    (reply,) = ask("ask_prepare", "emg", resources=resources).say
    assert words(reply).startswith("EMG records the small electric signals")
    assert words(reply).count(".") == 2
    assert reply.facts["feels_like"] and reply.facts["prepare"]


@pytest.mark.parametrize(
    ("named", "spoken_of", "first", "topic"),
    [
        (["neurologist"], None, "At this visit a nerve doctor asks", "neurologist_consultation"),
        (["neurologist", "neurologist_consultation"], None, "At this visit", None),
        (["rheumatologist"], "mri", "A rheumatologist is", "rheumatologist"),
        (["emergency_care"], None, "Emergency care means", "emergency_care"),
        (["massage"], None, None, "massage"),
        ([], "emg", "EMG records", "emg"),
        ([], "neurologist", "At this visit", "neurologist_consultation"),
        (["prepare_visit"], "mri", "A few notes make the visit easier", "prepare_visit"),
        (["how_doctors_diagnose"], "mri", "It begins with a talk", "how_doctors_diagnose"),
    ],
)
def test_preparation_is_for_what_is_named_else_for_what_was_spoken_of(
    resources: Resources, named: list[str], spoken_of: str | None, first: str | None, topic: str
) -> None:
    tapped = "/ask_prepare"
    outcome = ask("ask_prepare", *named, resources=resources, topic=spoken_of, text=tapped)
    assert words(outcome.say[0]).startswith(first or "")
    assert topic is None or outcome.slots["topic"] == topic


def test_typed_words_are_about_what_was_spoken_of_only_if_they_were_read_so(
    resources: Resources,
) -> None:
    """ "Which tests are there for a trembling back?" after Parkinson's is about all of them."""
    typed = ask("ask_tests", resources=resources, topic="parkinson", text="which tests are there?")
    tapped = ask("ask_tests", resources=resources, topic="parkinson", text="/ask_tests")
    assert typed.say[0].key == "utter_section"
    assert tapped.say[0].key == "utter_tests_for_condition"


def test_how_to_prevent_a_condition_begins_with_what_it_is(resources: Resources) -> None:
    outcome = ask("ask_expert_advice", "poor_posture", "prevention", resources=resources)
    posture, prevention = (resources.store.item(key).text for key in ("poor_posture", "prevention"))
    assert [words(reply) for reply in outcome.say] == [posture, prevention]
    assert outcome.slots["topic"] == "poor_posture"


def test_a_visit_to_a_doctor_comes_with_how_to_prepare_for_one(resources: Resources) -> None:
    said = ask("ask_prepare", "rheumatologist", resources=resources).say
    assert words(said[1]) == resources.store.item("prepare_visit").text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("explain the second", "ct"),
        ("and the third one?", "emg"),
        ("number one please", "mri"),
        ("what's number 2?", "ct"),
        ("tell me about the last of them", "emg"),
        ("ok, and the 1st", "mri"),
        ("the fourth one", None),
        ("what should I do first", None),
        ("what is the first sign of parkinson's", None),
        ("the first and the second", None),
        ("tell me more", None),
    ],
)
def test_a_place_in_the_last_list_is_understood(text: str, meant: str | None) -> None:
    assert nth_meant(text, LIST) == meant


def test_nothing_is_meant_where_nothing_was_listed() -> None:
    assert nth_meant("explain the last", ()) is None


@pytest.mark.parametrize("action", [ExplainTypes, ExplainTests, ExplainTreatments, ExplainOverview])
def test_what_is_listed_is_kept_and_can_be_pointed_at(
    resources: Resources, action: type[ExplainAction]
) -> None:
    listed = action(resources).respond(Turn(intent=action.intents[0])).slots["listed"]
    for intent in ("explain_cause", "explain_test"):
        outcome = ask(intent, resources=resources, text="the second one?", listed=listed)
        assert outcome.slots["topic"] == listed[1]
        assert words(outcome.say[0]) == resources.store.item(listed[1]).text


def test_the_doctors_of_a_condition_are_listed_too(resources: Resources) -> None:
    slots = ask("ask_specialists", "radiculitis", resources=resources).slots
    assert slots["listed"] == list(resources.store.care("radiculitis").specialists)


AFTER: dict[str, Any] = {
    "told": ("result",),
    "ledger": Ledger().extend([Evidence("activation", "kinetic"), Evidence("finding", "pain")]),
}


@pytest.mark.parametrize(
    ("intent", "text", "topics", "key"),
    [
        ("ask_expert_advice", "what speaks against it?", [], "utter_why_candidate"),
        (
            "explain_disease",
            "What speaks against a slipped disc?",
            ["intervertebral_hernia"],
            "utter_why_candidate",
        ),
        ("explain_cause", "why muscle strain?", ["muscle_strain"], "utter_why_candidate"),
        ("explain_cause", "what is muscle strain?", ["muscle_strain"], "utter_item"),
        ("explain_specialist", "why the family doctor?", ["therapist"], "utter_why_doctor_for_you"),
        ("ask_causes", "what could it be?", [], "utter_conditions_for_you"),
        ("ask_causes", "what are the causes of such a tremor?", [], "utter_section"),
        ("ask_expert_advice", "what do experts advise?", [], "utter_section"),
    ],
)
def test_after_the_result_reasons_are_ones_own(
    resources: Resources, intent: str, text: str, topics: list[str], key: str
) -> None:
    outcome = ask(intent, *topics, resources=resources, text=text, topic="muscle_strain", **AFTER)
    assert outcome.say[0].key == key


def test_before_the_result_and_in_an_emergency_they_are_not(resources: Resources) -> None:
    for more in ({"ledger": AFTER["ledger"]}, {**AFTER, "situation": "emergency"}):
        outcome = ask("ask_causes", resources=resources, text="what could it be?", **more)
        assert all(reply.key != "utter_conditions_for_you" for reply in outcome.say)


def test_that_test_and_the_second_test_are_ones_own(resources: Resources) -> None:
    first = ask("explain_test", resources=resources, text="what is that test like?", **AFTER)
    second = ask("explain_test", resources=resources, text="and the second test?", **AFTER)
    names = [test.id for test in resources.assess(AFTER["ledger"]).tests]
    assert (first.slots["topic"], second.slots["topic"]) == tuple(names[:2])
    assert first.say[0].key == "utter_test"
    assert resources.store.item(names[0]).name in str(first.say[0].facts["name"])


@pytest.mark.parametrize(
    ("item", "said"), [("emg", "trained technician"), ("massage", "Trained hands")]
)
def test_who_does_a_test_or_a_treatment_is_told(resources: Resources, item: str, said: str) -> None:
    [reply] = ask("ask_specialists", item, resources=resources).say
    assert (reply.key, said in str(reply.facts["who"])) == ("utter_done_by", True)


def test_how_it_goes_on_with_a_condition_begins_with_the_condition(resources: Resources) -> None:
    first, second = ask("ask_prognosis", "radiculitis", resources=resources).say
    assert "nerve root" in words(first)
    assert "depends on the cause" in words(second)
