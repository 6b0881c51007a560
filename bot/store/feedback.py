"""What people thought of a conversation."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, insert

from bot.store import conversations, tables
from bot.store.conversations import Access


@dataclass(frozen=True, slots=True)
class Rating:
    """One to five, words, or both."""

    rating: int | None
    comment: str | None


def add(connection: Connection, access: Access, rating: Rating) -> None:
    """Keep a rating beside its conversation; it is erased with it."""
    conversation = conversations.authorise(connection, access)
    connection.execute(
        insert(tables.feedback),
        {
            "conversation_id": conversation.id,
            "rating": rating.rating,
            "comment": rating.comment,
            "created_at": time.time(),
        },
    )
