"""`/conversations/{id}/messages`: say something, and read on from a line."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.api.requests import access_of, answer_json, body_of, limit_messages
from bot.incoming import parse_message, parse_number
from bot.keys import ANSWERING, DATABASE, SETTINGS
from bot.store import conversations, transcript
from bot.views import message_view

MOST_LINES = 2**31 - 1


async def say(request: web.Request) -> web.Response:
    """`POST`: one message, answered."""
    access = access_of(request)
    message = parse_message(await body_of(request), request.app[SETTINGS].max_text_length)
    limit_messages(request, access)
    return answer_json(await request.app[ANSWERING].respond(access, message))


async def page(request: web.Request) -> web.Response:
    """`GET ?after=SEQ&limit=N`: the lines after SEQ; `more` says that there are further ones."""
    access, database = access_of(request), request.app[DATABASE]
    query = request.query
    after = parse_number(query.get("after"), field="after", least=0, most=MOST_LINES, default=0)
    most = parse_number(
        query.get("limit"), field="limit", least=1, most=transcript.PAGE, default=transcript.PAGE
    )
    conversation = await database.read(partial(conversations.authorise, access=access))
    lines = await database.read(
        partial(transcript.page, conversation=access.conversation, after=after, most=most)
    )
    body = {
        "mode": conversation.mode,
        "messages": [message_view(line) for line in lines],
        "more": bool(lines) and lines[-1].seq < conversation.last_seq,
    }
    return answer_json(body)
