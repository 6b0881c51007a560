"""Loads a trained model into a Rasa agent that has our store, actions and responses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ModelError
from engine.without_tensorflow import leave_out_tensorflow

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from engine.local_actions import LocalActions
    from engine.tracker_store import ConversationStore


def prepare_environment(tensorflow: bool = False) -> None:
    """What must stand before Rasa is imported: no telemetry, one thread, few words.

    TensorFlow stays out unless it is asked for; only the stock pipeline that the evaluation
    compares with needs it.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa's own name; also ends its progress bars
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if not tensorflow:
        leave_out_tensorflow()
    # skops searches all loaded modules for each of its 765 types: seconds once Rasa is loaded.
    import skops.io  # noqa: F401


def quiet_logging() -> None:
    """Without this, structlog prints debug lines that hold the user's words."""
    import logging
    import warnings

    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    for name in ("rasa", "rasa_sdk", "sqlalchemy", "tensorflow", "absl"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Rasa's warnings can quote a message that it could not read.
    warnings.simplefilter("ignore")


def load_agent(model: Path, store: ConversationStore, actions: LocalActions) -> Agent:
    """An agent that can answer; `ModelError` where Rasa would only warn and stay silent."""
    from rasa.core.agent import Agent
    from rasa.core.lock_store import InMemoryLockStore

    from engine.graph_runner import PlannedGraphRunner
    from engine.responses import RotatingResponses
    from engine.shortcuts import take_shortcuts

    take_shortcuts()
    if not model.is_file():
        raise ModelError(f"There is no model at {model}. Train one with `make train`.")
    try:
        agent = Agent.load(
            str(model), tracker_store=store, lock_store=InMemoryLockStore(), action_endpoint=actions
        )
    except Exception as error:
        raise ModelError(
            f"The model {model} cannot be loaded ({type(error).__name__}: {error}). "
            "Train a new one with `make train`."
        ) from error
    if agent.processor is None:
        raise ModelError(f"The model {model} is not usable. Train a new one with `make train`.")
    # Rasa wraps any store into one that hides its failures; ours must be heard.
    agent.tracker_store = agent.processor.tracker_store = store
    store.domain = agent.processor.domain
    agent.processor.nlg = RotatingResponses(agent.processor.domain.responses)
    agent.processor.graph_runner = PlannedGraphRunner.over(agent.processor.graph_runner)
    return agent
