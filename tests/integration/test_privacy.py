"""What people wrote: not in logs, and after erasing in no file."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.client import API, PATIENCE, begin, frames_until
from tests.integration.conftest import Make

CANARY = "Xylocanary"


def bytes_left(data: Path, word: str) -> list[str]:
    """Files below `data` that still hold the word; the fake engine's log of turns holds none."""
    return [
        str(path)
        for path in data.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


async def test_erasing_leaves_no_byte_of_what_was_said(make_gateway: Make) -> None:
    gateway = make_gateway(ENGINE_WORKERS="2").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        others = [await begin(session) for _ in range(5)]
        talk = await begin(session)
        for number in range(40):
            await talk.say(f"{CANARY} {number} " + f"{CANARY} " * (number * 7))
            for other in others:
                await other.say(f"harmless {number} " + "x" * (number * 11))
        await talk.call("POST", "/feedback", json={"rating": 2, "comment": f"{CANARY} again"})
        assert bytes_left(gateway.data, CANARY)
        assert (await talk.call("DELETE"))[0] == 204
        assert bytes_left(gateway.data, CANARY) == []
        assert bytes_left(gateway.data, talk.id) == [str(gateway.data / "effects.log")]
        assert (await talk.call("GET"))[0] == 404
        assert (await talk.call("DELETE"))[0] == 404
        assert len(await others[0].lines()) == 2 + 40 * 3


async def test_the_person_can_ask_the_bot_to_forget(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        await talk.say(CANARY)
        answer = await talk.say("FORGETME")
        assert answer["erased"] is True
        assert answer["replies"]
        assert (await talk.call("GET"))[0] == 404
        assert bytes_left(gateway.data, CANARY) == []


async def test_what_waits_behind_an_erasure_does_not_bring_the_conversation_back(
    make_gateway: Make,
) -> None:
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        body = {"text": f"{CANARY} later"}
        first = asyncio.create_task(talk.say(f"SLOW {CANARY} FORGETME", "m-1"))
        await gateway.until_in_hand(talk.id, "m-1")
        later = [talk.call("POST", "/messages", json=body) for _ in range(3)]
        erase = talk.call("DELETE")
        answers = await asyncio.gather(*later, erase)
        assert (await first)["erased"] is True
        assert [status for status, _ in answers] == [404, 404, 404, 204]
        assert bytes_left(gateway.data, CANARY) == []


async def test_what_the_engine_could_not_erase_is_erased_when_it_is_back(
    make_gateway: Make,
) -> None:
    gateway = make_gateway(TURN_SECONDS="0.3").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        await talk.say(CANARY)
        gateway.kill_workers()
        status, _ = await talk.call("DELETE")
        assert status in (202, 204)
        await _until_erased(gateway.data)
        assert bytes_left(gateway.data, CANARY) == []


async def _until_erased(data: Path) -> None:
    async with asyncio.timeout(PATIENCE):
        while bytes_left(data, CANARY):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.1)


async def test_old_conversations_are_erased_by_themselves(make_gateway: Make) -> None:
    first = make_gateway().start()
    async with aiohttp.ClientSession(first.url) as session:
        talk = await begin(session)
        await talk.say(CANARY)
    first.kill()
    await asyncio.sleep(0.3)
    second = make_gateway(RETENTION_DAYS=str(0.2 / 86400)).start()
    second.wait_for_output("erased_by_age")
    await _until_erased(second.data)
    assert bytes_left(second.data, CANARY) == []


async def test_a_silent_conversation_ends(make_gateway: Make) -> None:
    gateway = make_gateway(SESSION_HOURS="0.5").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        await talk.say("still here")
        with closing(sqlite3.connect(gateway.data / "bot.db")) as database, database:
            ((seen, end),) = database.execute("SELECT seen_at, expires_at FROM conversations")
            assert end - seen == pytest.approx(0.5 * 3600)
            database.execute("UPDATE conversations SET expires_at = seen_at")
        status, problem = await talk.call("POST", "/messages", json={"text": "hello?"})
        assert status == 404
        assert "new one" in problem["detail"]


async def test_logs_hold_no_word_no_id_and_no_token(make_gateway: Make) -> None:
    """Also where something goes wrong: words in errors, in a crash, in bad frames, in addresses."""
    gateway = make_gateway(LOG_LEVEL="debug", TURN_SECONDS="2").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        for word in ("", "CRASH", "GARBAGE", "FAIL", "EMPTY", "HANG"):
            await talk.say(f"{CANARY} {word}")
        await talk.call("POST", "/messages", data=f'{{"text": "{CANARY}'.encode())
        await talk.call("POST", "/messages", json={"payload": f"/{CANARY}"})
        await talk.call("POST", "/feedback", json={"comment": CANARY, "rating": 1})
        await talk.call("GET", f"/messages?after={CANARY}")
        async with session.get(f"/{CANARY}") as answer:
            assert answer.status == 404
        socket = await talk.socket()
        await socket.send_json({"text": CANARY})
        await frames_until(socket, "answer")
        await socket.send_str(f"{{{CANARY}")
        await frames_until(socket, "error")
        await socket.close()
        await _raw(gateway.url, f"GET /{CANARY} HTTP/9.9\r\nBad{CANARY}\r\n\r\n".encode())
        await _raw(gateway.url, CANARY.encode() * 3000)
    assert gateway.stop() == 0
    printed = "".join(gateway.output)
    assert "worker_died_in_turn" in printed
    assert "turn_failed" in printed
    for secret in (CANARY, talk.id, talk.token):
        assert secret not in printed
    assert '"conversation": "' in printed  # as a keyed hash, so that lines belong together


async def _raw(url: str, request: bytes) -> None:
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    await writer.drain()
    await asyncio.wait_for(reader.read(100), PATIENCE)
    writer.close()


async def test_the_log_key_is_private(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as session:
        await (await session.get(f"{API}/nothing")).read()
    assert os.stat(gateway.data / "log.key").st_mode & 0o077 == 0  # noqa: PTH116
