"""The engine's composition root: model, store, actions and knowledge become a turn runner."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from engine.agent import load_agent, prepare_environment, quiet_logging

if TYPE_CHECKING:
    from engine.turns import TurnRunner

# What a message makes dies with it, mostly without the collector. At Python's 700 it still runs in
# every third message; at this, in hardly any: 0.15 of 7.7 ms in the middle, measured in turns.
_ALLOCATED_BEFORE_A_COLLECTION = 20_000


def make_runner(model: Path, knowledge: Path, conversations: Path | None) -> TurnRunner:
    """A runner that can answer; `conversations` is the store's file, None keeps them in memory.

    Raises `ModelError`, `StoreError` or `KnowledgeError` with a sentence that says what to do.
    """
    prepare_environment()
    from actions.resources import open_resources
    from engine.local_actions import LocalActions
    from engine.tracker_store import ConversationStore
    from engine.turns import TurnRunner
    from nlu.language.follow_ups import FollowUps

    quiet_logging()
    resources = open_resources(knowledge)
    store = ConversationStore(conversations)
    actions = LocalActions(resources)
    agent = load_agent(model, store, actions)
    runner = TurnRunner(agent, store, actions, resources, FollowUps.of_project())
    # What is loaded now lives as long as the process: the collector need not walk it in every turn.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATED_BEFORE_A_COLLECTION)
    return runner
