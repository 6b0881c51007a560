"""The service as a fork of a process that has loaded its libraries already.

They take a second to load, Telegram's six more: tests that start a service again and again would
spend most of their time on that. All that the service itself does at its start is done as ever.
"""

from __future__ import annotations

import os
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
LIBRARIES = ["bot.__main__", "bot.logs", "bot.server"]
TELEGRAM = "bot.telegram.connection"

_context = get_context("forkserver")
_context.set_forkserver_preload(LIBRARIES)


def warm_up_for_telegram() -> None:
    """To be said before the first start."""
    _context.set_forkserver_preload([*LIBRARIES, TELEGRAM])


def fork_service(surroundings: dict[str, str]) -> tuple[ForkServerProcess, IO[str]]:
    """`python -m bot serve` with these environment variables only, and what it prints."""
    heard, spoken = _context.Pipe(duplex=False)
    process = _context.Process(target=_serve, args=(surroundings, spoken), daemon=True)
    process.start()
    spoken.close()
    output = os.fdopen(os.dup(heard.fileno()), encoding="utf-8")
    heard.close()
    return process, output


def _serve(surroundings: dict[str, str], spoken: Connection) -> None:
    os.dup2(spoken.fileno(), 1)
    os.dup2(spoken.fileno(), 2)
    spoken.close()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(surroundings)
    from bot.__main__ import main

    main(["serve"])
