"""Random walks of 40 turns over the real engine: what people write in the files, and buttons."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest

from tests.conversations.checks import check_manners
from tests.conversations.player import Player, finish, load
from tests.conversations.test_conversations import FILES

TURNS = 40
NONSENSE = ("asdf ghjk", "blorp", "?", "42 42 42")
EMERGENCY = "emergency"


@cache
def sentences() -> list[str]:
    """Everything that is said in the conversation files."""
    turns = [turn for path in FILES for turn in load(path)["turns"]]
    return sorted({turn["say"] for turn in turns if "say" in turn})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_walk_never_breaks_off_and_can_always_end(
    seed: int, new_player: Callable[[], Player]
) -> None:
    chance, player, asked = random.Random(seed), new_player(), set[str]()  # noqa: S311
    player.choose("/session_start")
    for _ in range(TURNS):
        before = level(player)
        step(player, chance)
        check_manners(player)
        if nothing_is_known(player):
            asked.clear()  # also after "forget me" and "start again"
        assert player.wording is None or aside(player) or player.wording not in asked
        asked.add(player.wording or "")
        hold_safety(player, before)
    put_right(player)
    player.say("my lower back trembles when I bend, for three weeks")
    finish(player, {"bladder_bowel": "no"})
    player.say("say that again")
    assert player.results


def step(player: Player, chance: random.Random) -> None:
    """Half of the time a button, if there is one; now and then nonsense."""
    offered = [b["payload"] for reply in player.replies for b in reply["buttons"]]
    if offered and chance.random() < 0.5:
        player.choose(chance.choice(offered))
    elif chance.random() < 0.1:
        player.say(chance.choice(NONSENSE))
    else:
        player.say(chance.choice(sentences()))


def nothing_is_known(player: Player) -> bool:
    known = player.answer["assessment"]
    return not known["findings"] and known["classification"]["activation"] == "unclear"


def aside(player: Player) -> bool:
    """Whether what is asked is not about the back: start again? erase? a mistake?"""
    return player.open_question in ("restart", "forget", "retraction")


def level(player: Player) -> str:
    return str(player.answer["assessment"]["urgency"]["level"])


def hold_safety(player: Player, before: str) -> None:
    """An emergency comes first, and ends only by a withdrawal that is on record, or with all."""
    if level(player) == EMERGENCY:
        first = player.replies[0]
        assert first["kind"] == "emergency" or first.get("question_id") == "retraction"
    elif before == EMERGENCY:
        flags = player.answer["assessment"]["urgency"]["flags"]
        withdrawn = any(flag["status"] == "retracted" for flag in flags)
        assert withdrawn or not player.answer["assessment"]["findings"]


def put_right(player: Player) -> None:
    """Take an alarm back, as whoever wants to go on has to."""
    if level(player) == EMERGENCY:
        player.say("that was a mistake")
        if level(player) == EMERGENCY:  # unless that was the answer to "was that a mistake?"
            player.choose_answer("retraction", "yes")
