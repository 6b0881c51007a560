"""A question is never asked twice in the same words."""

from __future__ import annotations

from actions.ask_next_answer import wording
from actions.resources import Resources

TIMES = 12  # more often than anybody is asked


def test_no_wording_comes_twice(resources: Resources) -> None:
    questions = [row for (kind, _), row in resources.rows.items() if kind == "questions"]
    for question in questions:
        said = [wording(question["text"], times) for times in range(TIMES)]
        assert len(set(said)) == TIMES, question["id"]


def test_the_full_wording_comes_first(resources: Resources) -> None:
    texts = resources.question("safety")["text"]
    assert [wording(texts, times) for times in range(len(texts))] == list(texts)
