"""The language of weights and rules."""

from __future__ import annotations

import pytest

from assessment.terms import Span, comparison, finding_of, findings_of, parse_span, range_of


@pytest.mark.parametrize(
    ("term", "span", "holds"),
    [
        ("age>=50", Span(50, 50), True),
        ("age>=50", Span(49, 49), False),
        ("age>50", Span(50, 50), False),
        ("age<40", Span(39, 39), True),
        ("age<=40", Span(40, 40), True),
        ("age>=50", Span(45, 60), False),
        ("age<70", Span(45, 60), True),
        ("duration<14", Span(0, 13), True),
        ("duration>=84", Span(84, float("inf")), True),
        ("duration<200", Span(84, float("inf")), False),
        ("age>=50", None, False),
    ],
)
def test_a_comparison_holds_only_if_it_is_certain(term: str, span: Span, holds: bool) -> None:
    found = comparison(term)
    assert found is not None
    assert found.holds(span) is holds


@pytest.mark.parametrize(
    "term", ["numbness", "!numbness", "course:acute", "age", "age=50", "weight>3"]
)
def test_other_terms_are_no_comparison(term: str) -> None:
    assert comparison(term) is None


@pytest.mark.parametrize(
    ("term", "finding"),
    [
        ("numbness", "numbness"),
        ("!numbness", "numbness"),
        ("course:acute", None),
        ("flag:stroke", None),
        ("age>=50", None),
    ],
)
def test_the_finding_inside_a_term(term: str, finding: str | None) -> None:
    assert finding_of(term) == finding


def test_findings_of_many_terms_come_in_a_stable_order() -> None:
    assert findings_of({"pain", "course:acute", "!anxiety"}) == ("anxiety", "pain")


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("21", Span(21, 21)),
        ("0.5", Span(0.5, 0.5)),
        ("14-42", Span(14, 42)),
        ("84-", Span(84, float("inf"))),
        ("", None),
    ],
)
def test_numbers_and_ranges(value: str, span: Span | None) -> None:
    assert parse_span(value) == span


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("days_14_42", "14-42"), ("age_71", "71-"), ("unknown", None), ("both_x", None)],
)
def test_a_choice_can_stand_for_a_range(choice: str, expected: str | None) -> None:
    assert range_of(choice) == expected
