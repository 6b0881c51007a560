"""The queue and its news: who needs somebody, at once and without a gap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

from tests.fakes.agents import Agent, make_users, sign_in
from tests.fakes.client import Talk, begin
from tests.fakes.gateway import Gateway

Json = dict[str, Any]


async def talk_of(session: aiohttp.ClientSession, *said: str) -> Talk:
    talk = await begin(session)
    for text in said:
        await talk.say(text)
    return talk


async def ids(agent: Agent, **query: str) -> list[str]:
    return [row["id"] for row in (await agent.get("/queue", params=query))["rows"]]


async def test_emergencies_come_first_then_who_waits_then_the_newest(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    opened = await begin(session)  # a widget that was only opened
    waits_long = await talk_of(session, "one")
    waits = await talk_of(session, "two")
    old = await talk_of(session, "three")
    new = await talk_of(session, "four")
    alarm = await talk_of(session, "ALARM I wet myself")
    for one in (waits_long, waits):
        await one.call("POST", "/handoff")
    mine = {t.id for t in (opened, waits_long, waits, old, new, alarm)}
    found = [id_ for id_ in await ids(anna) if id_ in mine]
    assert found == [t.id for t in (alarm, waits_long, waits, new, old)]


async def test_tabs_filters_and_search(session: aiohttp.ClientSession, anna: Agent) -> None:
    mine = await talk_of(session, "my “left” side trembles since Monday")
    other = await talk_of(session, "ALARM Völlig anders")
    await anna.post(f"/conversations/{mine.id}/claim")
    assert mine.id in await ids(anna, tab="mine")
    assert other.id not in await ids(anna, tab="mine")
    assert mine.id not in await ids(anna, tab="unassigned")
    assert await ids(anna, q="“LEFT” side") == [mine.id]
    assert await ids(anna, q="Völlig anders", urgency="emergency") == [other.id]
    assert await ids(anna, q="völlig anders", channel="telegram,phone") == []
    assert await ids(anna, q='"role"') == [], "words only, not how they are stored"
    counts = (await anna.get("/queue"))["counts"]
    assert counts["all"] == counts["mine"] + counts["unassigned"]
    status, problem = await anna.call("GET", "/queue", params={"tab": "theirs"})
    assert (status, problem["code"]) == (422, "bad_field")


async def test_a_row_shows_the_flag_and_the_last_words(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk = await talk_of(session, "ALARM I wet myself " + "x" * 300)
    (row,) = [r for r in (await anna.get("/queue"))["rows"] if r["id"] == talk.id]
    assert (row["urgency"], row["urgency_name"], row["alert"]) == ("emergency", "Emergency", True)
    assert row["flags"][0]["quote"].startswith("ALARM I wet myself")
    assert len(row["last"]["text"]) == 160
    assert row["label"] == f"Web {talk.id[:4]}"
    claimed = (await anna.post(f"/conversations/{talk.id}/claim"))["row"]
    assert (claimed["alert"], claimed["returns_at"] is not None) == (False, True)


async def test_the_last_words_are_a_persons_and_tell_who_spoke(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk = await begin(session)

    async def last(id_: str) -> tuple[str, str] | None:
        said = (await anna.get(f"/conversations/{id_}"))["row"]["last"]
        return (said["who"], said["text"]) if said else None

    assert await last(talk.id) is None, "the bot has greeted, nobody has said anything"
    await talk.say("it trembles")
    assert await last(talk.id) == ("Patient", "it trembles"), "the bot has answered since"
    await anna.post(f"/conversations/{talk.id}/claim")
    await anna.post(f"/conversations/{talk.id}/messages", {"text": "Good morning"}, status=201)
    assert await last(talk.id) == ("Anna", "Good morning")
    call = (await anna.post("/calls", {}, status=201))["row"]["id"]
    await anna.post(f"/conversations/{call}/sentences", {"text": "she shakes"})
    assert await last(call) == ("Caller", "she shakes")


async def test_a_conversation_shows_how_each_message_was_understood(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk = await talk_of(session, "PAIN in my back", "UNCLEAR zapping")
    view = await anna.get(f"/conversations/{talk.id}")
    pain, unclear = [line["understanding"] for line in view["lines"] if line["role"] == "user"]
    assert (pain["intent"], pain["confidence"]) == ("inform", 0.9)
    assert [(one["name"], one["status"]) for one in pain["findings"]] == [
        ("pain in the back", "present")
    ]
    assert unclear["intent"] == "nlu_fallback"
    assert view["assessment"]["question"]["text"] == "How did it begin?"
    assert view["may"] == ["claim", "note", "misread"]


async def test_news_come_in_order_and_the_line_again_when_it_is_understood(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk = await talk_of(session, "hello")
    async with anna.listening(conversation=talk.id) as news:
        await talk.say("PAIN")
        first = await news.until("message", lambda data: data["line"]["text"] == "PAIN")
        again = await news.until("message", lambda data: data["line"]["text"] == "PAIN")
        assessment = (await news.until("assessment"))["assessment"]
    assert "understanding" not in first["line"]
    assert first["line"].items() <= again["line"].items()
    assert again["line"]["understanding"]["intent"] == "inform"
    assert assessment["findings"][0]["name"] == "pain in the back"


async def test_only_who_looks_hears_what_is_said(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk, other = await talk_of(session, "one"), await talk_of(session, "two")
    async with anna.listening(conversation=other.id) as news:
        await talk.say("a secret canary")
        await other.say("the end")
        heard: list[Any] = []
        while not (heard and heard[-1][0] == "message" and heard[-1][1]["id"] == other.id):
            heard.append((await news.next())[1:])
    assert not [data for name, data in heard if name == "message" and data["id"] == talk.id]


async def test_a_broken_stream_goes_on_where_it_broke(
    session: aiohttp.ClientSession, anna: Agent
) -> None:
    talk = await talk_of(session, "one")
    async with anna.listening(conversation=talk.id) as news:
        await talk.say("two")
        seen, _, _ = await news.next()
    await talk.say("ALARM three")
    async with anna.listening(conversation=talk.id, after=seen) as news:
        missed = await news.until("emergency")
        assert missed["row"]["id"] == talk.id
    async with anna.listening(after="0000-7") as news:
        assert (await news.next())[1] == "reset"


async def test_others_see_who_looks(
    session: aiohttp.ClientSession, anna: Agent, ben: Agent
) -> None:
    talk = await talk_of(session, "one")
    async with anna.listening() as news:
        async with ben.listening(conversation=talk.id):
            there = await news.until("viewers", lambda data: data["id"] == talk.id)
            row = (await anna.get(f"/conversations/{talk.id}"))["row"]
        gone = await news.until("viewers", lambda data: data["id"] == talk.id)
    assert [one["name"] for one in there["viewers"]] == ["Ben"]
    assert row["viewers"] == there["viewers"]
    assert gone["viewers"] == []


async def test_a_stream_ends_with_its_session(gateway: Gateway) -> None:
    async with aiohttp.ClientSession(gateway.url) as http:
        agent = await sign_in(http, "ben")
        async with agent.listening() as news:
            status, _ = await agent.call("DELETE", "/session")
            assert status == 204
            assert await news.until("bye") == {"reason": "logged_out"}


async def test_what_is_erased_is_gone_everywhere(
    session: aiohttp.ClientSession, anna: Agent, sue: Agent
) -> None:
    talk = await talk_of(session, "PAIN a secret canary")
    path = f"/conversations/{talk.id}"
    await anna.post(path + "/claim")
    await anna.post(path + "/notes", {"text": "a private canary"}, status=201)
    lines = [line for line in await talk.lines() if line["role"] == "user"]
    marked = {"message_id": lines[0]["message_id"], "comment": "canary"}
    await anna.post(path + "/misread", marked, status=201)
    status, problem = await anna.call("DELETE", path)
    assert (status, problem["code"]) == (403, "not_allowed")
    async with anna.listening(conversation=talk.id) as news:
        status, _ = await sue.call("DELETE", path)
        assert status in (202, 204)
        assert await news.until("gone") == {"id": talk.id, "erased": True}
    assert (await anna.call("GET", path))[0] == 404
    assert talk.id not in await ids(sue)
    async with anna.listening(after=anna.me["event_id"]) as news:
        heard: list[Any] = []
        while not heard or heard[-1][1] != "gone":
            heard.append(await news.next())
    assert "canary" not in str(heard)


async def test_nobody_is_left_alone_with_an_agent_who_is_gone_or_never_comes(
    make_gateway: Callable[..., Gateway],
) -> None:
    hurried = {"CLAIM_MINUTES": "0.02", "WAIT_MINUTES": "0.01", "CLINIC_PHONE": "555-1234"}
    gateway = make_gateway(**hurried).start()
    make_users(gateway.database)
    async with aiohttp.ClientSession(gateway.url) as http:
        agent = await sign_in(http, "anna")
        left, waits = await talk_of(http, "hello"), await talk_of(http, "hello")
        async with agent.listening() as news:
            await agent.post(f"/conversations/{left.id}/claim")
            told = await news.until("claim", lambda data: data["reason"] == "lapsed")
            assert told["id"] == left.id
            await waits.call("POST", "/handoff")
            row = await news.until("queue", lambda data: data["row"]["overdue"])
        assert (await left.say("still there?"))["mode"] == "bot"
        await asyncio.sleep(1.5)  # two more rounds, which must not tell it again
        said = [line.get("text", "") for line in await waits.lines()]
    assert row["row"]["mode"] == "waiting"
    (number,) = [text for text in said if "still in line" in text]
    assert "555-1234" in number
