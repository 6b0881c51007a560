"""The strict tracker store: all of a turn or nothing, and no growth."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered

from engine.errors import StoreError
from engine.tracker_store import ConversationStore

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(tmp_path: Path, domain: Domain) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path / "engine.db", domain)
    yield store
    store.close()


def sorted_files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def turn(store: ConversationStore, text: str, number: int) -> int:
    """Play one turn; returns how many events the tracker holds afterwards."""
    await store.begin("c")
    tracker = await store.get_or_create_tracker("c")
    tracker.update(UserUttered(text, {"name": "inform", "confidence": 1.0}))
    tracker.update(SlotSet("topic", f"topic {number}"))
    tracker.update(ActiveLoop("interview"))
    for _ in range(4):
        tracker.update(ActionExecuted("interview"))
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    store.commit("c", f"m{number}", {"replies": [text]})
    return len(tracker.events)


async def test_what_was_committed_is_there_after_a_restart(
    store: ConversationStore, tmp_path: Path, domain: Domain
) -> None:
    await turn(store, "it shakes", 1)
    store.close()
    again = ConversationStore(tmp_path / "engine.db", domain)
    tracker = await again.retrieve("c")
    assert tracker is not None
    assert tracker.get_slot("topic") == "topic 1"
    assert tracker.active_loop_name == "interview"
    assert again.answer("c", "m1") == {"replies": ["it shakes"]}


async def test_a_discarded_turn_leaves_no_trace(store: ConversationStore) -> None:
    await turn(store, "it shakes", 1)
    tracker = await store.get_or_create_tracker("c")
    tracker.update(SlotSet("topic", "half done"))
    store.discard("c")
    kept = await store.retrieve("c")
    assert kept is not None
    assert kept.get_slot("topic") == "topic 1"


async def test_turn_forty_holds_no_more_events_than_turn_ten(store: ConversationStore) -> None:
    sizes = [await turn(store, f"message {number}", number) for number in range(40)]
    assert sizes[39] == sizes[10]
    tracker = await store.retrieve("c")
    assert tracker is not None
    assert tracker.active_loop_name == "interview"
    assert tracker.get_slot("topic") == "topic 39"


async def test_erasing_leaves_no_byte_of_the_words(
    store: ConversationStore, tmp_path: Path
) -> None:
    await turn(store, "canary-words", 1)
    store.erase("c")
    assert await store.retrieve("c") is None
    assert store.answer("c", "m1") is None
    left = b"".join(path.read_bytes() for path in sorted_files(tmp_path))
    assert b"canary-words" not in left


async def test_a_locked_database_is_an_error_not_an_empty_conversation(
    store: ConversationStore, tmp_path: Path
) -> None:
    await turn(store, "it shakes", 1)
    store.discard("c")
    other = sqlite3.connect(tmp_path / "engine.db")
    other.execute("DROP TABLE trackers")
    other.commit()
    with pytest.raises(StoreError, match="writable"):
        await store.retrieve("c")


def test_workers_that_start_together_all_find_their_tables(tmp_path: Path, domain: Domain) -> None:
    stores: list[ConversationStore] = []

    def start() -> None:
        stores.append(ConversationStore(tmp_path / "engine.db", domain))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == len(threads)
    for store in stores:
        store.close()
