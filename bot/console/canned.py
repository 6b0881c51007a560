"""Ready replies by code, with the facts of the clinic and the conversation filled in."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from aiohttp import web

from bot.console import view
from bot.console.access import Principal
from bot.console.view import Whole
from bot.errors import SettingsError
from bot.keys import DATABASE, SETTINGS, TEXTS

Json = dict[str, Any]

_FIELDS = ("code", "title", "text")
_PLAIN = Formatter()


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


async def listed(app: web.Application, who: Principal, id_: str | None = None) -> Json:
    """All replies; for a conversation with its open question filled in."""
    replies = await asyncio.to_thread(read_canned, app[SETTINGS].canned_replies)
    clinic = app[TEXTS].clinic
    facts = _Facts(
        agent=who.display,
        clinic=clinic["clinic_name"],
        phone=clinic["clinic_phone"] or "{phone}",
        emergency=clinic["emergency_number"],
    )
    if id_:
        whole: Whole = await app[DATABASE].read(partial(view.whole, id_=id_))
        question = view.assessment_view(app, whole.assessment, whole.lines)["question"]
        if question:
            facts["question"] = question["text"]
    return {"canned": [{**one, "text": _PLAIN.vformat(one["text"], (), facts)} for one in replies]}


def read_canned(path: Path) -> list[Json]:
    """The replies of a file; a file that is none is the operator's to mend."""
    try:
        rows = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(f"CANNED_REPLIES: {path} cannot be read as YAML.") from error
    if not isinstance(rows, list) or not all(_is_reply(row) for row in rows):
        raise SettingsError(f"CANNED_REPLIES: each reply of {path} needs code, title and text.")
    return rows


def _is_reply(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(name), str) for name in _FIELDS)
