"""The small words that sentences are filled with."""

from __future__ import annotations

import pytest

from actions.turn import Speaker
from actions.wording import age_words, denied, duration_words, for_speaker, listed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "since today"),
        ("1", "since yesterday"),
        ("3", "for about 3 days"),
        ("7", "for about a week"),
        ("10", "for about 10 days"),
        ("45", "for about 6 weeks"),
        ("21", "for about 3 weeks"),
        ("30", "for about a month"),
        ("90", "for about 3 months"),
        ("730", "for about 2 years"),
        ("14-42", "for 2 to 6 weeks"),
        ("84-", "for 3 months or longer"),
    ],
)
def test_a_duration_as_a_person_would_say_it(value: str, words: str) -> None:
    assert duration_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("67", "67 years old"),
        ("35-50", "35 to 50 years old"),
        ("71-", "71 years or older"),
    ],
)
def test_an_age(value: str, words: str) -> None:
    assert age_words(value) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        (Speaker(), "You are shaking. Your legs hold."),
        (Speaker("relative", "mother", "she"), "She is shaking. Her legs hold."),
        (Speaker("agent"), "The caller is shaking. The caller's legs hold."),
        (Speaker("agent", about="she"), "She is shaking. Her legs hold."),
        (Speaker("agent", about="patient"), "You are shaking. Your legs hold."),
        (Speaker("agent", about="nobody knows"), "The caller is shaking. The caller's legs hold."),
    ],
)
def test_each_speaker_is_addressed_in_their_own_way(speaker: Speaker, words: str) -> None:
    assert for_speaker("{you} {are} shaking. {your} legs hold.", speaker) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("a rash", "no rash"), ("an old injury", "no old injury"), ("pain", "no pain")],
)
def test_what_is_denied(name: str, words: str) -> None:
    assert denied(name) == words
