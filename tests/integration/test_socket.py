"""The WebSocket: frames in order, resuming, several at once, limits."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.fakes.client import API, PATIENCE, begin, frames_until
from tests.integration.conftest import Make


async def test_a_message_is_accepted_then_shown_then_answered(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.send_json({"type": "message", "text": "hello", "message_id": "m-1"})
    frames = await frames_until(socket, "answer")
    assert [frame["type"] for frame in frames] == ["accepted", *["message"] * 3, "answer"]
    assert [frame["seq"] for frame in frames[1:4]] == [3, 4, 5]
    assert [frame["role"] for frame in frames[1:4]] == ["user", "bot", "bot"]
    assert {frame["message_id"] for frame in frames} == {"m-1"}
    assert [reply["seq"] for reply in frames[-1]["replies"]] == [4, 5]
    await socket.close()


async def test_a_long_turn_shows_that_somebody_is_typing(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.send_json({"text": "SLOW"})
    assert "typing" in [frame["type"] for frame in await frames_until(socket, "answer")]
    await socket.close()


async def test_what_was_missed_is_told_on_coming_back(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.close()
    await talk.say("meanwhile")
    socket = await talk.socket(after=2)
    missed = [await socket.receive_json(timeout=PATIENCE) for _ in range(3)]
    assert [frame["seq"] for frame in missed] == [3, 4, 5]
    assert missed[0]["text"] == "meanwhile"
    await socket.close()


async def test_a_turn_goes_on_when_its_socket_is_gone(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.send_json({"text": "SLOW leaving now", "message_id": "m-1"})
    await frames_until(socket, "accepted")
    await socket.close()
    answer = await talk.say("SLOW leaving now", "m-1")
    assert answer["replies"][0]["text"] == "You said: SLOW leaving now"


async def test_two_windows_of_one_conversation_hear_the_same(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    one, two = await talk.socket(), await talk.socket()
    await one.send_json({"text": "hello"})
    lines = [frame for frame in await frames_until(one, "answer") if frame["type"] == "message"]
    heard = [await two.receive_json(timeout=PATIENCE) for _ in lines]
    assert heard == lines
    await one.close()
    await two.close()


async def test_a_repeat_over_the_socket_gets_the_stored_answer(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    answer = await talk.say("hello", "m-1")
    socket = await talk.socket()
    await socket.send_json({"text": "hello", "message_id": "m-1"})
    frames = await frames_until(socket, "answer")
    assert {**answer, "type": "answer"} == frames[-1]
    assert [frame["type"] for frame in frames] == ["accepted", "answer"]
    await socket.close()


async def test_ping_is_answered_and_unknown_frames_are_refused_kindly(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.send_json({"type": "ping"})
    assert (await socket.receive_json(timeout=PATIENCE))["type"] == "pong"
    await socket.send_json({"type": "dance"})
    assert (await socket.receive_json(timeout=PATIENCE))["problem"]["status"] == 422
    await socket.close()


async def test_erasing_is_told_to_the_socket(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    assert (await talk.call("DELETE"))[0] == 204
    assert (await frames_until(socket, "erased"))[-1] == {"type": "erased"}
    await socket.send_json({"text": "anybody there?"})
    assert (await frames_until(socket, "error"))[-1]["problem"]["status"] == 404
    await socket.close()


async def test_a_flood_over_the_socket_is_bounded(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    for number in range(60):
        await socket.send_json({"text": f"SLOW {number}", "message_id": f"f{number}"})
    kinds: list[str] = []
    while kinds.count("answer") + kinds.count("error") < 60:
        kinds.append((await socket.receive_json(timeout=PATIENCE))["type"])
    assert kinds.count("answer") == kinds.count("accepted") == 6
    await socket.close()


async def test_rates_and_sockets_are_limited_where_that_is_wanted(make_gateway: Make) -> None:
    gateway = make_gateway(
        LIMIT_LOOPBACK="true",
        MESSAGE_BURST="2",
        CONVERSATIONS_PER_MINUTE="3",
        SOCKETS_PER_ADDRESS="1",
    ).start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        await talk.say("one")
        await talk.say("two")
        status, problem = await talk.call("POST", "/messages", json={"text": "three"})
        assert (status, problem["code"], problem["retry_after"]) == (429, "too_fast", 1)
        other = await begin(session)
        await other.say("somebody else is not slowed down")
        await begin(session)
        async with session.post(f"{API}/conversations") as answer:
            assert answer.status == 429
            assert int(answer.headers["Retry-After"]) <= 20
        socket = await talk.socket()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await other.socket()
        assert refused.value.status == 429
        await socket.close()
        again = await other.socket()
        await again.close()


async def test_who_never_reads_is_let_go_and_harms_nobody(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    deaf = await talk.socket()
    closed = False
    try:
        for _ in range(60):
            for _ in range(1000):
                await asyncio.wait_for(deaf.send_str("x"), 2)  # each is answered with a problem
    except (ConnectionError, TimeoutError, aiohttp.ClientError):
        closed = True
    answer = await talk.say("I do read")
    assert answer["replies"][0]["text"] == "You said: I do read"
    while not closed:
        message = await deaf.receive(PATIENCE)
        closed = message.type is not aiohttp.WSMsgType.TEXT
    assert closed
    await deaf.close()
