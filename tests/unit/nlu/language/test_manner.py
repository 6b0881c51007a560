"""How findings and danger signs are told: plainly, as over, of others, or as a question."""

from __future__ import annotations

import pytest

from nlu.language.language import Language
from nlu.language.manner import SignMannerReader
from tests.unit.nlu.language.conftest import Read

FINDINGS = [
    # text, finding, manner
    ("I have pain in my leg", "leg_pain", "plain"),
    ("Three winters ago the pain went down my leg and then it eased", "leg_pain", "past"),
    ("After my ankle op the foot was numb. That went away by May.", "numbness", "past"),
    ("My left leg was weak after the birth but came right back", "weakness", "past"),
    ("My knees were swollen last night", "joint_swelling", "plain"),
    ("The pain started after my operation and has not eased", "pain", "plain"),
    ("Slipped disc in 2012, now my calf hurts and tingles", "leg_pain", "plain"),
    ("He had a stroke four years ago", "stroke", "plain"),  # such a thing stays
    ("It's our Ted whose legs tremble", "leg_tremor", "others"),
    ("half of my residents are incontinent, I lift them all day", "bladder_bowel", "others"),
    ("Say I woke up with a numb foot, should I write again?", "numbness", "asked"),
    ("What should I do if I suddenly can't hold my water?", "bladder_bowel", "asked"),
]


@pytest.mark.parametrize(("text", "finding", "manner"), FINDINGS)
def test_how_a_finding_is_told(read: Read, text: str, finding: str, manner: str) -> None:
    found = [fact for fact in read(text).of("finding") if fact.value == finding]
    assert [fact.manner for fact in found] == [manner]


@pytest.mark.parametrize(
    "text",
    [
        "Caller says her son gets spasms. Caller herself: shaky lower back when lifting.",
        "Carer ringing about herself, not about her client. Client gets spasms.",
        "Agent: caller's wife has spasms, he says he himself is fine apart from the back.",
    ],
)
def test_who_calls_for_themselves_is_not_whom_they_mention(read: Read, text: str) -> None:
    spasm = next(fact for fact in read(text).of("finding") if fact.value == "spasm")
    assert spasm.subject == "other"
    assert all(fact.value != "relative" for fact in read(text).of("person"))


SIGNS = [
    # text, the words of the sign, manner
    ("Grandpa's mouth drooped in 2019. I'm 20 and my back shakes.", "mouth drooped", "past"),
    ("My nan cannot feel her wee coming. Me, I only have a shaky back.", "cannot feel", "others"),
    ("My nan cannot feel her wee coming and her back shakes.", "cannot feel", "plain"),
    ("Suddenly I cannot feel my wee coming.", "cannot feel", "plain"),
    ("What if I cannot feel my wee coming one day?", "cannot feel", "asked"),
]


@pytest.mark.parametrize(("text", "words", "manner"), SIGNS)
def test_how_a_danger_sign_is_told(text: str, words: str, manner: str) -> None:
    start = text.index(words)
    read = SignMannerReader().read(Language().read(text), start, start + len(words))
    assert read == manner
