"""`python -m bot`: serve, migrate, doctor, chat, embed, telegram, user, audit, console."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import NoReturn

import click

from bot.console.cli import audit, user
from bot.console_terminal.cli import console
from bot.errors import BotError
from bot.settings import Settings, load_settings
from bot.telegram.cli import telegram


@click.group()
def main() -> None:
    """The back-tremor assistant's service. Settings: see .env.example."""


@main.command()
@click.option("--port", type=int, help="The port to listen on, instead of PORT.")
@click.option("--host", help="The address to listen on, instead of HOST.")
def serve(port: int | None, host: str | None) -> None:
    """Run the service and its engine workers."""
    from bot.logs import set_up_logs
    from bot.server import serve as run

    settings = _settings(port=port, host=host)
    set_up_logs(settings)
    _or_leave(lambda: asyncio.run(run(settings, click.echo)))


@main.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from bot.store import schema
    from bot.store.database import make_engine

    settings = _settings()
    _or_leave(lambda: schema.migrate(make_engine(settings.database)))
    click.echo(f"The database stands at revision {schema.REVISION}.")


@main.command()
def doctor() -> None:
    """Check everything the service needs, and say what to do about what is missing."""
    from bot.doctor import examine

    findings = examine(_settings())
    for finding in findings:
        mark = "ok  " if finding.ok else "BAD "
        click.echo(f"{mark} {finding.name}: {finding.words}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


@main.command()
@click.option("--url", default="http://127.0.0.1:8080", help="Where the service answers.")
def chat(url: str) -> None:
    """Talk with the running assistant here in the terminal."""
    from bot.chat import chat as talk

    sys.exit(talk(url))


@main.command()
@click.option("--url", required=True, help="Where browsers reach the service.")
@click.option("--clinic", default="clinic", help="A short name; keeps conversations apart.")
def embed(url: str, clinic: str) -> None:
    """Print the tag that a clinic pastes into its page; docs/widget.md tells its options."""
    from bot.embedding import script_tag

    click.echo(script_tag(url, clinic))
    if not _settings().allowed_origins:
        click.echo("No other site may use the assistant yet: set ALLOWED_ORIGINS.", err=True)


main.add_command(telegram)
main.add_command(user)
main.add_command(console)
main.add_command(audit)


def _settings(**overrides: object) -> Settings:
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return load_settings(**given)
    except BotError as error:
        _leave(error)


def _or_leave(work: Callable[[], object]) -> None:
    try:
        work()
    except BotError as error:
        _leave(error)


def _leave(error: BotError) -> NoReturn:
    click.echo(str(error), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
