"""While an emergency is in force, every reply begins with the action to take."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker

from actions.answers import RETRACTION
from actions.ask_rephrase import AskRephrase
from actions.base import read_turn
from actions.emergency import for_whom, kept_in_sight, newest_emergency
from actions.explain_conditions import ExplainCauses
from actions.explain_result import ExplainResult
from actions.explain_specialists import ExplainSpecialists
from actions.explain_urgency import ExplainUrgency
from actions.raise_emergency import RaiseEmergency
from actions.resources import Resources
from actions.take_answer import TakeAnswer
from actions.turn import Say, Speaker, Turn
from actions.update_ledger import UpdateLedger
from assessment.ledger import Evidence, Ledger
from assessment.results import Assessment

STANDS = "utter_emergency_stands"


def emergency(*flags: str) -> Ledger:
    return Ledger().extend(Evidence("flag", flag, quote="my words") for flag in flags)


def assessed(resources: Resources, *flags: str) -> Assessment:
    return resources.assess(emergency(*flags))


@pytest.mark.parametrize(("flag", "key"), [("stroke", STANDS), ("suicidal", "utter_crisis_stands")])
def test_the_action_comes_before_any_other_reply(resources: Resources, flag: str, key: str) -> None:
    say = kept_in_sight([Say("utter_thank")], Turn(), assessed(resources, flag))
    assert [reply.key for reply in say] == [key, "utter_thank"]


@pytest.mark.parametrize(
    "first",
    [
        Say("utter_emergency", kind="emergency"),
        Say("utter_confirm_retraction", kind="question", question_id=RETRACTION),
    ],
)
def test_what_is_about_the_alarm_stands_alone(resources: Resources, first: Say) -> None:
    assert kept_in_sight([first], Turn(), assessed(resources, "stroke")) == [first]


def test_suicidal_words_come_before_all_other_flags(resources: Resources) -> None:
    flag = newest_emergency(assessed(resources, "suicidal", "stroke"))
    assert flag is not None
    assert flag.id == "suicidal"


@pytest.mark.parametrize("question", ["restart", RETRACTION, None])
def test_no_button_but_a_confirmed_mistake_ends_it(
    resources: Resources, question: str | None
) -> None:
    turn = Turn(
        intent="deny",
        text="no",
        ledger=emergency("stroke"),
        situation="emergency",
        open_question=question,
    )
    outcome = TakeAnswer(resources).respond(turn)
    assert [reply.key for reply in outcome.say] == [STANDS]
    assert "ledger" not in outcome.slots


def test_nonsense_gets_the_action_and_no_example(resources: Resources) -> None:
    turn = Turn(intent="gibberish", ledger=emergency("stroke"), situation="emergency")
    assert [reply.key for reply in AskRephrase(resources).respond(turn).say] == [STANDS]


@pytest.mark.parametrize("action", [ExplainResult, ExplainUrgency])
def test_no_list_of_causes_stands_in_the_way(
    resources: Resources, action: type[ExplainResult] | type[ExplainUrgency]
) -> None:
    turn = Turn(intent="ask_urgency", ledger=emergency("stroke"), situation="emergency")
    assert [reply.key for reply in action(resources).respond(turn).say] == ["utter_why_urgency"]


@pytest.mark.parametrize(
    ("text", "level"),
    [("ok", "emergency"), ("fine", "emergency"), ("yes, my mistake", "undetermined")],
)
def test_an_ok_does_not_take_an_alarm_back(resources: Resources, text: str, level: str) -> None:
    turn = Turn(
        intent="affirm",
        text=text,
        message_id="m2",
        ledger=emergency("stroke"),
        situation="emergency",
        open_question=RETRACTION,
    )
    ledger = Ledger.from_list(UpdateLedger(resources).respond(turn).slots["ledger"])
    assert resources.assess(ledger).urgency.level == level


@pytest.mark.parametrize("action", [ExplainCauses, ExplainSpecialists])
def test_lists_wait(
    resources: Resources, action: type[ExplainCauses] | type[ExplainSpecialists]
) -> None:
    turn = Turn(intent="ask_causes", ledger=emergency("stroke"), situation="emergency")
    assert [reply.key for reply in action(resources).respond(turn).say] == [STANDS]


def test_without_a_crisis_line_a_way_to_one_is_named(resources: Resources) -> None:
    latest = {"text": "…", "metadata": {"emergency_number": "112", "crisis_line": ""}}
    tracker = Tracker("t", {}, latest, [], False, None, {}, "action_listen")
    line = read_turn(tracker).clinic["crisis_line"]
    assert "crisis line" in line and "helpline" in line


@pytest.mark.parametrize(
    ("quote", "asked"),
    [
        ("Any new bladder or bowel trouble? yes", "Any new bladder or bowel trouble?"),
        ("can it be a stroke? my face droops", None),
        ("my face droops", None),
    ],
)
def test_our_own_question_is_not_quoted_as_the_persons_words(
    resources: Resources, quote: str, asked: str | None
) -> None:
    ledger = Ledger().add(Evidence("flag", "cauda_equina", quote=quote))
    (reply,) = RaiseEmergency(resources).respond(Turn(ledger=ledger, situation="emergency")).say
    assert reply.facts.get("asked") == asked
    assert reply.key == ("utter_emergency_answered" if asked else "utter_emergency")


PATIENT, MOTHER, CALLER = Speaker(), Speaker("relative", "mother", "she"), Speaker("agent")


@pytest.mark.parametrize(
    ("speaker", "text", "quote", "of_another"),
    [
        (PATIENT, "I want to die", "want to die", False),
        (PATIENT, "my dad wants to kill himself, what can I do?", "wants to kill himself", True),
        (PATIENT, "I'm afraid my dad wants to end his life", "wants to end his life", True),
        (PATIENT, "my wife talks about killing herself, I am scared", "killing herself", True),
        (PATIENT, "no way out any more", "no way out any more", False),
        (MOTHER, "honestly I can't go on, I want to die", "can't go on", False),
        (MOTHER, "She cries a lot and so do I. Some days I just want to die", "want to die", False),
        (MOTHER, "she left me and I want to die", "she left me and I want to die", False),
        (MOTHER, "I think she wants to end it all", "wants to end it all", True),
        (MOTHER, '"I want to die" is what she keeps telling me', "want to die", True),
        (MOTHER, "no will to live any more", "no will to live any more", True),
        (CALLER, "I want to die", "want to die", True),
    ],
)
def test_who_speaks_of_dying_is_spoken_to(
    speaker: Speaker, text: str, quote: str, of_another: bool
) -> None:
    ledger = Ledger().add(Evidence("flag", "suicidal", quote=quote, turn=3))
    now = Turn(ledger, number=3, text=text, speaker=speaker)
    later = Turn(ledger, 5, text="ok", speaker=speaker, story=[{"turn": 3, "text": text}])
    wanted = "utter_crisis_stands_other" if of_another else "utter_crisis_stands"
    assert [for_whom("utter_crisis_stands", turn) for turn in (now, later)] == [wanted, wanted]
