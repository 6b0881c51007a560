"""What remains: messages for review, figures, the log of who did what; and its described shapes."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.agents import CONSOLE, Agent, make_users, signed_in
from tests.fakes.client import Talk, begin
from tests.fakes.gateway import Gateway
from tests.integration.test_openapi import SPEC, check

Json = dict[str, Any]


@pytest.fixture
async def talk(session: aiohttp.ClientSession) -> Talk:
    begun = await begin(session)
    await begun.say("UNCLEAR zapping", "m-1")
    return begun


async def test_a_misread_message_is_collected_and_only_people_judge_it(
    talk: Talk, anna: Agent, sue: Agent
) -> None:
    path = f"/conversations/{talk.id}/misread"
    body = {"message_id": "m-1", "comment": "=means tingling", "intent": "inform"}
    marked = (await anna.post(path, body, status=201))["misread"]
    assert (marked["text"], marked["intent"], marked["meant"]) == (
        "UNCLEAR zapping",
        "nlu_fallback",
        "inform",
    )
    lines = (await anna.get(f"/conversations/{talk.id}"))["lines"]
    assert [line.get("misread") for line in lines if line["role"] == "user"] == [True]
    status, _ = await anna.call("GET", "/misread")
    assert status == 403
    status, text = await sue.call("GET", "/misread?state=open", headers={"Accept": "text/csv"})
    rows = [row for row in csv.DictReader(io.StringIO(text.decode())) if row["text"]]
    (row,) = [row for row in rows if row["id"] == str(marked["id"])]
    assert row["comment"] == "'=means tingling", "no formula for a spreadsheet"
    judged = await sue.post(f"/misread/{marked['id']}", {"state": "taken"})
    assert judged["misread"]["state"] == "taken"
    unknown = {"message_id": "nobody said this"}
    status, problem = await anna.call("POST", path, json=unknown)
    assert (status, problem["code"]) == (422, "unknown_id")
    assert (await anna.call("DELETE", f"{path}/m-1"))[0] == 204
    lines = (await anna.get(f"/conversations/{talk.id}"))["lines"]
    assert not [line for line in lines if line.get("misread")]


async def test_figures_count_what_happened(tmp_path_factory: pytest.TempPathFactory) -> None:
    gateway = Gateway(tmp_path_factory.mktemp("gw")).start()
    make_users(gateway.database)
    try:
        async with aiohttp.ClientSession(gateway.url) as http:
            anna = await signed_in(http, gateway.database, "anna")
            sue = await signed_in(http, gateway.database, "sue")
            await begin(http)  # a widget that was only opened
            asks, alarm = await begin(http), await begin(http)
            await asks.say("UNCLEAR zapping")
            await asks.call("POST", "/handoff")
            await alarm.say("ALARM")
            await alarm.call("POST", "/feedback", json={"rating": 4, "comment": "kind"})
            await anna.post(f"/conversations/{asks.id}/claim")
            await anna.post("/calls", {}, status=201)
            figures = await sue.get("/figures?days=2")
            _, rows = await sue.call("GET", "/figures?days=2", headers={"Accept": "text/csv"})
    finally:
        gateway.kill()
    assert figures["conversations"] == 2
    assert figures["by_channel"] == {"web": 2}
    assert sum(figures["by_hour"]) == sum(day["conversations"] for day in figures["by_day"]) == 2
    assert figures["by_urgency"] == {"undetermined": 1, "emergency": 1}
    assert figures["hand_offs"]["asked"] == figures["hand_offs"]["taken"] == 1
    assert figures["hand_offs"]["by_agent"] == [{"name": "Anna", "taken": 1}]
    assert figures["waiting_seconds"]["median"] is not None
    assert (figures["messages"], figures["fallback_rate"]) == (2, 0.5)
    assert figures["unmatched"] == [{"words": "zapping", "n": 1}]
    assert (figures["ratings"]["mean"], figures["ratings"]["by_stars"]) == (4, [0, 0, 0, 1, 0])
    assert "conversations,,2" in rows.decode()
    assert "by_urgency,emergency,1" in rows.decode()


async def test_the_log_tells_who_did_what_and_never_what_was_said(
    talk: Talk, anna: Agent, sue: Agent
) -> None:
    path = f"/conversations/{talk.id}"
    await anna.get(path)
    await anna.get(path)  # the same look
    await anna.post(path + "/claim")
    await anna.post(path + "/messages", {"text": "a secret canary"}, status=201)
    await anna.post(path + "/notes", {"text": "a private canary"}, status=201)
    await anna.post(path + "/release")
    await sue.call("DELETE", path)
    entries: list[Json] = []
    more = True
    while more:
        after = entries[-1]["id"] if entries else 0
        got = await sue.get("/audit", params={"after": str(after), "limit": "1000"})
        entries, more = entries + got["entries"], got["more"]
    mine = [(e["user"], e["action"]) for e in entries if e["conversation"] == talk.id]
    assert mine == [
        ("anna", "view"),
        ("anna", "claim"),
        ("anna", "message"),
        ("anna", "note"),
        ("anna", "release"),
        ("sue", "erase"),
    ]
    assert "canary" not in str(entries)


SHAPES: list[tuple[str, str, str, Json, int]] = [
    ("ada", "GET", "/session", {}, 200),
    ("ada", "GET", "/queue", {}, 200),
    ("ada", "GET", "/conversations/{id}", {}, 200),
    ("ada", "GET", "/conversations/{id}/lines", {}, 200),
    ("ada", "POST", "/conversations/{id}/claim", {}, 200),
    ("ada", "POST", "/conversations/{id}/messages", {"text": "hello"}, 201),
    ("ada", "POST", "/conversations/{id}/notes", {"text": "a note"}, 201),
    ("ada", "GET", "/conversations/{id}/notes", {}, 200),
    ("ada", "POST", "/conversations/{id}/corrections", {"id": "pain", "status": "present"}, 200),
    ("ada", "POST", "/conversations/{id}/misread", {"message_id": "m-1"}, 201),
    ("ada", "POST", "/conversations/{id}/release", {}, 200),
    ("ada", "GET", "/conversations/{id}", {}, 200),
    ("ada", "POST", "/calls", {"caller": "Mrs Gray"}, 201),
    ("ada", "POST", "/conversations/{call}/sentences", {"text": "ALARM PAIN"}, 200),
    ("ada", "POST", "/calls/{call}/end", {"outcome": "999"}, 200),
    ("ada", "GET", "/canned", {}, 200),
    ("ada", "GET", "/findings", {}, 200),
    ("ada", "GET", "/misread", {}, 200),
    ("ada", "GET", "/figures", {}, 200),
    ("ada", "GET", "/audit", {}, 200),
    ("ada", "GET", "/users", {}, 200),
    ("ada", "POST", "/conversations/{id}/messages", {"text": "hello"}, 409),
    ("anna", "GET", "/users", {}, 403),
]


@pytest.fixture
async def people(anna: Agent, ada: Agent) -> AsyncIterator[dict[str, Agent]]:
    yield {"anna": anna, "ada": ada}


async def test_every_answer_has_the_described_shape(talk: Talk, people: dict[str, Agent]) -> None:
    call = ""
    for name, method, pattern, body, status in SHAPES:
        described = pattern.replace("{call}", "{id}")
        path = pattern.replace("{id}", talk.id).replace("{call}", call)
        given = {} if method == "GET" else {"json": body}
        got, answer = await people[name].call(method, path, **given)
        assert got == status, (method, path, answer)
        if pattern == "/calls":
            call = answer["row"]["id"]
        responses = SPEC["paths"][CONSOLE + described][method.lower()]["responses"][str(status)]
        if "$ref" in responses:
            responses = SPEC["components"]["responses"][responses["$ref"].split("/")[-1]]
        (kind,) = [kind for kind in responses["content"] if "json" in kind and "fhir" not in kind]
        check(responses["content"][kind]["schema"], answer)
