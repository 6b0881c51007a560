"""Whom a call is about: the caller, or somebody else (her, him, them)."""

from __future__ import annotations

import re
from functools import partial

from bot.console.naming import words
from bot.store import calls
from bot.store.calls import Call
from bot.store.database import Database

THE_CALLER = "you"


async def asked_about(database: Database, conversation: str) -> str:
    """Whom the questions to read out are about, by the engine's name; "" if nothing was noted."""
    call: Call | None = await database.read(partial(calls.find, conversation=conversation))
    if call is None or not call.relation:
        return ""
    return str(words()["whom"]["engine"][whom(call.relation, "")])


def whom(relation: str | None, quote: str) -> str:
    """Whom it is about: "you" for the caller, else the pronoun of somebody else.

    Where the agent noted no relation, the caller's words tell.
    """
    texts = words()["whom"]
    if relation:
        named = _letters(relation)
        if named & set(texts["the_caller"]):
            return THE_CALLER
        return _pronoun(named) or str(texts["of_unknown"])
    said = _letters(quote)
    if said & set(texts["first_person"]):
        return THE_CALLER
    return _pronoun(said) or THE_CALLER


def _pronoun(said: set[str]) -> str | None:
    known = words()["whom"]["another"]
    return next((pronoun for pronoun, told in known.items() if said & set(told)), None)


def _letters(text: str) -> set[str]:
    return set(re.findall(r"[a-z']+", text.lower().replace("’", "'")))
