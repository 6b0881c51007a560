"""What a word means, and what a question means."""

from __future__ import annotations

import pytest

from actions.explain_word import ExplainWord
from actions.resources import Resources
from actions.turn import Turn


@pytest.mark.parametrize(
    ("text", "open_question", "key"),
    [
        ("what does kinetic mean?", "pain", "utter_term"),
        ("what do you mean?", "pain", "utter_question_meant"),
        ("what does blorp mean?", None, "utter_term_unknown"),
        ("what do you mean?", "clear", "utter_term_unknown"),
    ],
)
def test_a_word_of_the_trade_or_else_the_open_question(
    resources: Resources, text: str, open_question: str | None, key: str
) -> None:
    turn = Turn(intent="what_means", text=text, open_question=open_question)
    assert [reply.key for reply in ExplainWord(resources).respond(turn).say] == [key]
