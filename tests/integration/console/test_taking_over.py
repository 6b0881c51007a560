"""Taking over: one agent at a time, a silent bot, words both ways, and back again."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.fakes.agents import Agent
from tests.fakes.client import Talk, begin, frames_until

Json = dict[str, Any]


@pytest.fixture
async def talk(session: aiohttp.ClientSession) -> Talk:
    begun = await begin(session)
    await begun.say("my back trembles")
    return begun


def path(talk: Talk, more: str = "") -> str:
    return f"/conversations/{talk.id}{more}"


async def roles(talk: Talk) -> list[str]:
    return [line["role"] for line in await talk.lines()]


async def test_of_two_agents_at_once_one_gets_it(talk: Talk, anna: Agent, ben: Agent) -> None:
    tries = [one.call("POST", path(talk, "/claim")) for one in (anna, ben) * 5]
    answers = await asyncio.gather(*tries)
    won = [status for status, _ in answers].count(200)
    assert won == 5, "one agent, however often"
    lost = [body for status, body in answers if status == 409]
    assert len(lost) == 5
    holder = (await anna.get(path(talk)))["row"]["agent"]
    assert all(body["code"] == "held_by_other" and body["agent"] == holder for body in lost)
    assert holder["name"] in lost[0]["detail"]
    joined = [line for line in await talk.lines() if line.get("event") == "agent_joined"]
    assert len(joined) == 1


async def test_the_bot_is_silent_while_an_agent_has_it_and_speaks_again_after(
    talk: Talk, anna: Agent
) -> None:
    await anna.post(path(talk, "/claim"))
    answer = await talk.say("is anybody there?")
    assert (answer["replies"], answer["mode"]) == ([], "agent")
    await talk.say("GARBAGE")  # the engine's troubles are none of the person's now
    said = await anna.post(path(talk, "/messages"), {"text": "Yes, I am."}, status=201)
    assert said["line"]["name"] == "Anna"
    await anna.post(path(talk, "/release"))
    answer = await talk.say("thank you")
    assert answer["mode"] == "bot"
    assert answer["replies"]
    since_claim = ["system", "user", "user", "agent", "system", "bot", "user", "bot", "bot"]
    assert (await roles(talk))[-9:] == since_claim
    back = (await talk.lines())[-4]
    assert back["buttons"] == [{"title": "Go on", "payload": "/repeat"}]


async def test_a_turn_under_way_ends_before_the_claim(talk: Talk, anna: Agent) -> None:
    slow = asyncio.create_task(talk.say("SLOW"))
    waiting = asyncio.create_task(talk.say("and another one"))
    await asyncio.sleep(0.1)
    await anna.post(path(talk, "/claim"))
    await asyncio.gather(slow, waiting)
    lines = await talk.lines()
    joined = next(line["seq"] for line in lines if line.get("event") == "agent_joined")
    assert not [line for line in lines if line["seq"] > joined and line["role"] == "bot"]


async def test_a_red_flag_still_alerts_the_agents(talk: Talk, anna: Agent, ben: Agent) -> None:
    await anna.post(path(talk, "/claim"))
    async with ben.listening() as news:
        await talk.say("ALARM I wet myself")
        alarm = await news.until("emergency", lambda data: data["row"]["id"] == talk.id)
    assert alarm["row"]["urgency"] == "emergency"
    assert alarm["row"]["agent"]["name"] == "Anna"
    (flag,) = alarm["flags"]
    assert (flag["id"], flag["quote"]) == ("cauda_equina", "ALARM I wet myself")
    assert flag["name"].startswith("Signs of")
    view = await anna.get(path(talk))
    assert view["row"]["alert"]
    assert view["assessment"]["urgency"]["name"] == "Emergency"
    (line,) = [line for line in view["lines"] if line.get("text") == "ALARM I wet myself"]
    assert line["understanding"]["heard_only"]
    assert "bot" not in (await roles(talk))[-2:]


async def test_the_person_hears_the_agent_over_the_socket(talk: Talk, anna: Agent) -> None:
    socket = await talk.socket()
    await anna.post(path(talk, "/claim"))
    assert (await frames_until(socket, "mode"))[-1]["mode"] == "agent"
    await anna.post(path(talk, "/typing"), {"on": True}, status=204)
    await frames_until(socket, "typing")
    await anna.post(path(talk, "/messages"), {"text": "Hello"}, status=201)
    said = (await frames_until(socket, "message"))[-1]
    assert (said["role"], said["name"], said["text"]) == ("agent", "Anna", "Hello")
    await anna.post(path(talk, "/release"))
    assert (await frames_until(socket, "mode"))[-1]["mode"] == "bot"
    await socket.close()


async def test_a_repeated_answer_is_said_once(talk: Talk, anna: Agent) -> None:
    await anna.post(path(talk, "/claim"))
    body = {"text": "Hello", "message_id": "a-1"}
    lines = [await anna.post(path(talk, "/messages"), body, status=201) for _ in range(3)]
    assert lines[0] == lines[1] == lines[2]
    assert (await roles(talk)).count("agent") == 1


@pytest.mark.parametrize(
    ("method", "where", "body"),
    [
        ("POST", "/messages", {"text": "hello"}),
        ("POST", "/typing", {"on": True}),
        ("POST", "/release", {}),
        ("POST", "/corrections", {"about": "finding", "id": "pain", "status": "absent"}),
    ],
)
async def test_what_somebody_else_holds_is_not_touched(
    talk: Talk, anna: Agent, ben: Agent, method: str, where: str, body: Json
) -> None:
    status, problem = await ben.call(method, path(talk, where), json=body)
    assert (status, problem["code"]) in ((409, "not_yours"), (409, "not_held"))
    await anna.post(path(talk, "/claim"))
    status, problem = await ben.call(method, path(talk, where), json=body)
    assert (status, problem["code"]) == (409, "held_by_other")


async def test_a_supervisor_hands_back_for_somebody_else(
    talk: Talk, anna: Agent, sue: Agent
) -> None:
    await anna.post(path(talk, "/claim"))
    async with anna.listening() as news:
        row = (await sue.post(path(talk, "/release"), {"comment": "Anna went home"}))["row"]
        told = await news.until("claim", lambda data: data["id"] == talk.id)
    assert row["mode"] == "bot"
    assert told == {"id": talk.id, "agent": None, "reason": "forced"}
    (note,) = (await anna.get(path(talk, "/notes")))["notes"]
    assert (note["text"], note["by"]["name"]) == ("Anna went home", "Sue")


async def test_a_person_who_asks_for_one_waits_in_the_queue(talk: Talk, anna: Agent) -> None:
    async with anna.listening() as news:
        await talk.call("POST", "/handoff")
        asked = await news.until("waiting", lambda data: data["id"] == talk.id)
        row = (await news.until("queue", lambda data: data["row"]["id"] == talk.id))["row"]
    assert row["mode"] == "waiting"
    assert row["waiting_since"] == asked["since"]
    waited = (await anna.post(path(talk, "/claim")))["row"]
    assert (waited["mode"], waited["waiting_since"]) == ("agent", None)


async def test_notes_never_reach_the_person(talk: Talk, anna: Agent, ben: Agent) -> None:
    socket = await talk.socket()
    async with ben.listening(conversation=talk.id) as news:
        await anna.post(path(talk, "/notes"), {"text": "sounds frightened"}, status=201)
        heard = await news.until("note")
    assert heard["note"]["text"] == "sounds frightened"
    await socket.send_json({"text": "hello"})
    frames = await frames_until(socket, "answer")
    await socket.close()
    _, whole = await talk.call("GET")
    assert "frightened" not in str(frames)
    assert "frightened" not in str(whole)


async def test_a_finding_is_put_right_by_hand(talk: Talk, anna: Agent) -> None:
    await talk.say("ALARM and PAIN")
    await anna.post(path(talk, "/claim"))
    right = {"about": "finding", "id": "pain", "status": "absent", "quote": "said on the phone"}
    assessment = (await anna.post(path(talk, "/corrections"), right))["assessment"]
    (pain,) = assessment["findings"]
    assert (pain["status"], pain["by"], pain["name"]) == ("absent", "agent", "pain in the back")
    back = {"about": "flag", "id": "cauda_equina", "status": "retracted"}
    assessment = (await anna.post(path(talk, "/corrections"), back))["assessment"]
    assert assessment["urgency"]["level"] != "emergency"
    view = await anna.get(path(talk))
    assert view["assessment"]["urgency"] == assessment["urgency"]
    assert view["row"]["urgency"] != "emergency"
    _, seen = await talk.call("GET", "/assessment")
    assert seen["findings"][0]["status"] == "absent"
    wrong = {"about": "finding", "id": "unicorn", "status": "present"}
    status, problem = await anna.call("POST", path(talk, "/corrections"), json=wrong)
    assert (status, problem["code"]) == (422, "unknown_id")


async def test_ready_replies_know_the_agent_and_the_question(talk: Talk, anna: Agent) -> None:
    listed = await anna.get("/canned", params={"conversation": talk.id})
    texts = {one["code"]: one["text"] for one in listed["canned"]}
    assert texts["hello"].startswith("Hello, this is Anna of")
    assert texts["ask"] == "May I ask: How did it begin?"
    plain = {one["code"]: one["text"] for one in (await anna.get("/canned"))["canned"]}
    assert plain["ask"] == "May I ask: {question}", "what is not known stays to be filled in"
