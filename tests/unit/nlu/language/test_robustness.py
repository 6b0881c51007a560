"""Spelling, odd input and time: nothing crashes, offsets are the user's, cost grows linearly."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.language.interpretation import Interpreter
from tests.unit.nlu.language.conftest import Read

MESSAGE = (
    "Hi, for about three weeks my lower back has been trembling when I bend down, no numbness "
    "and no pain, but I can't sleep and my legs feel weak since I fell off a ladder on Monday. "
    "I take sertraline and drink a lot of coffee; my father had Parkinson's. Should I worry? "
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("my foot is nubm", "numbness"),
        ("nubmness in my foot", "numbness"),
        ("numbnes", "numbness"),
        ("my legs are weka", "weakness"),
        ("weaknes in my lges", "weakness"),
        ("I have a feverr", "fever"),
        ("siffness in the back", "stiffness"),
        ("pins n needles", "numbness"),
        ("backpain", "pain"),
        ("i cant sleeep", "sleep_loss"),
        ("osteochondrsis", "osteochondrosis"),
        ("parkinsens", "parkinson"),
        ("MY LEG GIVES WAY", "weakness"),
        ("i can’t feel my foot", "numbness"),
    ],
)
def test_misspelt_words_are_understood(read: Read, text: str, finding: str) -> None:
    assert finding in read(text).findings()


@pytest.mark.parametrize("word", ["house", "their", "though", "never", "without", "pan", "weak"])
def test_real_words_are_left_alone(interpreter: Interpreter, word: str) -> None:
    assert interpreter.language.speller.mend(word) == word


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.characters(), max_size=200))
def test_no_text_crashes_the_reading(interpreter: Interpreter, text: str) -> None:
    reading = interpreter.read(text)
    for fact in reading.facts:
        assert 0 <= fact.start < fact.end <= len(text)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from([*MESSAGE.split(), "\x00", "\ud800", "🤕", "½", "-", "/"]), max_size=60
    )
)
def test_no_row_of_known_words_crashes_the_reading(
    interpreter: Interpreter, words: list[str]
) -> None:
    text = " ".join(words)
    reading = interpreter.read(text)
    segments = [text[start:end] for start, end in reading.segments]
    assert all(segments)


@pytest.mark.parametrize(
    "piece",
    [
        MESSAGE + " ", "a", "no ", "leg ", "numb ", "ago ", "now ", "was ", "can't ", "not only ",
        "don't feel my legs, ", "(", "([{<", "_", "-a", "a.", "(a", "😀", "9", "1/", "$1",
    ],
)  # fmt: skip
def test_the_work_grows_no_faster_than_the_text(interpreter: Interpreter, piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (500, 4_000))
    grown = len(long) / len(short)
    # Counted in calls, which no busy machine changes. Half as much again is for what a text
    # needs once; with the square of the text, it would be eightfold.
    assert calls_of_reading(interpreter, long) < calls_of_reading(interpreter, short) * grown * 1.5


def calls_of_reading(interpreter: Interpreter, text: str) -> int:
    """How many functions are called to read a text."""
    interpreter.read(text)  # words met for the first time are looked up once
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        interpreter.read(text)
    finally:
        sys.setprofile(before)
    return calls
