"""What a text may say, and which terms rules may be written in."""

from __future__ import annotations

import pytest

from knowledge.terms import term_fault
from knowledge.tone import faults, sentences


@pytest.mark.parametrize(
    "text",
    [
        "It can be linked with worn discs.",
        "How old {are} {you}? {do} {you} feel it? Did {you} fall?",
        "{you} {have} to rest",  # an obligation is no diagnosis
        "{you} {are} asked to lie down, and {you} can stop it.",
        "Do not stop taking it without the doctor.",
        "It takes 20 to 40 minutes.",
    ],
)
def test_harmless_texts_pass(text: str) -> None:
    assert list(faults(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "You have a slipped disc.",
        "{you} {have} multiple sclerosis",
        "you probably have it",
        "Take 2 tablets.",
        "About 0.5 mg helps.",
        "Start taking iron.",
        "{patient} rests",
        "as {you} feel",
        "nobody can see {you}",
    ],
)
def test_what_must_not_be_said_is_found(text: str) -> None:
    assert list(faults(text))


def test_sentences_are_counted_by_their_ends() -> None:
    assert sentences("One. Two? Three!") == 3
    assert sentences("It costs 3.5 minutes. That is all.") == 2


@pytest.mark.parametrize(
    "term",
    [
        "numbness", "!numbness", "activation:static", "course:chronic", "onset:sudden",
        "age>=50", "age<40", "duration<14", "duration >= 0.5", "flag:stroke",
    ],
)  # fmt: skip
def test_terms_of_the_contract_pass(term: str) -> None:
    assert term_fault(term, {"numbness"}, {"stroke"}) is None


@pytest.mark.parametrize(
    "term", ["numb", "!numb", "activation:fast", "speed:high", "age=50", "flag:strok", ""]
)
def test_other_terms_are_refused(term: str) -> None:
    assert term_fault(term, {"numbness"}, {"stroke"})
