"""`python -m bot console`."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--url", default="http://127.0.0.1:8080", help="Where the service answers.")
@click.option(
    "--theme",
    type=click.Choice(["auto", "dark", "light"]),
    default="auto",
    help="Colours; NO_COLOR=1 in the environment does without.",
)
@click.option("--silent", is_flag=True, help="No sound on a new emergency.")
def console(url: str, theme: str, silent: bool) -> None:
    """See the queue, take over, and take calls here in the terminal."""
    from bot.console_terminal.app import ConsoleApp
    from bot.console_terminal.client import Client
    from bot.console_terminal.desk import Desk
    from bot.console_terminal.errors import ConsoleError
    from bot.console_terminal.words import sentence

    try:
        client = Client(url)
    except ConsoleError as error:
        click.echo(sentence(error), err=True)
        sys.exit(2)
    ConsoleApp(Desk(client, sound=not silent), theme).run()
