"""Cleaning: what is dropped, what stays, and that it never takes long."""

from __future__ import annotations

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import FRACTION_SLASH, clean, for_engine

ACUTE, DOT = "\u0301", "\u0323"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
VOWELLED = "\u0648\u0638\u064e\u0647\u0652\u0631\u0650"
LONG_OF = ["a", ACUTE, ACUTE + DOT, "e" + ACUTE, "\x00", "\ud800", "\r\n", "\u0958", " ", FAMILY]


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("  my back \n", "my back"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("one\r\ntwo\rthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("\ufeffa\u200bb\u2060c\u00add", "abcd"),
        ("e" + ACUTE, "\u00e9"),
        ("b" + ACUTE * 9, "b" + ACUTE * 4),
        ("x" + (ACUTE + DOT) * 9 + "c", "x" + DOT * 2 + ACUTE * 2 + "c"),
        ("\u0915\u094d\u0937\u093f", "\u0915\u094d\u0937\u093f"),
        (FAMILY, FAMILY),
        (VOWELLED, VOWELLED),
        ("\u3000\u00a0\u2003", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_table(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()  # can be stored and sent


@given(st.text(alphabet=st.characters(), min_size=1).map(lambda text: text + "/restart"))
def test_no_text_can_begin_like_a_payload(text: str) -> None:
    # Rasa strips the same blanks that Python strips, then looks for a slash.
    assert not for_engine(clean(text)).strip().startswith("/")


@pytest.mark.parametrize("text", ["/affirm", " /affirm", "\u3000\x1f/affirm", "\ufeff/affirm"])
def test_the_leading_slash_becomes_a_fraction_slash(text: str) -> None:
    assert for_engine(clean(text)) == f"{FRACTION_SLASH}affirm"


@pytest.mark.parametrize("unit", LONG_OF)
def test_the_cost_grows_no_faster_than_the_text(unit: str) -> None:
    short, long = (_cost(unit * (length // len(unit))) for length in (4_000, 64_000))
    assert long < short * 16 * 4  # were it the square, it would be 256 times


def _cost(text: str) -> float:
    return min(timeit.repeat(lambda: clean(text), number=1, repeat=5))
