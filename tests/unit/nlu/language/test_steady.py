"""Signs that are known for long: what says so, and what takes it back."""

from __future__ import annotations

import pytest

from nlu.language.language import Language
from nlu.language.steady import is_steady, steady_signs


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


@pytest.mark.parametrize(
    ("text", "steady"),
    [
        ("weak bladder for twenty years, my urologist knows about it", True),
        ("the bladder has been like this since my second child", True),
        ("leaking when I sneeze, nothing new", True),
        ("numb there since 2010, no change", True),
        ("bladder same as always", True),
        ("weak bladder", False),
        ("my bladder has been weak since Tuesday", False),
        ("bladder trouble for years but since Monday I feel nothing", False),
        ("weak bladder for years, worse lately", False),
        ("for years it was fine, now it no longer holds", False),
        ("twenty years of leaking and today it is suddenly different", False),
    ],
)
def test_what_is_known_for_long(language: Language, text: str, steady: bool) -> None:
    assert is_steady(language.read(text), 0, 0) is steady


@pytest.mark.parametrize(
    ("text", "steady"),
    [
        ("my bladder has been weak for decades, my back trembles since Monday", True),
        ("a bladder that leaks since 2010, and the back started to shake last week", True),
        ("the bladder is weak for decades, since Monday my back trembles and bladder leaks", False),
        ("bladder weak for years. My back trembles. It is worse since Monday", False),
    ],
)
def test_a_change_of_the_tremor_is_none_of_the_sign(
    language: Language, text: str, steady: bool
) -> None:
    start = text.rindex("bladder")
    assert is_steady(language.read(text), start, start + len("bladder")) is steady


def test_each_sign_stands_for_a_red_flag() -> None:
    assert set(steady_signs().values()) == {"cauda_equina"}
