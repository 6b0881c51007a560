"""`python -m bot telegram …`: what an operator sets at Telegram, and looks up there."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import click

from bot.errors import BotError, TelegramError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.telegram.operator import Operator

Errand = Callable[["Operator"], Awaitable[str]]


@click.group()
def telegram() -> None:
    """Look after the bot at Telegram; docs/telegram.md says when to use which."""


@telegram.command()
def info() -> None:
    """Who the bot is, how it gets its updates, and what is wrong with that."""
    _run(lambda operator: operator.info())


@telegram.command("set-webhook")
def set_webhook() -> None:
    """Have Telegram call TELEGRAM_PUBLIC_URL."""
    _run(lambda operator: operator.set_webhook())


@telegram.command("delete-webhook")
@click.option("--drop-pending", is_flag=True, help="Also forget updates that nobody has fetched.")
def delete_webhook(drop_pending: bool) -> None:
    """Have Telegram call nobody, so that long polling works."""
    _run(lambda operator: operator.delete_webhook(drop_pending=drop_pending))


@telegram.command()
def commands() -> None:
    """Set the menu of commands and what stands on the bot's page; once, and after changes."""
    _run(lambda operator: operator.set_commands())


def _run(errand: Errand) -> None:
    try:
        click.echo(asyncio.run(_do(load_settings(), errand)))
    except BotError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


async def _do(settings: Settings, errand: Errand) -> str:
    if not settings.telegram_token.get_secret_value():
        raise TelegramError(
            "TELEGRAM_TOKEN is not set. Get one from @BotFather in Telegram (docs/telegram.md)."
        )
    # Loaded here only, as aiogram takes seconds.
    from bot.telegram.operator import Operator

    async with Operator(settings) as operator:
        return await errand(operator)
