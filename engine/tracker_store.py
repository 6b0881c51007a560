"""The strict tracker store: hot trackers, one write a turn, errors that reach the caller."""

from __future__ import annotations

import fcntl
import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from engine.errors import StoreError

# Rules look at one turn; a follow-up may mean what was explained two or three before.
TURNS_KEPT = 4
HOT_TRACKERS = 2_000
ANSWERS_KEPT = 50  # per conversation, for repeats of a message id

_metadata = sa.MetaData()
_trackers = sa.Table(
    "trackers",
    _metadata,
    sa.Column("conversation", sa.String(64), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
)
_answers = sa.Table(
    "answers",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation", sa.String(64), nullable=False),
    sa.Column("message_id", sa.String(128), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.UniqueConstraint("conversation", "message_id"),
)


@dataclass(slots=True)
class _Hot:
    """A tracker in memory and the checkpoints at which its last turns began."""

    tracker: DialogueStateTracker
    checkpoints: list[list[Event]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def checkpoint(tracker: DialogueStateTracker) -> list[Event]:
    """The fewest events that bring a fresh tracker into this tracker's state."""
    events: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    events += [
        SlotSet(name, slot.value)
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
    ]
    if tracker.active_loop_name:
        events.append(ActiveLoop(tracker.active_loop_name))
    return [*events, ActionExecuted("action_listen")]


class ConversationStore(TrackerStore):
    """Keeps each conversation as a checkpoint and its last turns, so that turn 400 costs as
    much as turn 4, and keeps the answers, so that a repeated message is not handled twice.

    Rasa's own stores hide outages behind an empty conversation; here a failure raises
    `StoreError`, and what a failed turn did is forgotten (`discard`).
    """

    def __init__(self, path: Path | None, domain: Domain | None = None) -> None:
        """Keep conversations in the file `path`, or in memory if it is None (batch, tests)."""
        super().__init__(domain)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(
            f"sqlite:///{path}" if path else "sqlite://",
            future=True,
            connect_args={"timeout": 2, "check_same_thread": False},
            poolclass=sa.pool.StaticPool,  # one connection, used by one thread
        )
        sa.event.listen(self._engine, "connect", _set_pragmas)
        self._hot: OrderedDict[str, _Hot] = OrderedDict()
        with _alone(path), self._transaction() as connection:
            _metadata.create_all(connection)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Called by Rasa in mid-turn: nothing is written before the whole turn stands."""
        self._hot.setdefault(tracker.sender_id, _Hot(tracker)).tracker = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker from memory, else from the database, else None: a new conversation."""
        hot = self._hot.get(sender_id)
        if hot is None:
            with self._transaction() as connection:
                row = connection.execute(
                    sa.select(_trackers.c.events).where(_trackers.c.conversation == sender_id)
                ).first()
            if row is None:
                return None
            events = deserialise_events(json.loads(row.events))
            hot = self._hot[sender_id] = _Hot(self._rebuilt(sender_id, events))
        self._hot.move_to_end(sender_id)
        return hot.tracker

    async def begin(self, conversation: str) -> None:
        """Remember where this turn starts and shed what no policy looks at any more."""
        await self.retrieve(conversation)
        hot = self._hot.get(conversation)
        if hot is None:
            return
        hot.checkpoints.append(checkpoint(hot.tracker))
        hot.starts.append(len(hot.tracker.events))
        if len(hot.checkpoints) > TURNS_KEPT:
            events = [
                *hot.checkpoints[-TURNS_KEPT],
                *list(hot.tracker.events)[hot.starts[-TURNS_KEPT] :],
            ]
            dropped = hot.starts[-TURNS_KEPT] - len(hot.checkpoints[-TURNS_KEPT])
            self._hot[conversation] = _Hot(
                self._rebuilt(conversation, events),
                hot.checkpoints[-TURNS_KEPT:],
                [start - dropped for start in hot.starts[-TURNS_KEPT:]],
            )

    def commit(self, conversation: str, message_id: str, answer: dict[str, Any]) -> None:
        """Write the conversation's state and the turn's answer in one transaction."""
        tracker = self._hot[conversation].tracker
        state = json.dumps([event.as_dict() for event in tracker.events], ensure_ascii=False)
        with self._transaction() as connection:
            connection.execute(
                sa.text("INSERT OR REPLACE INTO trackers (conversation, events) VALUES (:c, :e)"),
                {"c": conversation, "e": state},
            )
            connection.execute(
                _answers.insert().values(
                    conversation=conversation,
                    message_id=message_id,
                    answer=json.dumps(answer, ensure_ascii=False),
                )
            )
        while len(self._hot) > HOT_TRACKERS:
            self._hot.popitem(last=False)

    def answer(self, conversation: str, message_id: str) -> dict[str, Any] | None:
        """The stored answer to a message that was handled before, or None."""
        with self._transaction() as connection:
            row = connection.execute(
                sa.select(_answers.c.answer).where(
                    _answers.c.conversation == conversation, _answers.c.message_id == message_id
                )
            ).first()
        return json.loads(row.answer) if row else None

    def discard(self, conversation: str) -> None:
        """Forget the tracker in memory: the next turn starts from what was last committed."""
        self._hot.pop(conversation, None)

    def erase(self, conversation: str) -> None:
        """Delete everything kept on a conversation, from memory, table and write-ahead log."""
        self.discard(conversation)
        with self._transaction() as connection:
            for table in (_trackers, _answers):
                connection.execute(table.delete().where(table.c.conversation == conversation))
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Release the database file."""
        self._engine.dispose()

    def _rebuilt(self, conversation: str, events: list[Event]) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(
            conversation, events, slots=self.domain.slots, domain=self.domain
        )

    @contextmanager
    def _transaction(self) -> Iterator[sa.engine.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.SQLAlchemyError as error:
            raise StoreError(
                f"The conversation store cannot be used ({type(error).__name__}). "
                "Check that its folder exists, is writable and has space left."
            ) from error


@contextmanager
def _alone(path: Path | None) -> Iterator[None]:
    """One worker at a time makes the tables and switches to WAL; the others wait."""
    if path is None:
        yield
        return
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
