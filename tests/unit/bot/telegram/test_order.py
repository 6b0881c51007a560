"""Order, haste and pace: what comes early waits, what is urgent does not."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.store.telegram_updates import Arrival
from bot.telegram.intake import Hints
from bot.telegram.pace import Pace
from bot.telegram.reorder import Reorder
from bot.telegram.words import read_urgent
from bot.telegram.worker import Worker

HINTS = Hints(read_urgent())


def arrival(number: int, chat: int = 1, *, urgent: bool = False) -> Arrival:
    return Arrival(number, chat, urgent, "{}")


async def test_what_comes_too_early_waits_for_what_is_before_it() -> None:
    released: list[int] = []
    reorder = Reorder(lambda one: released.append(one.update_id), known=0)
    for number in (2, 4, 3, 1, 5):
        reorder.add(arrival(number))
    assert released == [1, 2, 3, 4, 5]


async def test_a_gap_is_given_up_after_a_while_and_latecomers_are_taken_at_once() -> None:
    released: list[int] = []
    reorder = Reorder(lambda one: released.append(one.update_id), known=0, quiet=0.02)
    reorder.add(arrival(3))
    assert released == []
    async with asyncio.timeout(60):
        while not released:  # noqa: ASYNC110 - it is about time
            await asyncio.sleep(0.01)
    assert released == [3]
    reorder.add(arrival(2))
    reorder.add(arrival(4))
    assert released == [3, 2, 4]


async def test_an_emergency_is_not_held() -> None:
    released: list[int] = []
    reorder = Reorder(lambda one: released.append(one.update_id), known=0)
    reorder.add(arrival(2))
    reorder.add(arrival(3, urgent=True))
    assert released == [3]
    reorder.add(arrival(1))
    assert released == [3, 1, 2]
    reorder.close()


async def test_any_shuffle_within_reach_comes_out_in_order() -> None:
    chance = random.Random(6)  # noqa: S311 - a test that repeats itself
    released: list[int] = []
    reorder = Reorder(lambda one: released.append(one.update_id), known=100)
    numbers = list(range(101, 401))
    chance.shuffle(numbers)
    for number in numbers:
        reorder.add(arrival(number))
    assert released == list(range(101, 401))


async def test_a_chat_in_trouble_is_served_first_and_each_chat_in_order() -> None:
    handled: list[tuple[int, int]] = []
    finished = asyncio.Event()

    async def handle(chat: int, number: int) -> bool:
        await asyncio.sleep(0)
        handled.append((chat, number))
        if len(handled) == 32:
            finished.set()
        return True

    worker = Worker(handle)
    for number in range(1, 31):
        worker.add(arrival(number, number % 3))
    worker.add(arrival(31, 7))
    worker.add(arrival(32, 7, urgent=True))
    async with worker.working(), asyncio.timeout(60):
        await finished.wait()
        await asyncio.sleep(0)
    assert [number for chat, number in handled[:8] if chat == 7] == [31, 32]
    for chat in (0, 1, 2, 7):
        mine = [number for one, number in handled if one == chat]
        assert mine == sorted(mine)
    assert not worker.has(1)


async def test_what_could_not_be_handled_is_tried_again_before_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.worker.RETRY_SECONDS", 0.01)
    handled: list[int] = []
    finished = asyncio.Event()

    async def handle(chat: int, number: int) -> bool:
        handled.append(number)
        if len(handled) == 4:
            finished.set()
        return len(handled) > 2

    worker = Worker(handle)
    worker.add(arrival(1))
    worker.add(arrival(2))
    async with worker.working(), asyncio.timeout(60):
        await finished.wait()
    assert handled == [1, 1, 1, 2]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_what_was_cut_off_is_taken_up_again_by_who_works_next() -> None:
    handled: list[int] = []
    begun, cut = asyncio.Event(), asyncio.Event()

    async def handle(_chat: int, number: int) -> bool:
        if not begun.is_set():
            begun.set()
            await cut.wait()
        handled.append(number)
        return True

    worker = Worker(handle)
    worker.add(arrival(1))
    worker.add(arrival(2))
    async with worker.working():
        await begun.wait()
    assert handled == []
    async with worker.working(), asyncio.timeout(10):
        while worker.has(1):  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.01)
    assert handled == [1, 2]


def test_a_chat_is_sent_a_few_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    pace = Pace(1000, 1, clock)
    assert [pace.wait_for_chat(1) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert pace.wait_for_chat(2) == 0
    clock.now += 100
    assert pace.wait_for_chat(1) == 0


def test_all_chats_together_are_sent_so_many_a_second() -> None:
    pace = Pace(10, 1, Clock())
    waits = [pace.wait_for_all() for _ in range(40)]
    assert max(waits) == pytest.approx(2.9)
    assert waits == sorted(waits)


def test_telegrams_wait_holds_one_chat_and_all_if_a_second_is_told_so() -> None:
    clock = Clock()
    pace = Pace(10, 1, clock)
    pace.hold(1, 5)
    assert (pace.held(1), pace.held(2)) == (5, 0)
    pace.hold(2, 3)
    assert (pace.held(1), pace.held(3)) == (5, 3)
    clock.now += 10
    assert (pace.held(1), pace.held(2), pace.held(3)) == (0, 0, 0)


@pytest.mark.parametrize(
    "words",
    [
        "I can't hold my pee since this morning",
        "I can’t feel my legs",
        "numb between my legs",
        "my chest hurts",
        "I want to end it all",
        "he fell from a ladder",
        "fever and shaking",
        "took too many pills",
    ],
)
def test_hints_of_an_emergency_make_haste(words: str) -> None:
    assert HINTS.in_update({"message": {"text": words}})
    assert HINTS.in_update({"message": {"caption": words.upper()}})


@pytest.mark.parametrize("words", ["it shakes when I bend", "three weeks", "number 3", "yes", ""])
def test_ordinary_words_wait_their_turn(words: str) -> None:
    assert not HINTS.in_update({"message": {"text": words}})


@pytest.mark.parametrize("update", [{}, {"message": {"text": 3}}, {"callback_query": {"id": "1"}}])
def test_an_odd_update_is_no_emergency(update: dict[str, object]) -> None:
    assert not HINTS.in_update(update)
