"""Two agents and twenty patients at once: nobody is lost, doubled or answered by two."""

from __future__ import annotations

import asyncio
from collections import Counter

import aiohttp

from tests.fakes.agents import Agent
from tests.fakes.client import Talk, begin

PATIENTS, ROUNDS = 20, 3


async def patient(session: aiohttp.ClientSession, number: int) -> Talk:
    """Somebody who writes a few times and asks for a person; every fifth is an emergency."""
    talk = await begin(session)
    for turn in range(ROUNDS):
        await talk.say(f"patient {number} turn {turn}")
    if number % 5 == 0:
        await talk.say(f"ALARM patient {number}")
    await talk.call("POST", "/handoff")
    return talk


async def agent_works(agent: Agent, helped: Counter[str], lost: Counter[str]) -> None:
    """Takes whoever stands first in the queue until nobody waits, and answers each once."""
    while True:
        rows = (await agent.get("/queue", params={"tab": "unassigned", "limit": "500"}))["rows"]
        waiting = [row for row in rows if row["mode"] == "waiting"]
        if not waiting:
            return
        id_ = waiting[0]["id"]
        status, _ = await agent.call("POST", f"/conversations/{id_}/claim")
        if status == 409:
            lost[agent.name] += 1
            continue
        said = {"text": f"This is {agent.name}."}
        await agent.post(f"/conversations/{id_}/messages", said, status=201)
        helped[id_] += 1


async def test_two_agents_and_twenty_patients(
    session: aiohttp.ClientSession, anna: Agent, ben: Agent
) -> None:
    helped: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    talks = await asyncio.gather(*(patient(session, number) for number in range(PATIENTS)))
    emergencies = {talk.id for number, talk in enumerate(talks) if number % 5 == 0}
    first = (await anna.get("/queue"))["rows"][: len(emergencies)]
    assert {row["id"] for row in first} == emergencies
    await asyncio.gather(*(agent_works(one, helped, lost) for one in (anna, ben)))
    assert helped == Counter({talk.id: 1 for talk in talks})
    said = await asyncio.gather(*(talk.say("thank you") for talk in talks))
    assert all((one["mode"], one["replies"]) == ("agent", []) for one in said)
    mine = [len((await one.get("/queue?tab=mine"))["rows"]) for one in (anna, ben)]
    assert sum(mine) == PATIENTS
    for talk in talks:
        lines = await talk.lines()
        names = {line["name"] for line in lines if line["role"] == "agent"}
        joined = [line for line in lines if line.get("event") == "agent_joined"]
        assert len(names) == len(joined) == 1
        assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
