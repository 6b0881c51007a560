"""What is made of the API's JSON, and the queue's order."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from bot.console_terminal import wire
from bot.console_terminal.board import Board, View, order
from bot.console_terminal.errors import ConsoleError
from bot.console_terminal.events import Event
from bot.console_terminal.live_talk import apply
from bot.console_terminal.models import Person, Row
from tests.fakes.desk import MORNING

ME = 3
ROW = Row("a", "Web a", "web", "routine", "Routine", "bot", last_at=100.0)


def test_an_answer_of_another_kind_is_told_as_a_sentence() -> None:
    for broken in ({}, {"row": None}, {"row": {"id": "x"}}, {**MORNING["talks"][0], "lines": [{}]}):
        with pytest.raises(ConsoleError) as caught:
            wire.talk(broken)
        assert caught.value.code == "not_ours"


def test_fields_that_are_added_later_harm_nobody() -> None:
    data = copy.deepcopy(MORNING["talks"][0])
    data["row"]["new"] = data["assessment"]["new"] = data["new"] = 1
    assert wire.talk(data) == wire.talk(MORNING["talks"][0])


def test_notes_stand_among_the_lines_by_their_time() -> None:
    roles = [line.role for line in wire.talk(MORNING["talks"][0]).lines]
    assert roles == ["bot", "user", "bot", "note", "user"]


def test_the_order_is_emergency_urgent_longest_waiting_newest() -> None:
    rows = [
        replace(ROW, id="newest", last_at=300.0),
        replace(ROW, id="older", last_at=200.0),
        replace(ROW, id="waits", waiting_since=90.0),
        replace(ROW, id="waits longest", waiting_since=50.0),
        replace(ROW, id="urgent", level="urgent"),
        replace(ROW, id="emergency", level="emergency"),
    ]
    assert [row.id for row in sorted(rows, key=order)] == [
        "emergency", "urgent", "waits longest", "waits", "newest", "older",
    ]  # fmt: skip


MINE, BENS = Person(ME, "Anna"), Person(4, "Ben")
FITS: list[tuple[str, View, dict[str, Any], bool]] = [
    ("all has everything", View(), {}, True),
    ("what has ended is in none", View(), {"ended": True}, False),
    ("mine has mine", View("mine"), {"agent": MINE}, True),
    ("mine has nobody else's", View("mine"), {"agent": BENS}, False),
    ("unassigned has those of nobody", View("unassigned"), {}, True),
    ("unassigned has none of somebody's", View("unassigned"), {"agent": BENS}, False),
    ("a level", View(level="urgent"), {"level": "routine"}, False),
    ("a channel", View(channel="phone"), {"channel": "phone"}, True),
    ("words of the last line", View(words="Shakes"), {"last": "it shakes"}, True),
    ("other words", View(words="pain"), {"last": "it shakes"}, False),
]


@pytest.mark.parametrize(
    ("view", "fields", "fits"), [c[1:] for c in FITS], ids=[c[0] for c in FITS]
)
def test_a_new_row_appears_where_it_fits(view: View, fields: dict[str, Any], fits: bool) -> None:
    board = Board(ME)
    board.load(view, [])
    board.put(replace(ROW, **fields))
    assert bool(board.rows()) is fits


def test_a_row_that_was_found_by_its_words_stays_while_it_changes() -> None:
    board = Board(ME)
    board.load(View(words="said long ago"), [ROW])
    board.put(replace(ROW, last="something else"))
    assert [row.last for row in board.rows()] == ["something else"]


def test_news_of_another_conversation_change_nothing() -> None:
    talk = wire.talk(MORNING["talks"][0])
    other = Event("claim", {"id": "other", "agent": {"id": 4, "name": "Ben"}})
    assert apply(talk, other) is talk


def test_an_agents_words_that_did_not_arrive_are_marked() -> None:
    talk = wire.talk(MORNING["talks"][0])
    failed = {"state": "failed", "reason": "blocked", "words": "the patient has blocked the bot"}
    after = apply(talk, Event("delivery", {"id": talk.row.id, "seq": 3, "delivery": failed}))
    assert [line.delivery for line in after.lines if line.key == "3"] == [failed["words"]]
