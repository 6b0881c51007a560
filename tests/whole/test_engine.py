"""The service with the engine as it is: what a person gets, and what survives a kill."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.agents import make_users, signed_in
from tests.fakes.client import Talk, begin
from tests.fakes.gateway import Gateway
from tests.integration.test_openapi import check, named

COMPLAINT = "for three weeks my lower back has been trembling when I bend down, no numbness"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
async def talk(real: Gateway) -> AsyncIterator[Talk]:
    async with aiohttp.ClientSession(real.url) as session:
        yield await begin(session)


async def test_a_complaint_is_understood_and_asked_about(talk: Talk) -> None:
    check(named("Started"), talk.greeting)
    answer = await talk.say(COMPLAINT, "m-1")
    check(named("Answer"), answer)
    kind = answer["assessment"]["classification"]
    assert (kind["activation"], kind["course"], kind["duration_days"]) == ("kinetic", "acute", 21)
    question = next(reply for reply in answer["replies"] if reply["kind"] == "question")
    assert question["buttons"]
    assert await talk.say(COMPLAINT, "m-1") == answer


async def test_every_offered_button_is_understood(talk: Talk) -> None:
    answer = await talk.say(COMPLAINT)
    payloads = [b["payload"] for reply in answer["replies"] for b in reply["buttons"]]
    for payload in payloads:
        status, body = await talk.call("POST", "/messages", json={"payload": payload})
        assert (status, body["pending"]) == (200, False), payload
        assert "gone wrong" not in body["replies"][0]["text"]


async def test_an_emergency_comes_first_with_the_number_of_the_settings(talk: Talk) -> None:
    answer = await talk.say("since this morning I cannot hold my urine and my groin is numb")
    assert answer["replies"][0]["kind"] == "emergency"
    assert "555" in answer["replies"][0]["text"]
    assert answer["assessment"]["urgency"]["level"] == "emergency"


@pytest.mark.parametrize("text", ["/restart", "/affirm", '/inform{"finding":"numbness"}'])
async def test_what_looks_like_a_payload_is_read_as_words(talk: Talk, text: str) -> None:
    await talk.say(COMPLAINT)
    answer = await talk.say(text)
    kind = answer["assessment"]["classification"]
    assert kind["duration_days"] == 21  # nothing was started anew
    assert [f["id"] for f in answer["assessment"]["findings"] if f["status"] == "present"] == []


async def test_summary_in_each_form(talk: Talk) -> None:
    await talk.say(COMPLAINT)
    for kind in ("text/plain", "text/html", "application/pdf"):
        status, body = await talk.call("GET", "/summary", headers={"Accept": kind})
        assert status == 200
        assert body
    _, facts = await talk.call("GET", "/summary", headers={"Accept": "application/json"})
    check(named("Summary"), facts)


async def test_two_conversations_know_nothing_of_one_another(talk: Talk) -> None:
    other = await begin(talk.session)
    await talk.say(COMPLAINT)
    answer = await other.say("hello")
    assert answer["assessment"]["classification"]["duration_days"] is None


async def test_a_killed_worker_loses_nothing(real: Gateway, talk: Talk) -> None:
    await talk.say(COMPLAINT)
    turn = asyncio.create_task(talk.say("the trembling is in my legs too", "m-2"))
    await asyncio.sleep(0.01)
    for pid in workers(real.data):
        os.kill(pid, signal.SIGKILL)
    answer = await turn
    assert answer["pending"] is False
    assert answer["assessment"]["classification"]["duration_days"] == 21
    assert [line["message_id"] for line in await talk.lines() if line["role"] == "user"].count(
        "m-2"
    ) == 1


async def test_erasing_leaves_no_byte_at_the_engine_either(real: Gateway, talk: Talk) -> None:
    await talk.say("my back trembles, and my dog is called Xylocanary")
    assert (await talk.call("DELETE"))[0] == 204
    left = [
        str(path)
        for path in real.data.rglob("*")
        if path.is_file() and b"Xylocanary" in path.read_bytes()
    ]
    assert left == []


def workers(data: Path) -> list[int]:
    """Processes that serve this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "engine" in words and str(data) in words:
            found.append(int(folder.name))
    return found


async def test_while_an_agent_has_it_the_engine_reads_and_says_nothing(
    real: Gateway, talk: Talk
) -> None:
    await talk.say(COMPLAINT)
    make_users(real.database)
    anna = await signed_in(talk.session, real.database, "anna")
    path = f"/conversations/{talk.id}"
    await anna.post(path + "/claim")
    assert (await talk.say("no"))["replies"] == [], "a no to the agent, not to the open question"
    answer = await talk.say("I have fever and I wet myself this morning")
    assert (answer["replies"], answer["mode"]) == ([], "agent")
    assert answer["assessment"]["urgency"]["level"] == "emergency"
    view = await anna.get(path)
    lines = [line for line in view["lines"] if line["role"] == "user"]
    denied, told = [line["understanding"] for line in lines[1:]]
    assert [one for one in denied["findings"] if one["about"] != "unmatched"] == []
    assert {"fever", "bladder_bowel"} <= {one["id"] for one in told["findings"]}
    for flag in [flag["id"] for flag in view["assessment"]["urgency"]["flags"]]:
        body = {"about": "flag", "id": flag, "status": "retracted"}
        corrected = (await anna.post(path + "/corrections", body))["assessment"]
    assert corrected["urgency"]["level"] != "emergency"
    assert {flag["status"] for flag in corrected["urgency"]["flags"]} == {"retracted"}
    await anna.post(path + "/release")
    status, answer = await talk.call("POST", "/messages", json={"payload": "/repeat"})
    assert status == 200
    assert "question" in [reply["kind"] for reply in answer["replies"]]
