"""For every finding the same words said to be there, denied, in doubt, feared and a relative's."""

from __future__ import annotations

import pytest

from nlu.language.interpretation import Interpreter
from tests.unit.nlu.language.conftest import Read

# noun phrases: "I have X", "no X", "not sure if I have X"
NOUNS = {
    "stress": "a lot of stress at work",
    "sleep_loss": "insomnia",
    "trauma": "a car accident",
    "pain": "pain",
    "leg_pain": "pain in my left leg",
    "night_pain": "pain at night",
    "stiffness": "stiffness",
    "morning_stiffness": "stiffness in the morning",
    "spasm": "cramps",
    "weakness": "weakness in my legs",
    "numbness": "tingling in my toes",
    "leg_tremor": "trembling in my legs",
    "hand_tremor": "shaking in my hands",
    "urge_to_move_legs": "an urge to move my legs",
    "balance": "unsteadiness",
    "vision": "blurred vision",
    "speech": "slurred speech",
    "fever": "a fever",
    "weight_loss": "weight loss",
    "joint_swelling": "swollen knees",
    "muscle_tenderness": "muscle tenderness",
    "rash": "a rash",
    "limited_mobility": "limited mobility",
    "anxiety": "panic attacks",
    "palpitations": "palpitations",
    "sweating": "night sweats",
    "heat_intolerance": "heat intolerance",
    "low_mood": "low mood",
    "bladder_bowel": "bladder problems",
    "saddle_numbness": "numbness between my legs",
    "parkinson": "Parkinson's",
    "ms": "multiple sclerosis",
    "osteochondrosis": "osteochondrosis",
    "hernia": "a slipped disc",
    "radiculitis": "sciatica",
    "spondylosis": "spondylosis",
    "arthritis": "arthritis",
    "rls": "restless legs syndrome",
    "myositis": "myositis",
    "thyroid": "thyroid disease",
    "diabetes": "diabetes",
    "back_injury": "an old back injury",
    "back_surgery": "back surgery",
    "cancer": "cancer",
    "osteoporosis": "osteoporosis",
    "stroke": "a stroke",
    "epilepsy": "epilepsy",
    "iron_deficiency": "low iron",
    "kidney": "kidney disease",
    "mental_health": "bipolar disorder",
}
FRAMES = [
    ("I have {}", "present"),
    ("Yes, there is {} as well", "present"),
    ("I have no {bare}", "absent"),
    ("I don't have {bare}", "absent"),
    ("pt denies {bare}", "absent"),
    ("without any {bare}", "absent"),
    ("neither fever nor {bare}", "absent"),
    ("I'm not sure if I have {}", "unknown"),
    ("what if I get {}?", "hypothetical"),
    ("I'm worried it might be {}", "hypothetical"),
]


def _bare(noun: str) -> str:
    return noun.removeprefix("a lot of ").removeprefix("an ").removeprefix("a ")


def _status(read: Read, text: str, finding: str) -> set[str]:
    facts = [fact for fact in read(text).of("finding") if fact.value == finding]
    return {fact.status for fact in facts if fact.subject == "self"}


@pytest.mark.parametrize(("frame", "status"), FRAMES, ids=[frame for frame, _ in FRAMES])
@pytest.mark.parametrize("finding", sorted(NOUNS))
def test_status_of_every_finding(read: Read, finding: str, frame: str, status: str) -> None:
    noun = NOUNS[finding]
    text = frame.format(noun, bare=_bare(noun))
    assert _status(read, text, finding) == {status}, text


@pytest.mark.parametrize("finding", sorted(set(NOUNS) - {"back_injury", "back_surgery"}))
def test_a_relatives_finding_is_not_the_patients(read: Read, finding: str) -> None:
    noun = NOUNS[finding].replace("my ", "her ")
    text = f"My back trembles. My sister has {noun}."
    assert _status(read, text, finding) == set(), text


@pytest.mark.parametrize(
    "finding", ["pain", "numbness", "weakness", "spasm", "fever", "anxiety", "stiffness", "rash"]
)
@pytest.mark.parametrize(
    "frame", ["I used to have {}", "I had {} as a child", "I had {}, now gone"]
)
def test_what_is_over_is_past(read: Read, finding: str, frame: str) -> None:
    text = frame.format(NOUNS[finding])
    assert finding not in read(text).findings(), text


def test_every_finding_of_the_lexicon_has_at_least_twelve_ways(interpreter: Interpreter) -> None:
    phrases = interpreter.language.lists["findings"].phrases
    ways = {
        key: sum(phrase.count("|") + 1 for phrase in said)
        for key, said in phrases.items()
        if ":" not in key
    }
    assert {key: count for key, count in ways.items() if count < 12} == {}
