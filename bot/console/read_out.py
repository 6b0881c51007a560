"""What the agent of a call reads to the caller in an emergency: to the patient, or about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.console.naming import EMERGENCY, Naming, words
from bot.console.whom import THE_CALLER, whom

Json = dict[str, Any]

SUICIDAL = "suicidal"


def read_out(naming: Naming, urgency: Json, relation: str | None) -> Json | None:
    """The words and the red flags behind them, for as long as the emergency is in force."""
    if urgency["level"] != EMERGENCY:
        return None
    active = naming.flags([flag for flag in urgency["flags"] if flag["status"] == "active"])
    return {"text": _words(naming, _gravest(active), relation), "flags": active}


def _gravest(active: list[Json]) -> Json | None:
    """The newest emergency; suicidal words come before all others."""
    grave = [flag for flag in active if flag["level"] == EMERGENCY]
    suicidal = [flag for flag in grave if flag["id"] == SUICIDAL]
    return next(reversed(suicidal or grave), None)


def _words(naming: Naming, flag: Json | None, relation: str | None) -> str:
    texts = words()["read_out"]
    sign = naming.signs.get(flag["id"]) if flag else None
    quote = flag["quote"] if flag else ""
    about = whom(relation, quote)
    side = "to_patient" if about == THE_CALLER else "for_another"
    template = texts[side][_kind(flag, sign)]
    direct = replace(naming.names, speaker=texts["direct"])
    told = {key: direct.fill(sign[key]) for key in ("do", "do_not", "why")} if sign else {}
    line = naming.texts.clinic["crisis_line"] or texts["without_crisis_line"]
    facts = {**texts["pronouns"][about], **naming.texts.clinic, "crisis_line": line, **told}
    return str(template.format_map({**facts, "reason": _reason(naming, quote)}))


def _kind(flag: Json | None, sign: Json | None) -> str:
    if flag and flag["id"] == SUICIDAL:
        return "crisis"
    return "sign" if sign else "unnamed"


def _reason(naming: Naming, quote: str) -> str:
    """What was said; of an answer also the question, which the agent had read out."""
    texts = words()["read_out"]
    if not quote:
        return ""
    asked, mark, answer = quote.rsplit("; ", maxsplit=1)[-1].partition("? ")
    if mark and f"{asked}?" in naming.wordings:
        return str(texts["answered"]).format(asked=f"{asked}?", answer=answer)
    return str(texts["said"]).format(quote=quote)
