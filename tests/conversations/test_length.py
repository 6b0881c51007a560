"""How long the interviews of the conversation files are, and whether that was announced right."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conversations.conftest import Played
from tests.conversations.player import Player
from tests.conversations.test_conversations import FILES

MEDIAN, MOST, SURE = 6, 10, 0.8
ENOUGH = 50  # interviews that come to a result: fewer would measure nothing
# Questions to the person that are not about the back.
ASIDE = {"retraction", "restart", "forget", "clear"}

Interview = list[tuple[str, int | None]]  # question, questions left as announced with it


@pytest.fixture(scope="session")
def players(played: Callable[[Path], Played]) -> list[Player]:
    """Everybody who was told a result, except who began anew: that makes two interviews."""
    all_of_them = [played(path).player for path in FILES]
    return [p for p in all_of_them if p.results and "restart" not in p.questions]


def interview(player: Player) -> Interview:
    """Each question once, where it was asked first."""
    first: dict[str, int | None] = {}
    for question, left in zip(player.questions, player.announced, strict=True):
        if question not in ASIDE:
            first.setdefault(question, left)
    return list(first.items())


def test_most_interviews_are_short_and_none_is_long(players: list[Player]) -> None:
    lengths = [len(interview(player)) for player in players]
    assert len(lengths) >= ENOUGH
    assert statistics.median(lengths) <= MEDIAN, sorted(lengths)
    assert max(lengths) <= MOST, sorted(lengths)


def test_the_announced_number_is_mostly_right_within_one(players: list[Player]) -> None:
    errors = [error for player in players for error in errors_of(interview(player))]
    right = sum(abs(error) <= 1 for error in errors) / len(errors)
    assert right >= SURE, f"{right:.0%} of {len(errors)} announcements"


def errors_of(asked: Interview) -> Iterator[int]:
    for place, (_, left) in enumerate(asked):
        if left is not None:
            yield left - (len(asked) - place)


def test_every_result_has_six_to_twelve_short_lines(players: list[Player]) -> None:
    for player in players:
        for result in player.results:
            lines = result.splitlines()
            assert 6 <= len(lines) <= 12, result
            assert max(len(line.split()) for line in lines) <= 40, result
