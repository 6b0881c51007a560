"""A chat that an agent has taken over: the bot is silent, the agent's words arrive."""

from __future__ import annotations

from functools import partial

import pytest

from bot import keys
from bot.console import holding
from bot.console.access import Principal
from bot.store import board, users
from bot.store.users import NewUser
from tests.integration.telegram.conftest import Clinic

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_bot_is_silent_in_telegram_while_an_agent_has_the_chat(
    clinic: Clinic, chat: int
) -> None:
    app = clinic.app
    await clinic.talk(chat, "hello")
    new = NewUser("anna", "Anna", "agent", "no password")
    await app[keys.DATABASE].write(partial(users.add, new=new))
    anna = Principal(1, "anna", "Anna", "agent", "session", "", 0.0)
    id_ = next(id_ for id_, bound in app[keys.TELEGRAM].desk.bound.items() if bound == chat)
    await holding.claim(app, anna, id_)
    await clinic.telegram.until_told(chat, "Anna has joined")
    before = len(clinic.telegram.sent(chat))
    await clinic.say(chat, "ALARM I wet myself")
    await clinic.settled(chat)
    assert len(clinic.telegram.sent(chat)) == before
    row = await app[keys.DATABASE].read(partial(board.one, conversation=id_))
    assert row is not None
    assert (row.urgency, row.alert) == ("emergency", True)
    await holding.say(app, anna, id_, "Please call 112 now.")
    await clinic.telegram.until_told(chat, "Please call 112 now.")
    await holding.release(app, anna, id_)
    await clinic.telegram.until_told(chat, "You can go on here with the assistant.")
    await clinic.talk(chat, "thank you")
