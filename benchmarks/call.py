"""An agent on the phone: how long until what the caller said stands on the screen as chips."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from yarl import URL

from benchmarks.service import ROOT
from benchmarks.talk import Measured

NAME, PASSWORD = "bench", "the heron stands in the reeds"
SENTENCES = (
    "her lower back has been trembling for about three weeks when she bends down",
    "no numbness, no fever, and she can walk",
    "it hurts a bit in the evening",
    "she is 62 and takes a blood thinner",
    "it shakes when she lifts something, and she sleeps badly",
    "she has had a lot of stress since her husband died",
    "no pain in the legs",
    "she drinks four coffees a day",
    "it is better when she lies down",
    "nothing else she can think of",
)
_CSRF = re.compile(r'data-csrf="([^"]+)"')
_CHIPS = ('"chips"', 'class="chip')

Say = Callable[[str], Awaitable[str]]


def make_agent(data: Path) -> None:
    """As an operator does."""
    subprocess.run(
        [sys.executable, "-m", "bot", "user", "add", NAME, "--password-stdin"],
        input=f"{PASSWORD}\n",
        env={"BOT_DATA_DIR": str(data), "PATH": ""},
        cwd=ROOT,
        text=True,
        check=True,
        capture_output=True,
    )


async def calls_over_api(address: str, calls: int) -> Measured:
    """What the terminal console asks for."""
    console = "/api/v1/console"
    async with aiohttp.ClientSession(address) as http:
        login = {"name": NAME, "password": PASSWORD, "client": "terminal"}
        async with http.post(f"{console}/session", json=login) as answer:
            headers = {"Authorization": f"Bearer {(await answer.json())['token']}"}

        async def begin() -> Say:
            async with http.post(f"{console}/calls", json={}, headers=headers) as answer:
                path = f"{console}/conversations/{(await answer.json())['row']['id']}/sentences"
            return lambda words: _body(http.post(path, json={"text": words}, headers=headers))

        return await _measure(begin, calls)


async def calls_in_browser(address: str, calls: int) -> Measured:
    """What the browser's console asks for: the stage and the record beside it, as HTML."""
    # The service is asked by its number, for which a cookie jar keeps nothing by default.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(address, cookie_jar=jar) as http:
        login = {"name": NAME, "password": PASSWORD}
        page = await _body(http.post("/console/login", data=login, headers={"Origin": address}))
        found = _CSRF.search(page)
        if found is None:
            raise RuntimeError("the console let the bench's agent not in")
        headers = {"X-CSRF-Token": found[1], "HX-Request": "true", "Origin": address}

        async def begin() -> Say:
            async with http.post("/console/call", data={}, headers=headers) as answer:
                path = URL(answer.url).path + "/sentence"
            return lambda words: _body(http.post(path, data={"text": words}, headers=headers))

        return await _measure(begin, calls)


async def _measure(begin: Callable[[], Awaitable[Say]], calls: int) -> Measured:
    measured = Measured()
    for _ in range(calls):
        say = await begin()
        for sentence in SENTENCES:
            began = time.perf_counter()
            shown = await say(sentence)
            if any(mark in shown for mark in _CHIPS):
                measured.turns.append(time.perf_counter() - began)
            else:
                measured.failed += 1
    return measured


async def _body(request: Awaitable[aiohttp.ClientResponse]) -> str:
    answer = await request
    return await answer.text() if answer.ok else ""
