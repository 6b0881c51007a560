"""Erasing: every row of a conversation goes, and on SQLite its bytes too."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from bot.store import console_tables, tables

# Children before parents.
_OF_A_CONVERSATION = (
    console_tables.misread,
    console_tables.calls,
    console_tables.notes,
    console_tables.standings,
    console_tables.handoffs,
    tables.telegram_links,
    tables.telegram_outbox,
    tables.telegram_buttons,
    tables.telegram_chats,
    tables.feedback,
    tables.offers,
    tables.messages,
    tables.inbox,
)


def erase(connection: Connection, conversation: str) -> None:
    """Delete all that is kept on a conversation, and note that the engine has to do so too."""
    for table in _OF_A_CONVERSATION:
        connection.execute(delete(table).where(table.c.conversation_id == conversation))
    gone = connection.execute(
        delete(tables.conversations).where(tables.conversations.c.id == conversation)
    )
    if gone.rowcount:
        connection.execute(
            insert(tables.erasures),
            {"conversation_id": conversation, "requested_at": time.time()},
        )


def scrub(engine: Engine) -> None:
    """Rewrite an SQLite file, so that no deleted word is left in an unused part of it.

    Deleting alone is not enough, even with secure_delete: when a page is split, a copy of what
    moved stays in its unused part. The log is emptied too, for the same reason.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(statement)
            cursor.fetchall()
        cursor.close()
    finally:
        connection.close()


def size(engine: Engine) -> int:
    """Bytes of an SQLite file; 0 where scrubbing is the server's business."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return 0
    return Path(engine.url.database).stat().st_size


def confirmed(connection: Connection, conversation: str) -> None:
    """The engine has erased its part too; nothing is left, not even the id."""
    connection.execute(
        delete(tables.erasures).where(tables.erasures.c.conversation_id == conversation)
    )


def unconfirmed(connection: Connection) -> list[str]:
    """Conversations that the engine still has to erase."""
    rows = connection.execute(
        select(tables.erasures.c.conversation_id).order_by(tables.erasures.c.requested_at)
    )
    return list(rows.scalars())


def older_than(connection: Connection, moment: float) -> list[str]:
    """Conversations that nobody has used since `moment`."""
    rows = connection.execute(
        select(tables.conversations.c.id).where(tables.conversations.c.seen_at < moment)
    )
    return list(rows.scalars())
