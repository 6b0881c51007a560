"""What the gateway may ask of the engine."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import BadRequest
from engine.requests import LONGEST_TEXT, TurnRequest, harmless, parse_payload

GOOD: dict[str, Any] = {"conversation": "c", "message_id": "m", "text": "hello"}


def test_a_good_request_is_read() -> None:
    request = TurnRequest.from_json({**GOOD, "channel": "telegram", "emergency_number": "112"})
    assert (request.text, request.channel, request.clinic["emergency_number"]) == (
        "hello",
        "telegram",
        "112",
    )


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        ([], "object"),
        ({**GOOD, "conversation": ""}, "'conversation'"),
        ({**GOOD, "message_id": 7}, "'message_id'"),
        ({**GOOD, "payload": "/affirm"}, "Exactly one"),
        ({"conversation": "c", "message_id": "m"}, "Exactly one"),
        ({**GOOD, "text": "x" * (LONGEST_TEXT + 1)}, str(LONGEST_TEXT)),
    ],
)
def test_a_bad_request_names_what_is_wrong(request_: Any, names: str) -> None:
    with pytest.raises(BadRequest, match=names):
        TurnRequest.from_json(request_)


def test_a_payload_is_read_without_any_classifier() -> None:
    parsed = parse_payload('/answer{"question":"onset","choice":"sudden"}')
    assert parsed["intent"] == {"name": "answer", "confidence": 1.0}
    assert [(e["entity"], e["value"]) for e in parsed["entities"]] == [
        ("question", "onset"),
        ("choice", "sudden"),
    ]


@pytest.mark.parametrize("payload", ["affirm", "/Affirm", "/affirm{", "/affirm{nonsense}", "//x"])
def test_a_broken_payload_is_refused(payload: str) -> None:
    with pytest.raises(BadRequest):
        parse_payload(payload)


@pytest.mark.parametrize("word", ["restart", "Stop", "help", "summary"])
def test_a_command_that_is_typed_is_its_word(word: str) -> None:
    assert harmless(f" /{word} ") == word


@pytest.mark.parametrize("text", ["/affirm", "/answer", "/stop{}", "/restart now"])
def test_other_words_behind_a_slash_stay_no_commands(text: str) -> None:
    assert harmless(text) == "\u2044" + text[1:]


@given(st.text())
def test_no_free_text_can_become_a_payload(text: str) -> None:
    assert not harmless(text).startswith("/")
    assert not harmless("/" + text).startswith("/")
    assert not harmless(" \x1f\u3000/" + text).startswith("/")
