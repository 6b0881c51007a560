"""The summary as FHIR R4: valid by the library's schema, and true to its own questionnaire."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from bot.settings import ClinicSettings
from bot.summary.fhir import response_of
from bot.summary.names import read_names
from bot.texts import load_texts

Json = dict[str, Any]

ROOT = Path(__file__).parents[3]
FACTS = ROOT / "tests/fakes/summary.json"
TIMES = {
    "began": "2026-11-27T20:51:00+00:00",
    "last": "2026-11-27T21:05:00+00:00",
    "written": "2026-11-27T21:06:00+00:00",
}
VALUES = {
    "string": "valueString",
    "choice": "valueCoding",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "dateTime": "valueDateTime",
}
EMPTY = {"complaint": [], "age": None, "findings": {}, "candidates": [], "tests": []}
EMPTY |= {"specialists": [], "unmatched": [], "unanswered": [], "complete": False}
EMPTY |= {"urgency": {"level": "undetermined", "flags": []}}


def response(**changes: Any) -> Json:
    facts = {**json.loads(FACTS.read_text(encoding="utf-8")), "times": TIMES, **changes}
    texts = load_texts(ClinicSettings.model_validate({}))
    names = read_names(ROOT / "knowledge.db", texts.words["summary"]["speaker"])
    return response_of(facts, texts, names)


SUMMARIES = {
    "a whole conversation": {},
    "one that has hardly begun": EMPTY,
    "a caller of the clinic": {"speaker": {"role": "agent"}},
    "an emergency without words": {
        "urgency": {
            "level": "emergency",
            "flags": [{"id": "stroke", "quote": "", "status": "active"}],
        }
    },
}


@pytest.mark.parametrize("changes", SUMMARIES.values(), ids=SUMMARIES)
def test_it_is_valid_fhir(changes: Json) -> None:
    made = response(**changes)
    QuestionnaireResponse.model_validate(made)
    Questionnaire.model_validate(made["contained"][0])


@pytest.mark.parametrize("changes", SUMMARIES.values(), ids=SUMMARIES)
def test_every_answer_is_one_that_its_question_allows(changes: Json) -> None:
    made = response(**changes)
    assert made["questionnaire"] == f"#{made['contained'][0]['id']}"
    hold_items(made["item"], made["contained"][0]["item"])


def hold_items(items: list[Json], questions: list[Json]) -> None:
    """Items in the order of their questions, repeated only where they may, of the right type."""
    known = {question["linkId"]: question for question in questions}
    order = [question["linkId"] for question in questions]
    links = [item["linkId"] for item in items]
    assert links == sorted(links, key=order.index)
    for item in items:
        question = known[item["linkId"]]
        assert question.get("repeats") or links.count(item["linkId"]) == 1
        if question["type"] == "group":
            hold_items(item["item"], question["item"])
        else:
            hold_answers(item["answer"], question)


def hold_answers(answers: list[Json], question: Json) -> None:
    assert question.get("repeats") or len(answers) == 1
    options = [option["valueCoding"] for option in question.get("answerOption", ())]
    for answer in answers:
        assert list(answer) == [VALUES[question["type"]]]
        assert not options or answer["valueCoding"] in options


def test_it_says_what_the_summary_says() -> None:
    said = list(values(response()["item"]))
    assert (
        "complaint",
        "for three weeks my lower back has been trembling when I bend down",
    ) in said
    assert ("kind.duration", 21) in said
    assert ("flag.id", "spinal_infection") in said
    assert ("flag.status", "retracted") in said
    assert ("finding.quote", "no numbness") in said
    assert ("finding.status", "unknown") in said
    assert ("candidate.because", "leg_pain") in said
    assert ("record.content", "c0ffee" * 8) in said
    assert ("record.began", TIMES["began"]) in said


def values(items: list[Json]) -> Iterator[tuple[str, Any]]:
    for item in items:
        yield from values(item.get("item", []))
        for answer in item.get("answer", ()):
            value = next(iter(answer.values()))
            yield item["linkId"], value["code"] if isinstance(value, Mapping) else value


def test_who_told_it_is_said_in_fhirs_own_terms() -> None:
    assert response()["source"]["type"] == "RelatedPerson"
    assert response(speaker={"role": "agent"})["source"]["type"] == "PractitionerRole"
    assert response(speaker={})["source"]["type"] == "Patient"
