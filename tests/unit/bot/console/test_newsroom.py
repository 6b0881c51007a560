"""The agents' news go on, whatever one piece of them runs into."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from aiohttp import web

from bot.console.feed import Feed, Stream
from bot.console.newsroom import Newsroom
from bot.keys import DATABASE, FEED, LIVE
from bot.live import Live


class Broken:
    """A database that fails in a way that nobody has foreseen."""

    async def read(self, work: Any) -> Any:
        raise ValueError("a row that makes no sense")


async def test_news_that_cannot_be_told_silence_no_others() -> None:
    app = web.Application()
    app[LIVE], app[FEED] = Live(), Feed()
    app[DATABASE] = cast(Any, Broken())
    stream = Stream(1, "Anna", "session", None)
    with app[FEED].listening(stream):
        async with Newsroom(app).working(), asyncio.timeout(60):
            app[LIVE].tell("broken", {"type": "mode", "mode": "waiting"})
            app[LIVE].tell("other", {"type": "erased"})
            names = [(await stream.queue.get()).name]
            while names[-1] != "gone":
                names.append((await stream.queue.get()).name)
