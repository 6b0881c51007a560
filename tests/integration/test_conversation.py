"""A conversation over HTTP, from the greeting to the end."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.fakes.client import API, begin
from tests.fakes.gateway import Gateway


async def test_a_new_conversation_is_greeted(session: aiohttp.ClientSession) -> None:
    talk = await begin(session, speaker="relative")
    assert talk.greeting["replies"][0]["text"]
    assert talk.greeting["mode"] == "bot"
    assert talk.greeting["pending"] is False


async def test_a_conversation_may_begin_without_a_body(session: aiohttp.ClientSession) -> None:
    async with session.post(f"{API}/conversations") as answer:
        assert answer.status == 201


async def test_a_message_is_answered_and_both_stand_in_the_transcript(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    answer = await talk.say("my back trembles")
    assert answer["replies"][0]["text"] == "You said: my back trembles"
    lines = await talk.lines()
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["role"] for line in lines] == ["bot", "bot", "user", "bot", "bot"]
    assert lines[2]["text"] == "my back trembles"
    assert lines[3]["seq"] == answer["replies"][0]["seq"]


async def test_a_button_that_was_offered_is_taken_and_shown_by_its_title(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    button = talk.greeting["replies"][0]["buttons"][0]
    status, answer = await talk.call("POST", "/messages", json={"payload": button["payload"]})
    assert status == 200
    assert button["payload"] in answer["replies"][0]["text"]
    assert (await talk.lines())[2]["text"] == button["title"]


async def test_a_leading_slash_never_reaches_the_engine_but_stays_in_the_transcript(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    answer = await talk.say(" \u3000/restart")
    assert answer["replies"][0]["text"] == "You said: \u2044restart"
    assert (await talk.lines())[2]["text"] == "/restart"


async def test_a_repeated_message_id_gets_the_stored_answer(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    talk = await begin(session)
    first = await talk.say("once", "m-1")
    again = await talk.say("something else", "m-1")
    assert again == first
    assert gateway.effects().count(f"{talk.id} m-1") == 1


async def test_the_same_message_sent_many_times_at_once_runs_once(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    talk = await begin(session)
    answers = await asyncio.gather(*(talk.say("SLOW please", "m-1") for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert gateway.effects().count(f"{talk.id} m-1") == 1
    assert [line["role"] for line in await talk.lines()].count("user") == 1


async def test_two_messages_at_once_are_both_answered_in_order(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    await asyncio.gather(talk.say("SLOW first", "a"), talk.say("second", "b"))
    lines = [line for line in await talk.lines() if line.get("message_id") in ("a", "b")]
    bot = [line["message_id"] for line in lines if line["role"] == "bot"]
    user = [line["message_id"] for line in lines if line["role"] == "user"]
    assert bot[0] == bot[1] == user[0]
    assert bot[2] == bot[3] == user[1]


async def test_a_flood_is_bounded_and_nothing_accepted_is_lost(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    calls = [
        talk.call("POST", "/messages", json={"text": f"SLOW {n}", "message_id": f"f{n}"})
        for n in range(12)
    ]
    answers = await asyncio.gather(*calls)
    assert [status for status, _ in answers].count(200) == 6  # one in its turn, five waiting
    refused = [body for status, body in answers if status == 429]
    assert len(refused) == 6
    assert refused[0]["detail"]
    accepted = {body["message_id"] for status, body in answers if status == 200}
    answered = {line["message_id"] for line in await talk.lines() if line["role"] == "bot"}
    assert accepted <= answered


async def test_the_transcript_can_be_paged(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    await talk.say("one")
    status, page = await talk.call("GET", "/messages?after=1&limit=2")
    assert status == 200
    assert [line["seq"] for line in page["messages"]] == [2, 3]
    assert page["more"] is True
    _, rest = await talk.call("GET", "/messages?after=3")
    assert rest["more"] is False


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=9999", "after=1e3"])
async def test_a_bad_page_is_refused(session: aiohttp.ClientSession, query: str) -> None:
    talk = await begin(session)
    status, body = await talk.call("GET", f"/messages?{query}")
    assert status == 422
    assert query.partition("=")[0] in body["detail"]


async def test_the_assessment_is_the_newest_one(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    answer = await talk.say("hello")
    assert await talk.call("GET", "/assessment") == (200, answer["assessment"])


async def test_asking_for_a_person_is_noted_once(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    first = await talk.call("POST", "/handoff")
    second = await talk.call("POST", "/handoff", json={})
    assert first[0] == second[0] == 200
    assert first[1]["mode"] == second[1]["mode"] == "waiting"
    assert [line["kind"] for line in await talk.lines()].count("notice") == 1


async def test_the_engine_can_call_a_person_too(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    assert (await talk.say("HUMAN please"))["mode"] == "waiting"
    assert (await talk.call("GET"))[1]["mode"] == "waiting"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rating": 5}, 204),
        ({"rating": 1, "comment": "too long"}, 204),
        ({"comment": "fine"}, 204),
        ({"rating": 6}, 422),
        ({"rating": True}, 422),
        ({"rating": "5"}, 422),
        ({"comment": 3}, 422),
        ({"comment": "x" * 2001}, 413),
        ({}, 422),
    ],
)
async def test_feedback(session: aiohttp.ClientSession, body: object, status: int) -> None:
    talk = await begin(session)
    assert (await talk.call("POST", "/feedback", json=body))[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"channel": "web", "speaker": "agent"}, 201),
        ({"channel": "terminal"}, 201),
        ({"channel": "telegram"}, 422),
        ({"channel": 1}, 422),
        ({"speaker": "doctor"}, 422),
        ({"speaker": ["agent"]}, 422),
    ],
)
async def test_beginnings(session: aiohttp.ClientSession, body: object, status: int) -> None:
    async with session.post(f"{API}/conversations", json=body) as answer:
        assert answer.status == status
