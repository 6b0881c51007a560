"""Where the time of a turn goes inside an engine worker (runs in .venv-engine).

Wraps the parts of a turn with a clock: each NLU component, the policies, the custom actions,
the store. What is left over is Rasa's own machinery (graph runner, trackers, events).
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import nlu.components
from engine.agent import prepare_environment
from engine.fingerprint import MODEL, ROOT
from engine.requests import TurnRequest
from engine.runner import make_runner
from engine.turns import TurnRunner

ROUNDS = 6
_spent: defaultdict[str, float] = defaultdict(float)


def clocked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, with its time added to `name`; works for coroutines too."""
    if inspect.iscoroutinefunction(function):

        @wraps(function)
        async def run_async(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return await function(*args, **kwargs)
            finally:
                _spent[name] += time.perf_counter() - began

        return run_async

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            _spent[name] += time.perf_counter() - began

    return run


def put_clocks() -> None:
    """Clock the parts of a turn; before the model is loaded, as its graph binds the methods."""
    prepare_environment()
    import rasa.core.agent  # noqa: F401  (defines all policies)
    from rasa.core.policies.policy import Policy
    from rasa.engine.graph import GraphComponent
    from rasa_sdk.executor import ActionExecutor

    from engine.tracker_store import ConversationStore

    for module in pkgutil.iter_modules(nlu.components.__path__):
        importlib.import_module(f"nlu.components.{module.name}")
    import engine.safety_policy  # noqa: F401

    for component in subclasses(GraphComponent):
        if component.__module__.startswith("nlu.components") and "process" in vars(component):
            component.process = clocked(f"nlu: {component.__name__}", component.process)
    for policy in subclasses(Policy):
        if "predict_action_probabilities" in vars(policy):
            policy.predict_action_probabilities = clocked(
                "policies", policy.predict_action_probabilities
            )
    ActionExecutor.run = clocked("actions", ActionExecutor.run)
    for name in ("begin", "commit", "answer"):
        setattr(ConversationStore, name, clocked("store", getattr(ConversationStore, name)))


def subclasses(base: type) -> list[Any]:
    """All classes below `base`."""
    found: list[Any] = []
    for cls in base.__subclasses__():
        found += [cls, *subclasses(cls)]
    return found


async def play(runner: TurnRunner, lines: tuple[str, ...]) -> int:
    """Play the lines in new conversations; returns the number of turns."""
    for round_ in range(ROUNDS):
        for number, line in enumerate(lines):
            request = TurnRequest(f"profile-{round_}", f"m{number}", text=line)
            began = time.perf_counter()
            await runner.run(request)
            _spent["whole turn"] += time.perf_counter() - began
    return ROUNDS * len(lines)


def main() -> None:
    """Print milliseconds a turn for each part, largest first."""
    lines = tuple(sys.stdin.read().splitlines())
    with tempfile.TemporaryDirectory() as folder:
        put_clocks()
        runner = make_runner(MODEL, ROOT / "knowledge.db", Path(folder) / "engine.db")
        loop = asyncio.new_event_loop()
        loop.run_until_complete(play(runner, lines))  # warm
        turns = loop.run_until_complete(play_again(runner, lines))
    whole = _spent.pop("whole turn")
    _spent["rasa: graph, trackers, events"] = whole - sum(_spent.values())
    for name, seconds in sorted(_spent.items(), key=lambda item: -item[1]):
        print(f"{name}\t{seconds / turns * 1000:.2f}")
    print(f"whole turn\t{whole / turns * 1000:.2f}")


async def play_again(runner: TurnRunner, lines: tuple[str, ...]) -> int:
    """Forget the warm-up's conversations, then play."""
    for round_ in range(ROUNDS):
        await runner.erase(f"profile-{round_}")
    _spent.clear()
    return await play(runner, lines)


if __name__ == "__main__":
    main()
