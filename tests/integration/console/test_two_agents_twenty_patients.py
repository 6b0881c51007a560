"""Two agents and twenty patients at once: nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fakes.agents import Agent
from tests.fakes.client import Talk, begin
from tests.fakes.gateway import Gateway

Json = dict[str, Any]

PATIENTS = 20
MESSAGES = 4


@dataclass
class Round:
    """What happened, as those who did it saw it."""

    talks: list[Talk] = field(default_factory=list)
    won: dict[str, list[str]] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)


async def patient(talk: Talk, number: int) -> None:
    """Says four things, whoever listens."""
    for count in range(MESSAGES):
        await talk.say(f"patient {number} says {count}", f"p{number}-{count}")


async def agent(one: Agent, order: list[Talk], round_: Round) -> None:
    """Tries every conversation; in those it gets, it writes twice and hands back."""
    for talk in order:
        status, _ = await one.call("POST", f"/conversations/{talk.id}/claim", json={})
        if status == 409:
            continue
        assert status == 200
        round_.won.setdefault(talk.id, []).append(one.name)
        for count in range(2):
            text = f"{one.name} writes {count}"
            await one.post(f"/conversations/{talk.id}/messages", {"text": text}, 201)
            round_.said.setdefault(talk.id, []).append(text)
        await one.post(f"/conversations/{talk.id}/release")


def between(lines: list[Json]) -> list[str]:
    """What was said while a person held the conversation, by whom."""
    found, held = [], False
    for line in lines:
        if line.get("event") == "agent_joined":
            held = True
        elif line.get("event") == "agent_left":
            held = False
        elif held:
            found.append(line["role"])
    return found


async def test_twenty_patients_and_two_agents_who_want_the_same_conversations(
    gateway: Gateway, session: aiohttp.ClientSession, anna: Agent, ben: Agent
) -> None:
    round_ = Round([await begin(session) for _ in range(PATIENTS)])
    heard: list[tuple[str, str]] = []

    async def listen(one: Agent) -> None:
        async with one.listening() as news:
            while True:
                id_, name, _ = await news.next()
                heard.append((one.name, id_ if name else ""))

    listening = [asyncio.create_task(listen(one)) for one in (anna, ben)]
    await asyncio.gather(
        *(patient(talk, number) for number, talk in enumerate(round_.talks)),
        agent(anna, round_.talks, round_),
        agent(ben, round_.talks, round_),
    )
    for task in listening:
        task.cancel()

    assert set(round_.won) == {talk.id for talk in round_.talks}, "each was taken by somebody"
    for number, talk in enumerate(round_.talks):
        lines = (await anna.get(f"/conversations/{talk.id}"))["lines"]
        _holds_together(lines, number, round_.said[talk.id])
    for name in ("Anna", "Ben"):
        ids = [id_ for who, id_ in heard if who == name]
        assert ids, "the news arrived"
        assert len(ids) == len(set(ids)), "and none came twice"


def _holds_together(lines: list[Json], number: int, written: list[str]) -> None:
    seqs = [line["seq"] for line in lines]
    assert seqs == sorted(set(seqs))
    by_patient = [line["text"] for line in lines if line["role"] == "user"]
    assert by_patient == [f"patient {number} says {count}" for count in range(MESSAGES)]
    by_agents = [line["text"] for line in lines if line["role"] == "agent"]
    assert sorted(by_agents) == sorted(written)
    assert "bot" not in between(lines), "the bot is silent while a person holds the conversation"
    joined = [line["event"] for line in lines if line.get("event")]
    assert joined == ["agent_joined", "agent_left"] * (len(joined) // 2), "one at a time"
