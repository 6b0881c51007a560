"""The kind of tremor, by every rule of the vocabulary."""

from __future__ import annotations

import pytest

from assessment.assess import assess
from assessment.ledger import Evidence
from assessment.results import Classification
from tests.unit.assessment.builders import clinical_model, told


def kind(*words: str) -> Classification:
    return assess(told(*words), clinical_model()).classification


@pytest.mark.parametrize(
    ("words", "activation"),
    [
        ("", "unclear"),
        ("activation:static", "static"),
        ("activation:kinetic", "kinetic"),
        ("activation:static activation:kinetic", "both"),
        ("activation:static !activation:kinetic", "static"),
        ("!activation:static activation:kinetic", "kinetic"),
        ("!activation:static", "unclear"),
        ("!activation:kinetic", "unclear"),
        ("?activation:static ?activation:kinetic", "unclear"),
        ("activation:kinetic activation:static !activation:kinetic", "static"),
    ],
)
def test_activation_is_what_was_said_and_never_invented(words: str, activation: str) -> None:
    assert kind(*words.split()).activation == activation


@pytest.mark.parametrize(
    ("words", "course"),
    [
        ("", "unclear"),
        ("duration=0", "acute"),
        ("duration=42", "acute"),
        ("duration=43", "unclear"),
        ("duration=83", "unclear"),
        ("duration=84", "chronic"),
        ("duration=730", "chronic"),
        ("onset:sudden", "acute"),
        ("onset:gradual", "chronic"),
        ("onset:recurrent", "chronic"),
        ("duration=60 onset:sudden", "acute"),
        ("duration=60 onset:gradual", "chronic"),
        ("duration=60 onset:recurrent", "chronic"),
        ("duration=730 onset:sudden", "chronic"),
        ("duration=10 onset:gradual", "acute"),
        ("course:chronic", "chronic"),
        ("course:acute", "acute"),
        ("course:chronic onset:sudden", "chronic"),
        ("course:chronic duration=5", "acute"),
        ("course:chronic duration=60 onset:sudden", "acute"),
        ("?onset:", "unclear"),
        ("?duration= onset:sudden", "acute"),
        ("duration=14-42", "acute"),
        ("duration=43-83", "unclear"),
        ("duration=43-83 onset:gradual", "chronic"),
        ("duration=84-", "chronic"),
    ],
)
def test_duration_outranks_onset_and_onset_decides_between_six_and_twelve_weeks(
    words: str, course: str
) -> None:
    assert kind(*words.split()).course == course


@pytest.mark.parametrize(
    ("words", "days"),
    [("duration=21", 21), ("duration=0.5", 0), ("duration=14-42", None), ("", None)],
)
def test_days_are_given_only_as_a_stated_number(words: str, days: int | None) -> None:
    assert kind(*words.split()).to_dict()["duration_days"] == days


def test_the_newest_duration_counts() -> None:
    assert kind("duration=3", "duration=400").course == "chronic"


def test_the_newest_onset_counts_also_when_it_was_said_before() -> None:
    assert kind("onset:sudden", "onset:gradual", "onset:sudden").onset == "sudden"


def test_not_sure_takes_an_onset_back() -> None:
    assert kind("onset:sudden", "?onset:").onset is None


def test_a_relatives_tremor_says_nothing_about_the_patients() -> None:
    ledger = told().add(Evidence("activation", "static", subject="other"))
    assert assess(ledger, clinical_model()).classification.activation == "unclear"
