"""What an agent may set by hand, with names, in the order of the alphabet."""

from __future__ import annotations

from aiohttp import web

from bot.console.naming import words
from bot.keys import NAMING

Choices = dict[str, list[tuple[str, str]]]


def findable(app: web.Application) -> Choices:
    """Ids with their names, by what they are about."""
    naming = app[NAMING]
    named = {
        about: [(one["id"], one["name"]) for one in naming.catalogue(about)]
        for about in ("finding", "flag")
    }
    ordered = {about: sorted(choices, key=_by_name) for about, choices in named.items()}
    return {**ordered, "activation": list(words()["evidence"]["activation"].items())}


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].lower()
