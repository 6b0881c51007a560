"""What an agent may set by hand, with names, from the knowledge store."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.console_web.words import words
from bot.keys import SETTINGS, TEXTS
from bot.summary.names import read_names

Choices = dict[str, list[tuple[str, str]]]

_KINDS = {"finding": "findings", "flag": "red_flags"}


async def findable(app: web.Application) -> Choices:
    """Ids with their names, by what they are about; names in the order of the alphabet."""
    speaker = app[TEXTS].words["summary"]["speaker"]
    names = await asyncio.to_thread(read_names, app[SETTINGS].knowledge_db, speaker)
    named = {
        about: sorted(((id_, names.name(id_, kind)) for id_ in names.kinds[kind]), key=_by_name)
        for about, kind in _KINDS.items()
    }
    return {**named, "activation": list(words()["correct"]["activation"].items())}


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].lower()
