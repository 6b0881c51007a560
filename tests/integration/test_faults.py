"""Workers that die, hang or talk nonsense: nobody waits for ever, nothing is lost or done twice."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.fakes.client import PATIENCE, Json, Talk, begin, frames_until
from tests.fakes.gateway import FAKE_ENGINE, Gateway
from tests.integration.conftest import Make


async def test_a_turn_whose_worker_dies_is_done_once_by_the_next(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    talk = await begin(session)
    answer = await talk.say("CRASHONCE in the middle", "m-1")
    assert answer["pending"] is False
    assert answer["replies"][0]["text"].startswith("You said: CRASHONCE")
    assert gateway.effects().count(f"{talk.id} m-1") == 1


async def test_a_worker_killed_in_mid_turn_loses_nothing(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    talk = await begin(session)
    turn = asyncio.create_task(talk.say("SLOW thinking", "m-1"))
    await gateway.until_in_hand(talk.id, "m-1")
    gateway.kill_workers()
    answer = await turn
    assert answer["replies"][0]["text"].startswith("You said: SLOW")
    assert gateway.effects().count(f"{talk.id} m-1") == 1


async def test_a_message_that_kills_twice_is_put_aside_with_an_apology(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    talk = await begin(session)
    answer = await talk.say("CRASH every time", "poison")
    assert answer["replies"][0]["kind"] == "notice"
    assert answer["replies"][0]["buttons"][0]["payload"] == "/human"
    assert answer["pending"] is False
    assert await talk.say("CRASH every time", "poison") == answer
    assert f"{talk.id} poison" not in gateway.effects()
    after = await talk.say("and now something harmless")
    assert after["replies"][0]["text"] == "You said: and now something harmless"


async def test_a_poisonous_message_is_not_blamed_on_its_neighbours(
    session: aiohttp.ClientSession,
) -> None:
    talks = [await begin(session) for _ in range(4)]
    poison = await begin(session)
    said = [talk.say("SLOW but harmless", "m-1") for talk in talks]
    await asyncio.gather(poison.say("CRASH", "m-1"), *said)
    for talk in (poison, *talks):
        await _settled(talk, "m-1")
    assert (await poison.say("CRASH", "m-1"))["replies"][0]["kind"] == "notice"
    for talk in talks:
        answer = await talk.say("SLOW but harmless", "m-1")
        assert answer["replies"][0]["text"] == "You said: SLOW but harmless"


@pytest.mark.parametrize("word", ["GARBAGE", "EMPTY", "FAIL"])
async def test_an_answer_that_is_none_never_sounds_like_success(
    session: aiohttp.ClientSession, word: str
) -> None:
    talk = await begin(session)
    answer = await talk.say(f"{word} please")
    assert [reply["kind"] for reply in answer["replies"]] == ["notice"]
    assert "Traceback" not in answer["replies"][0]["text"]
    status, human = await talk.call("POST", "/messages", json={"payload": "/human"})
    assert (status, human["pending"]) == (200, False)


async def test_a_turn_that_failed_once_is_tried_again(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    answer = await talk.say("FAILONCE")
    assert answer["replies"][0]["text"] == "You said: FAILONCE"


async def test_a_hanging_worker_is_ended_and_the_person_told_in_time(make_gateway: Make) -> None:
    gateway = make_gateway(TURN_SECONDS="3").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk, other = await begin(session), await begin(session)
        async with asyncio.timeout(PATIENCE):  # it would hang for ten minutes
            answer = await talk.say("HANG", "h")
        assert answer["replies"][0]["kind"] == "notice"
        assert "112" in answer["replies"][0]["text"]
        await other.say("are you there?", "o")
        await _settled(other, "o")
        assert "You said: are you there?" in [line.get("text") for line in await other.lines()]
        await _settled(talk, "h")
        assert (await talk.say("HANG", "h"))["pending"] is False


async def _settled(talk: Talk, message_id: str) -> None:
    def answered(line: Json) -> bool:
        return line.get("message_id") == message_id and line["role"] == "bot"

    async with asyncio.timeout(PATIENCE):
        while not any(answered(line) for line in await talk.lines()):  # noqa: ASYNC110 - it polls
            await asyncio.sleep(0.1)


async def test_without_an_engine_messages_are_kept_and_answered_when_it_is_back(
    make_gateway: Make, unused_tcp_port: int
) -> None:
    gateway = make_gateway(
        ENGINE_COMMAND="/bin/false", CLINIC_PHONE="020 7946 0018", PORT=str(unused_tcp_port)
    )
    gateway.start(wait=False)
    gateway.wait_for_output("worker_did_not_start")
    gateway.wait_for_output("still starting")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{unused_tcp_port}") as session:
        talk = await begin(session)
        assert talk.greeting["pending"] is True
        answer = await talk.say("my leg is numb since this morning", "m-1")
        notice = answer["replies"][0]
        assert (notice["kind"], answer["pending"]) == ("notice", True)
        assert "112" in notice["text"]
        assert "020 7946 0018" in notice["text"]
        again = await talk.say("my leg is numb since this morning", "m-1")
        assert again["replies"][0]["seq"] == notice["seq"]
        async with session.get("/readyz") as ready:
            assert ready.status == 503
            assert "engine" in (await ready.json())["checks"]
    gateway.kill()

    back = make_gateway().start()
    async with aiohttp.ClientSession(back.url) as session:
        same = Talk(session, talk.id, talk.token, {})
        await _settled(same, "m-1")
        lines = await same.lines()
        assert [line["text"] for line in lines if line.get("message_id") == "m-1"][1].startswith(
            "You said: my leg"
        )
        assert (await same.say("again", "m-1"))["pending"] is False
        assert back.effects().count(f"{talk.id} m-1") == 1


async def test_what_was_kept_is_pushed_to_an_open_socket(make_gateway: Make) -> None:
    gateway = make_gateway(
        TURN_SECONDS="1.5", ENGINE_COMMAND=f"{FAKE_ENGINE} --start-seconds 3.5"
    ).start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        socket = await talk.socket()
        gateway.kill_workers()
        await socket.send_json({"type": "message", "text": "hello", "message_id": "m-1"})
        frames = await frames_until(socket, "answer")
        assert frames[-1]["pending"] is True
        pushed = await frames_until(socket, "message")
        assert pushed[-1]["message_id"] == "m-1"
        assert pushed[-1]["text"] == "You said: hello"
        await socket.close()
