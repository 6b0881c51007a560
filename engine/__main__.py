"""The engine's command line: serve, train, interpret, evaluate."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import evaluation.arguments
from engine.errors import EngineError
from engine.fingerprint import MODEL, ROOT, note_of
from engine.runner import make_runner
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from engine.turns import TurnRunner

DATABASE = ROOT / "knowledge.db"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a sentence on stderr and exit code 1 if it cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (EngineError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="answer turns on a private Unix socket")
    serve.add_argument("--socket", type=Path, required=True)
    serve.add_argument("--data", type=Path, default=ROOT / "var")
    serve.set_defaults(run=_serve)
    train = commands.add_parser("train", help="train the model if anything it needs changed")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")
    train.set_defaults(run=_train)
    interpret = commands.add_parser("interpret", help="JSON lines in, JSON lines out")
    interpret.set_defaults(run=_interpret)
    evaluate = commands.add_parser("evaluate", help="how well the trained model understands")
    evaluation.arguments.add_to(evaluate)
    for command in (serve, interpret, evaluate):
        command.add_argument("--model", type=Path, default=MODEL)
        command.add_argument("--knowledge", type=Path, default=DATABASE)
    return parser


def _train(options: argparse.Namespace) -> int:
    from engine.train import train

    if not train(force=options.force):
        print("the model is up to date", file=sys.stderr)
    return 0


def _interpret(options: argparse.Namespace) -> int:
    from engine.interpret import interpret

    runner = make_runner(options.model, options.knowledge, None)
    agent, resources = runner.agent, runner.resources
    asyncio.run(interpret(sys.stdin, sys.stdout, sys.stderr, agent, resources))
    return 0


def _serve(options: argparse.Namespace) -> int:
    runner = make_runner(options.model, options.knowledge, options.data / "engine.db")
    versions = {
        "model": _first_line(note_of(options.model)),
        "content": runner.resources.store.content_hash,
    }
    options.socket.parent.mkdir(parents=True, exist_ok=True)
    options.socket.unlink(missing_ok=True)
    os.umask(0o077)  # the socket is for this user alone
    asyncio.run(_serve_until_told(runner, versions, options.socket))
    return 0


async def _serve_until_told(runner: TurnRunner, versions: dict[str, str], socket: Path) -> None:
    from aiohttp import web

    from engine.server import make_app

    site_runner = web.AppRunner(make_app(runner, versions), access_log=None)
    await site_runner.setup()
    await web.UnixSite(site_runner, str(socket)).start()
    await runner.warm_up()
    print(json.dumps({"event": "ready"}), flush=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    await site_runner.cleanup()


def _first_line(path: Path) -> str:
    return path.read_text().strip() if path.is_file() else "unknown"


if __name__ == "__main__":
    sys.exit(main())
