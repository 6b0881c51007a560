"""Runs the service until it is told to stop, and stops without leaving anyone in mid-sentence."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

import structlog
from aiohttp import web

from bot import keys
from bot.app import make_app
from bot.errors import SettingsError
from bot.health import make_private_app
from bot.settings import Settings
from bot.store import users

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 10.0
PROGRESS_SECONDS = 3.0

Say = Callable[[str], None]


async def serve(settings: Settings, say: Say) -> None:
    """Listen, tell the address once messages can be answered, and go on until SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = make_app(settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    private: web.AppRunner | None = None
    try:
        site = await _listen(runner, settings.host, settings.port, "PORT")
        if settings.metrics_port:
            private = web.AppRunner(make_private_app(app), access_log=None)
            await private.setup()
            await _listen(private, settings.metrics_host, settings.metrics_port, "METRICS_PORT")
        announcing = asyncio.create_task(_announce(app, _address(runner, settings), say))
        await stop.wait()
        announcing.cancel()
        await _drain(app, site)
    finally:
        if private:
            await private.cleanup()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, setting: str) -> web.TCPSite:
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        raise SettingsError(
            f"{setting}: {host}:{port} cannot be used ({error.strerror}); "
            f"stop what listens there, or choose another with {setting}=."
        ) from error
    return site


def _address(runner: web.AppRunner, settings: Settings) -> str:
    # With PORT=0 the system chooses; say what it chose.
    addresses = runner.addresses
    port = addresses[0][1] if addresses else settings.port
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::") else settings.host  # noqa: S104
    return f"http://{host}:{port}"


async def _announce(app: web.Application, address: str, say: Say) -> None:
    """Tell that the workers start, every few seconds how far, and the address at last."""
    pool, loop = app[keys.POOL], asyncio.get_running_loop()
    began = loop.time()
    say(f"Starting {len(pool.workers)} engine worker(s) …")
    ready = asyncio.Event()
    pool.on_ready(ready.set)
    while not pool.ready_workers:
        try:
            async with asyncio.timeout(PROGRESS_SECONDS):
                await ready.wait()
        except TimeoutError:
            reason = next((worker.reason for worker in pool.workers if worker.reason), "loading")
            say(f"  still starting after {loop.time() - began:.0f} s: {reason}")
    say(_telegram(app[keys.SETTINGS]))
    say(await _console(app, address))
    say(f"Ready after {loop.time() - began:.1f} s: {address}")


def _telegram(settings: Settings) -> str:
    """Whether the token is any good, only Telegram can tell: the log says it in a moment."""
    if not settings.telegram_token.get_secret_value():
        return "Telegram is off: TELEGRAM_TOKEN is not set (docs/telegram.md)."
    way = settings.telegram_public_url or "long polling"
    return f"Telegram is being connected, by {way}: telegram_connected in the log says it is on."


async def _console(app: web.Application, address: str) -> str:
    if await app[keys.DATABASE].read(users.are_there_any):
        return f"The console for agents: {address}/console"
    return "The console has no users yet: python -m bot user add NAME --role admin"


async def _drain(app: web.Application, site: web.TCPSite) -> None:
    """Take nothing new, finish what is under way, ask the sockets to come back."""
    await site.stop()
    app[keys.ANSWERING].closing = True
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await app[keys.ORDER].until_idle()
    except TimeoutError:
        log.warning("left_turns_unfinished")  # they are in the inbox, and answered after the start
    app[keys.FEED].close()
    await app[keys.SOCKETS].close_all()
