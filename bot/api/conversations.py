"""`/conversations`: begin one, see it, erase it."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.api.requests import access_of, answer_json, body_of
from bot.errors import Problem
from bot.incoming import parse_start
from bot.keys import ADDRESSES, ANSWERING, DATABASE, ERASING, START_RATES
from bot.store import conversations, inbox, transcript
from bot.views import message_view
from bot.wire import empty_assessment


async def begin(request: web.Request) -> web.Response:
    """`POST /conversations`: the id, the token, and the greeting."""
    channel, speaker = parse_start(await body_of(request))
    _limit(request)
    started = await request.app[ANSWERING].start(channel, speaker)
    body = {"id": started.id, "token": started.token, **started.answer}
    del body["message_id"]
    return answer_json(body, status=201)


def _limit(request: web.Request) -> None:
    addresses = request.app[ADDRESSES]
    address = addresses.caller(request)
    if not addresses.is_limited(address):
        return
    seconds = request.app[START_RATES].seconds_to_wait(address)
    if seconds:
        raise Problem("too_many_starts", headers={"Retry-After": str(seconds)}, seconds=seconds)


async def show(request: web.Request) -> web.Response:
    """`GET /conversations/{id}`: everything said so far, and what was understood."""
    access, database = access_of(request), request.app[DATABASE]
    conversation = await database.read(partial(conversations.authorise, access=access))
    lines = await database.read(
        partial(transcript.page, conversation=access.conversation, after=0, most=transcript.ALL)
    )
    latest = partial(inbox.latest_assessment, conversation_id=access.conversation)
    body = {
        "id": conversation.id,
        "channel": conversation.channel,
        "speaker": conversation.speaker,
        "mode": conversation.mode,
        "messages": [message_view(line) for line in lines],
        "assessment": await database.read(latest) or empty_assessment(),
    }
    return answer_json(body)


async def erase(request: web.Request) -> web.Response:
    """`DELETE /conversations/{id}`: 204 if all is gone, 202 if the engine still has its part."""
    gone = await request.app[ERASING].erase(access_of(request))
    return web.Response(status=204 if gone else 202)
