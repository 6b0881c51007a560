"""Random walks of 40 turns over everything that can be meant and tapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actions.answers import RETRACTION
from assessment.ledger import Ledger
from tests.unit.actions.dialogue import ROOT, Dialogue
from tests.unit.actions.moves import activation, finding, finish, red_flag
from tests.unit.assessment.builders import clinical_model

MODEL = clinical_model()
TURNS = 40
Step = tuple[str, Any, Any]

INTENTS = [
    name
    for row in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    for name in row
    if name not in ("start", "answer")
]
TOPICS = ["mri", "emg", "spondylosis", "parkinson", "neurologist", "massage", "chronic_pain"]
GRAVE = {"bladder_bowel", "saddle_numbness", "fever", "cancer", "trauma", "speech", "thyroid"}
HARMLESS = sorted(set(MODEL.finding_kinds) - GRAVE)


def _plain(name: str, value: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "quote": str(value), "start": 0}


def _person(relation: str) -> dict[str, Any]:
    pronoun = {"mother": "she", "son": "he"}[relation]
    return {"entity": "person", "value": "relative", "relation": relation, "pronoun": pronoun}


def _findings(names: Sequence[str]) -> Any:
    statuses = st.sampled_from(["present", "absent", "unknown"])
    return st.builds(finding, st.sampled_from(names), statuses)


SAID = st.one_of(
    _findings(HARMLESS),
    st.sampled_from(["static", "kinetic"]).map(activation),
    st.sampled_from([0.5, 3, 21, 60, 400]).map(lambda n: _plain("duration", n)),
    st.sampled_from(["sudden", "gradual", "recurrent"]).map(lambda v: _plain("onset", v)),
    st.sampled_from([8, 46, 83]).map(lambda n: _plain("age", n)),
    st.sampled_from(["mother", "son"]).map(_person),
    st.sampled_from(TOPICS).map(lambda topic: {"entity": "topic", "value": topic, "start": 5}),
    st.just({"entity": "unmatched", "value": "a humming hip"}),
)
FLAGS = st.builds(
    red_flag, st.sampled_from(sorted(MODEL.flags)), st.sampled_from(["present", "unclear"])
)
TAP = st.tuples(st.just("tap"), st.integers(0, 40), st.none())


def _say(what: Any) -> Any:
    return st.tuples(st.just("say"), st.sampled_from(INTENTS), st.lists(what, max_size=3))


def _walk(*steps: Any) -> Any:
    return st.lists(st.one_of(*steps), min_size=TURNS, max_size=TURNS)


# A danger sign ends most talk, so half of the walks have none but those that a tap may bring.
CALM = _walk(_say(SAID), TAP)
WILD = _walk(_say(SAID), _say(st.one_of(_findings(sorted(GRAVE)), FLAGS)), TAP)


@pytest.mark.slow
@given(st.one_of(CALM, WILD), st.sampled_from(["patient", "relative", "agent"]))
@settings(
    max_examples=40,
    derandomize=True,  # what a build says does not hang on luck
    phases=[Phase.generate],  # to shrink a walk takes longer than to read one
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_walk_never_breaks_off_never_repeats_itself_and_can_always_end(
    new_dialogue: Callable[..., Dialogue], steps: Sequence[Step], speaker: str
) -> None:
    talk, asked = new_dialogue(speaker), list[str]()
    for step in steps:
        before = talk.ledger
        take(step, talk)
        hold_manners(talk)
        hold_safety(talk, before, step)
        hold_question(talk, asked)
    can_end(talk)


def take(step: Step, talk: Dialogue) -> None:
    """Say something, or tap one of the buttons (where there are none, greet)."""
    kind, what, entities = step
    if kind == "say":
        talk.send(what, entities)
    elif talk.buttons:
        talk.tap(talk.buttons[what % len(talk.buttons)])
    else:
        talk.send("greet")


def hold_manners(talk: Dialogue) -> None:
    """There is an answer, nothing in it is unfilled, and every button leads somewhere."""
    assert talk.replies
    for reply in talk.replies:
        assert reply.text
        assert not set("{}") & set(reply.text), reply.text
        if reply.key == "utter_result":
            assert 6 <= len(reply.text.splitlines()) <= 12, reply.text
    for payload in talk.buttons:
        assert payload[1:].partition("{")[0] in (*INTENTS, "answer"), payload


def hold_safety(talk: Dialogue, before: Ledger, step: Step) -> None:
    """An emergency comes first and ends only by a confirmed correction, or with everything."""
    if talk.slots["situation"] == "emergency":
        first = talk.replies[0]
        assert first.kind == "emergency" or first.question_id == RETRACTION, first
        assert talk.loop is None
        assert not any(reply.key == "utter_result" for reply in talk.replies)
    elif talk.resources.assess(before).urgency.level == "emergency":
        erased = not talk.ledger.entries
        withdrawn = any(e.status == "retracted" for e in talk.ledger.standing("flag"))
        assert erased or withdrawn, step


def hold_question(talk: Dialogue, asked: list[str]) -> None:
    """Nothing is asked that is known, and no question comes twice in the same words.

    Who has everything forgotten begins anew: then the words are forgotten, too.
    """
    if not talk.slots.get("asked"):
        asked.clear()
    for reply in talk.replies:
        if reply.kind != "question" or reply.question_id not in MODEL.questions:
            continue
        assert reply.text not in asked, reply.text
        asked.append(reply.text)
        assert talk.ledger.latest("question", reply.question_id) is None
        if reply.question_id in MODEL.finding_kinds:
            assert talk.ledger.status("finding", reply.question_id) in (None, "retracted")


def can_end(talk: Dialogue) -> None:
    """Whatever happened: an alarm can be put right, and then a result can be had."""
    if talk.slots["situation"] == "emergency":
        talk.send("retract_emergency")
        talk.tap('/answer{"question":"retraction","choice":"yes"}')
        assert talk.slots["situation"] == "calm"
    talk.send("inform", [finding("stress"), activation("kinetic")])
    finish(talk, {"bladder_bowel": "no"})
    talk.send("repeat")
    assert "utter_result" in [reply.key for reply in talk.replies]


FACTS = st.one_of(
    st.builds(finding, st.sampled_from(HARMLESS), st.sampled_from(["present", "absent"])),
    st.sampled_from(["static", "kinetic"]).map(activation),
    st.sampled_from([3, 21, 60, 400]).map(lambda n: _plain("duration", n)),
    st.sampled_from(["sudden", "gradual"]).map(lambda v: _plain("onset", v)),
    st.sampled_from([24, 46, 73]).map(lambda n: _plain("age", n)),
)
DIGRESSIONS = [
    "greet",
    "ask_causes",
    "explain_test",
    "why_asked",
    "what_known",
    "how_long",
    "thank",
]
TELLING = st.tuples(st.sampled_from(["inform", "ask_tests"]), st.lists(FACTS, max_size=3))
ASIDE = st.tuples(st.sampled_from([*DIGRESSIONS, "nlu_fallback"]), st.just([]))


@pytest.mark.slow
@given(st.lists(st.one_of(TELLING, TELLING, ASIDE), max_size=14))
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_was_put_right_comes_to_the_same_as_what_was_right_at_once(
    new_dialogue: Callable[..., Dialogue],
    said: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
) -> None:
    talk, fresh = new_dialogue(), new_dialogue()
    right: dict[tuple[str, str], Mapping[str, Any]] = {("duration", ""): _plain("duration", 3)}
    opening = [right["duration", ""]]
    talk.send("inform", opening)
    for intent, facts in said:
        for fact in facts:
            named = str(fact["value"]) if fact["entity"] in ("finding", "activation") else ""
            right.pop((fact["entity"], named), None)
            right[fact["entity"], named] = fact
        talk.send(intent, facts)
    fresh.send("inform", list(right.values()))
    late, new = _screened(talk), _screened(fresh)
    assert late.classification == new.classification
    assert late.urgency == new.urgency
    assert late.candidates == new.candidates
    assert (late.specialists, late.tests) == (new.specialists, new.tests)


def _screened(talk: Dialogue) -> Any:
    """The assessment after the checklist was answered with none of the signs."""
    talk.tap('/answer{"question":"safety","choice":"none"}')
    return talk.assessment
