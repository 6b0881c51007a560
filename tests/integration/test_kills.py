"""The gateway is killed at random moments: what was acknowledged is answered, and once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress

import aiohttp
import pytest

from tests.fakes.client import PATIENCE, Talk, begin
from tests.integration.conftest import Make

ROUNDS = 8
TALKS = 6


@pytest.mark.slow
async def test_what_was_acknowledged_is_answered_and_nothing_twice(make_gateway: Make) -> None:
    chance = random.Random(20_26)  # noqa: S311 - a test that repeats itself
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as session:
        kept = [await begin(session) for _ in range(TALKS)]
    acknowledged: set[tuple[str, str]] = set()
    for round_number in range(ROUNDS):
        async with aiohttp.ClientSession(gateway.url) as session:
            talks = [Talk(session, talk.id, talk.token, {}) for talk in kept]
            chats = [asyncio.create_task(_chat(talk, round_number, acknowledged)) for talk in talks]
            await asyncio.sleep(chance.uniform(0.005, 0.4))
            gateway.kill()
            await asyncio.gather(*chats)
        gateway.start()
    assert acknowledged
    async with aiohttp.ClientSession(gateway.url) as session:
        await _all_answered([Talk(session, talk.id, talk.token, {}) for talk in kept])
        for talk in kept:
            lines = await Talk(session, talk.id, talk.token, {}).lines()
            said = Counter(line["message_id"] for line in lines if line["role"] == "user")
            answered = Counter(
                line["message_id"]
                for line in lines
                if line["role"] == "bot" and "message_id" in line
            )
            assert set(said.values()) <= {1}
            assert {one for owner, one in acknowledged if owner == talk.id} <= set(said)
            assert set(said) <= set(answered)
            assert set(answered.values()) == {2}  # the fake engine answers with two replies
    assert set(Counter(gateway.effects()).values()) == {1}


async def _chat(talk: Talk, round_number: int, acknowledged: set[tuple[str, str]]) -> None:
    with suppress(aiohttp.ClientError, ConnectionError, TypeError):
        socket = await talk.socket()
        for number in range(200):
            message_id = f"r{round_number}-{number}"
            await socket.send_json(
                {"type": "message", "text": f"word {number}", "message_id": message_id}
            )
            frame = {"type": ""}
            while frame["type"] != "answer":
                frame = await socket.receive_json(timeout=PATIENCE)
                if frame["type"] == "accepted":
                    acknowledged.add((talk.id, message_id))


async def _all_answered(talks: list[Talk]) -> None:
    async with asyncio.timeout(PATIENCE):
        while [1 for talk in talks if (await talk.lines())[-1]["role"] != "bot"]:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_workers_do_not_outlive_a_killed_gateway(make_gateway: Make) -> None:
    gateway = make_gateway(ENGINE_WORKERS="2").start()
    assert len(gateway.worker_pids()) >= 1
    gateway.kill()
    async with asyncio.timeout(PATIENCE):
        while gateway.worker_pids():  # noqa: ASYNC110 - nobody tells that they are gone
            await asyncio.sleep(0.05)


async def test_a_polite_stop_finishes_the_turn_that_is_under_way(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        socket = await talk.socket()
        turn = asyncio.create_task(talk.say("SLOW goodbye", "m-1"))
        await gateway.until_in_hand(talk.id, "m-1")
        stopping = asyncio.create_task(asyncio.to_thread(gateway.stop))
        answer = await turn
        assert answer["replies"][0]["text"] == "You said: SLOW goodbye"
        while (message := await socket.receive(PATIENCE)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 1012)
        assert await stopping == 0
    assert not gateway.worker_pids()
