"""How the messages of a conversation were understood."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from bot.store.tables import inbox

Json = dict[str, Any]


def of(connection: Connection, conversation: str, message_id: str | None = None) -> dict[str, Json]:
    """By message id: intent, confidence, handling and what was found; of one message or of all."""
    here = (inbox.c.conversation_id == conversation) & inbox.c.understanding.is_not(None)
    if message_id is not None:
        here &= inbox.c.message_id == message_id
    rows = connection.execute(select(inbox.c.message_id, inbox.c.understanding).where(here))
    return {row.message_id: json.loads(row.understanding) for row in rows}
