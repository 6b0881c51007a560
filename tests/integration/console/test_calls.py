"""The phone: sentences in, findings and the next question back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.agents import Agent

Json = dict[str, Any]
CALLER = {"caller": "Mrs Gray", "relation": "mother", "callback": "555 0100"}


@pytest.fixture
async def call(anna: Agent) -> str:
    begun = await anna.post("/calls", CALLER, status=201)
    return str(begun["row"]["id"])


async def test_a_call_begins_with_who_calls(anna: Agent) -> None:
    begun = await anna.post("/calls", CALLER, status=201)
    row, call = begun["row"], begun["call"]
    assert (row["label"], row["channel"], row["speaker"]) == ("Mrs Gray", "phone", "agent")
    assert row["agent"]["name"] == "Anna"
    assert {name: call[name] for name in CALLER} == CALLER
    assert set(begun["may"]) >= {"sentence", "end_call", "correct"}
    assert begun["row"]["id"] in [r["id"] for r in (await anna.get("/queue?tab=mine"))["rows"]]


async def test_a_sentence_gives_chips_and_the_next_question(anna: Agent, call: str) -> None:
    heard = await anna.post(f"/conversations/{call}/sentences", {"text": "PAIN since Monday"})
    assert [(chip["name"], chip["status"]) for chip in heard["chips"]] == [
        ("pain in the back", "present")
    ]
    assert heard["ask"]["text"] == "How did it begin?"
    assert heard["ask"]["buttons"]
    assert heard["emergency"] is None
    payload = heard["ask"]["buttons"][0]["payload"]
    tapped = await anna.post(f"/conversations/{call}/sentences", {"payload": payload})
    assert [line["role"] for line in tapped["lines"]] == ["user", "bot", "bot"]


async def test_an_emergency_says_what_to_tell_the_caller_for_as_long_as_it_stands(
    anna: Agent, ben: Agent, call: str
) -> None:
    async with ben.listening() as news:
        heard = await anna.post(f"/conversations/{call}/sentences", {"text": "ALARM she fell"})
        alarm = await news.until("emergency")
    words = heard["emergency"]["text"]
    assert words.startswith("**Please call 112 for her now"), "the patient is her mother"
    assert "you told me “ALARM she fell”" in words
    assert heard["emergency"]["flags"][0]["quote"] == "ALARM she fell"
    assert alarm["row"]["label"] == "Mrs Gray"
    later = await anna.post(f"/conversations/{call}/sentences", {"text": "she is calmer"})
    assert later["emergency"]["text"] == words
    assert (await anna.get(f"/conversations/{call}"))["emergency"]["text"] == words


@pytest.mark.parametrize(
    ("relation", "about"),
    [("mother", "she"), ("husband", "he"), ("child", "they"), ("self", "patient"), (None, "")],
)
async def test_the_engine_is_told_whom_the_questions_to_read_out_are_about(
    anna: Agent, relation: str | None, about: str
) -> None:
    begun = await anna.post("/calls", {"relation": relation}, status=201)
    path = f"/conversations/{begun['row']['id']}/sentences"
    assert (await anna.post(path, {"text": "ABOUT"}))["say"] == [f"about: {about}"]


async def test_a_relation_that_is_put_right_holds_from_the_next_sentence(
    anna: Agent, call: str
) -> None:
    await anna.call("PATCH", f"/calls/{call}", json={"relation": "father"})
    heard = await anna.post(f"/conversations/{call}/sentences", {"text": "ABOUT"})
    assert heard["say"] == ["about: he"]


async def test_a_call_is_its_agents_own(anna: Agent, ben: Agent, sue: Agent, call: str) -> None:
    for method, path, body in (
        ("POST", f"/conversations/{call}/sentences", {"text": "hello"}),
        ("PATCH", f"/calls/{call}", {"caller": "Mr White"}),
        ("POST", f"/calls/{call}/end", {}),
    ):
        status, problem = await ben.call(method, path, json=body)
        assert (status, problem["code"]) == (409, "held_by_other")
    status, problem = await ben.call("POST", f"/conversations/{call}/claim")
    assert (status, problem["code"]) == (409, "is_a_call")
    assert (await sue.call("PATCH", f"/calls/{call}", json={"outcome": "called back"}))[0] == 200


async def test_a_call_ends_with_its_summary(anna: Agent, call: str) -> None:
    await anna.post(f"/conversations/{call}/sentences", {"text": "PAIN"})
    status, changed = await anna.call("PATCH", f"/calls/{call}", json={"callback": "555 0199"})
    assert (status, changed["call"]["callback"]) == (200, "555 0199")
    async with anna.listening(conversation=call) as news:
        ended = (await anna.post(f"/calls/{call}/end", {"outcome": "GP this week"}))["call"]
        assert await news.until("gone") == {"id": call, "erased": False}
    assert ended["outcome"] == "GP this week"
    assert ended["ended_at"]
    status, problem = await anna.call(
        "POST", f"/conversations/{call}/sentences", json={"text": "one more thing"}
    )
    assert (status, problem["code"]) == (409, "call_over")
    status, text = await anna.call(
        "GET", f"/conversations/{call}/summary", headers={"Accept": "text/plain"}
    )
    assert status == 200
    assert text
    assert call not in [row["id"] for row in (await anna.get("/queue"))["rows"]]


async def test_a_caller_is_found_by_name(anna: Agent, call: str) -> None:
    assert call in [row["id"] for row in (await anna.get("/queue?q=mrs+gray"))["rows"]]
