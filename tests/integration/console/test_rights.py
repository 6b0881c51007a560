"""Who may do what in the console: every route, every role, and a conversation of somebody else."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.fakes.agents import CONSOLE, Agent
from tests.fakes.client import Talk, begin
from tests.integration.test_access import routes

Json = dict[str, Any]

# Of each route: the least role, a body that is right, the status on one's own conversation, and the
# one on a conversation that somebody else holds.
WORK, LEAD, ADMIN = "anna", "sue", "ada"
ROUTES: dict[tuple[str, str], tuple[str, Json, int, int]] = {
    ("GET", "/session"): (WORK, {}, 200, 200),
    ("DELETE", "/session"): (WORK, {}, 204, 204),
    ("POST", "/session/password"): (WORK, {"old": "no", "new": "a long passphrase"}, 401, 401),
    ("GET", "/queue"): (WORK, {}, 200, 200),
    ("GET", "/events"): (WORK, {}, 200, 200),
    ("GET", "/conversations/{id}"): (WORK, {}, 200, 200),
    ("GET", "/conversations/{id}/lines"): (WORK, {}, 200, 200),
    ("GET", "/conversations/{id}/summary"): (WORK, {}, 200, 200),
    ("GET", "/conversations/{id}/notes"): (WORK, {}, 200, 200),
    ("POST", "/conversations/{id}/notes"): (WORK, {"text": "a note"}, 201, 201),
    ("POST", "/conversations/{id}/claim"): (WORK, {}, 200, 409),
    ("POST", "/conversations/{id}/release"): (WORK, {}, 200, 409),
    ("POST", "/conversations/{id}/messages"): (WORK, {"text": "hello"}, 201, 409),
    ("POST", "/conversations/{id}/typing"): (WORK, {"on": True}, 204, 409),
    ("POST", "/conversations/{id}/corrections"): (
        WORK,
        {"about": "finding", "id": "pain", "status": "absent"},
        200,
        409,
    ),
    ("POST", "/conversations/{id}/misread"): (WORK, {"message_id": "m-1"}, 201, 201),
    ("DELETE", "/conversations/{id}/misread/{message_id}"): (WORK, {}, 204, 204),
    ("POST", "/conversations/{id}/sentences"): (WORK, {"text": "hello"}, 409, 409),  # no call
    ("PATCH", "/calls/{id}"): (WORK, {"caller": "x"}, 409, 409),
    ("POST", "/calls/{id}/end"): (WORK, {}, 409, 409),
    ("POST", "/calls"): (WORK, {}, 201, 201),
    ("GET", "/canned"): (WORK, {}, 200, 200),
    ("GET", "/findings"): (WORK, {}, 200, 200),
    ("DELETE", "/conversations/{id}"): (LEAD, {}, 204, 204),
    ("GET", "/misread"): (LEAD, {}, 200, 200),
    ("POST", "/misread/{number}"): (LEAD, {"state": "taken"}, 404, 404),  # there is none
    ("GET", "/figures"): (LEAD, {}, 200, 200),
    ("GET", "/audit"): (LEAD, {}, 200, 200),
    ("GET", "/users"): (ADMIN, {}, 200, 200),
}
RANK = {"anna": 0, "ben": 0, "sue": 1, "ada": 2}
IDS = [" ".join(route) for route in ROUTES]


def test_every_route_of_the_console_stands_in_the_table() -> None:
    found = {
        (method, pattern.removeprefix(CONSOLE))
        for method, pattern in routes()
        if pattern.startswith(CONSOLE)
    }
    assert found - set(ROUTES) == {("POST", "/session")}


@pytest.fixture
async def talk(session: aiohttp.ClientSession) -> Talk:
    begun = await begin(session)
    await begun.say("PAIN", "m-1")
    return begun


async def status_of(agent: Agent, route: tuple[str, str], id_: str) -> int:
    method, pattern = route
    path = pattern.replace("{id}", id_).replace("{message_id}", "m-1").replace("{number}", "99")
    body = ROUTES[route][1]
    given = {} if method == "GET" else {"json": body}
    if pattern == "/events":
        async with agent.http.get(CONSOLE + path, headers=agent.headers) as stream:
            return stream.status
    return (await agent.call(method, path, **given))[0]


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
async def test_each_role_may_do_its_own_work_and_no_more(
    talk: Talk, anna: Agent, sue: Agent, ada: Agent, route: tuple[str, str]
) -> None:
    least, _, right, _ = ROUTES[route]
    for name, agent in (("anna", anna), ("sue", sue), ("ada", ada)):
        allowed = RANK[name] >= RANK[least]
        once = await begin(talk.session)
        await once.say("PAIN", "m-1")
        if allowed and not route[1].endswith("/claim"):
            await agent.post(f"/conversations/{once.id}/claim")
        expected = right if allowed else 403
        assert await status_of(agent, route, once.id) == expected, name


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
async def test_what_somebody_else_holds_can_be_seen_and_not_touched(
    talk: Talk, anna: Agent, ben: Agent, sue: Agent, ada: Agent, route: tuple[str, str]
) -> None:
    await anna.post(f"/conversations/{talk.id}/claim")
    least, _, _, foreign = ROUTES[route]
    agent = {"anna": ben, "sue": sue, "ada": ada}[least]
    assert await status_of(agent, route, talk.id) == foreign


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
async def test_nobody_else_gets_in(talk: Talk, anna: Agent, route: tuple[str, str]) -> None:
    """Without a session, with a patient's token, with a cut token: 401, and nothing is told."""
    for token in ("", "x", talk.token, anna.me["token"][:-1]):
        stranger = Agent(talk.session, {"token": token, "user": {"display": "?"}})
        assert await status_of(stranger, route, talk.id) == 401


@pytest.mark.parametrize("route", [r for r in ROUTES if "{id}" in r[1]], ids=str)
async def test_a_conversation_that_is_not_there_is_not_there(
    ada: Agent, route: tuple[str, str]
) -> None:
    assert await status_of(ada, route, "0" * 32) == 404


async def test_an_agents_session_opens_nothing_of_the_patients_api(talk: Talk, anna: Agent) -> None:
    path = f"/api/v1/conversations/{talk.id}"
    async with talk.session.get(path, headers=anna.headers) as answer:
        assert answer.status == 404
