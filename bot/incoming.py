"""Reads what comes from outside: JSON, messages, ratings; everything else is a kind problem."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from bot.cleaning import clean
from bot.errors import Problem
from bot.store.feedback import Rating
from bot.store.inbox import Incoming

Json = dict[str, Any]

MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
LONGEST_PAYLOAD = 512
LONGEST_COMMENT = 2000
SPEAKERS = ("patient", "relative", "agent")
OUTSIDE_CHANNELS = ("web", "terminal")


def parse_object(body: bytes | str) -> Json:
    """A JSON object; an empty body counts as an empty one."""
    if not body:
        return {}
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Problem("bad_json") from error
    if not isinstance(value, dict):
        raise Problem("bad_json")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def parse_message(body: Json, longest: int) -> Incoming:
    """A message: a text, or the payload of a button, with an id that the client may choose."""
    text, payload = body.get("text"), body.get("payload")
    if (text is None) == (payload is None):
        raise Problem("text_or_payload")
    message_id = parse_message_id(body.get("message_id"))
    if payload is not None:
        return Incoming(message_id, None, _payload(payload))
    return Incoming(message_id, parse_text(text, longest), None)


def parse_text(text: object, longest: int) -> str:
    """Somebody's words, cleaned."""
    if not isinstance(text, str):
        raise Problem("bad_field", field="text", meant="a string")
    cleaned = clean(text)
    if not cleaned:
        raise Problem("empty_text")
    if len(cleaned) > longest:
        raise Problem("text_too_long", limit=longest)
    return cleaned


def parse_message_id(given: object) -> str:
    """The id that a client has chosen, or a new one."""
    if given is None:
        return uuid.uuid4().hex
    if not isinstance(given, str) or not MESSAGE_ID.fullmatch(given):
        meant = "1 to 64 letters, digits, dots, colons, dashes or underlines"
        raise Problem("bad_field", field="message_id", meant=meant)
    return given


def _payload(given: object) -> str:
    if not isinstance(given, str) or not given:
        raise Problem("bad_field", field="payload", meant="the payload of a button, as a string")
    if len(given) > LONGEST_PAYLOAD or clean(given) != given:
        raise Problem("not_offered")
    return given


def parse_start(body: Json) -> tuple[str, str | None]:
    """Channel and speaker of a new conversation."""
    channel = body.get("channel") or "web"
    speaker = body.get("speaker")
    if channel not in OUTSIDE_CHANNELS:
        raise Problem("bad_field", field="channel", meant=" or ".join(OUTSIDE_CHANNELS))
    if speaker is not None and speaker not in SPEAKERS:
        raise Problem("bad_field", field="speaker", meant=", ".join(SPEAKERS) + " or left out")
    return channel, speaker


def parse_rating(body: Json) -> Rating:
    """A rating of one to five, a comment, or both."""
    rating, comment = body.get("rating"), body.get("comment")
    if rating is None and comment is None:
        raise Problem("bad_field", field="rating", meant="a number from 1 to 5")
    if rating is not None and (type(rating) is not int or not 1 <= rating <= 5):
        raise Problem("bad_field", field="rating", meant="a number from 1 to 5")
    if comment is not None and not isinstance(comment, str):
        raise Problem("bad_field", field="comment", meant="a string")
    cleaned = clean(comment) if comment else None
    if cleaned and len(cleaned) > LONGEST_COMMENT:
        raise Problem("text_too_long", limit=LONGEST_COMMENT)
    return Rating(rating, cleaned or None)


def parse_number(given: str | None, *, field: str, least: int, most: int, default: int) -> int:
    """A whole number from a query."""
    if given is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise Problem("bad_field", field=field, meant=f"a whole number from {least} to {most}")
    return int(given)
