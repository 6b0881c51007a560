"""Puts the service together: the only place where the parts are chosen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from bot import keys
from bot.addresses import Addresses
from bot.answering import Answering, Means
from bot.asking import Asking
from bot.caretaker import Caretaker
from bot.console.feed import Feed
from bot.console.keeper import Keeper
from bot.console.naming import read_naming
from bot.console.newsroom import Newsroom
from bot.console.passwords import Passwords
from bot.console.routes import add_console_routes
from bot.console.whom import asked_about
from bot.console_web.routes import add_console_pages
from bot.engine_pool import EnginePool, plan_workers, socket_folder
from bot.erasing import Erasing
from bot.live import Live
from bot.metrics import Metrics
from bot.middleware import make_edge
from bot.order import Order
from bot.rates import Rates
from bot.routes import add_routes
from bot.security import make_security
from bot.settings import Settings
from bot.single import only_one
from bot.sockets import Sockets
from bot.store import schema
from bot.store.database import Database, make_engine
from bot.summary.press import Press
from bot.telegram.channel import Channel
from bot.telegram.desk import Desk
from bot.telegram.intake import Hints
from bot.telegram.render import Renderer
from bot.telegram.webhook import PATH as WEBHOOK
from bot.telegram.webhook import make_handler, secret_of
from bot.telegram.words import Words, read_urgent
from bot.texts import load_texts

MOST_BYTES = 64 * 1024
HOUR, DAY = 3600.0, 86400.0
LOGINS_PER_SECOND, LOGIN_BURST = 0.5, 20
"""From one address; wrong ones for one name are slowed down anyway."""


def make_app(settings: Settings) -> web.Application:
    """The public application; what has to be opened is opened when it starts."""
    security = make_security(settings.allowed_origins, settings.frame_ancestors)
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[make_edge(security)])
    app.on_response_prepare.append(security.dress)
    app[keys.SETTINGS] = settings
    app[keys.TEXTS] = load_texts(settings)
    app[keys.METRICS] = Metrics()
    app[keys.LIVE] = Live()
    app[keys.PRESS] = Press()
    app[keys.ORDER] = Order(settings.waiting_messages)
    app[keys.SOCKETS] = Sockets(settings.sockets_per_address)
    app[keys.ADDRESSES] = Addresses(frozenset(settings.trusted_proxies), settings.limit_loopback)
    app[keys.MESSAGE_RATES] = Rates(settings.messages_per_second, settings.message_burst)
    per_minute = settings.conversations_per_minute
    app[keys.START_RATES] = Rates(per_minute / 60, max(per_minute, 1))
    app[keys.LOGIN_RATES] = Rates(LOGINS_PER_SECOND, LOGIN_BURST)
    app[keys.FEED] = Feed()
    app[keys.PASSWORDS] = Passwords()
    app[keys.VIEWED] = {}
    app.cleanup_ctx.extend([_data_folder, _database, _engine, _caretaker, _console])
    add_routes(app)
    add_console_routes(app)
    add_console_pages(app)
    if settings.telegram_token.get_secret_value():
        _add_telegram(app)
    return app


def _add_telegram(app: web.Application) -> None:
    settings = app[keys.SETTINGS]
    app.cleanup_ctx.append(_telegram)
    if settings.telegram_public_url:
        receive = make_handler(secret_of(settings), lambda: app[keys.TELEGRAM].intake)
        app.router.add_post(WEBHOOK, receive)


async def _data_folder(app: web.Application) -> AsyncIterator[None]:
    with only_one(app[keys.SETTINGS].bot_data_dir):
        yield


async def _database(app: web.Application) -> AsyncIterator[None]:
    engine = make_engine(app[keys.SETTINGS].database)
    await asyncio.to_thread(schema.migrate, engine)
    database = app[keys.DATABASE] = Database(engine, asyncio.get_running_loop())
    database.open()
    yield
    await database.close()


async def _engine(app: web.Application) -> AsyncIterator[None]:
    settings = app[keys.SETTINGS]
    sockets = socket_folder(settings.bot_data_dir)
    app[keys.POOL] = pool = EnginePool(plan_workers(settings, sockets))
    database, order, live = app[keys.DATABASE], app[keys.ORDER], app[keys.LIVE]
    texts, seconds = app[keys.TEXTS], settings.turn_seconds
    app[keys.ERASING] = erasing = Erasing(database, pool, order, live, seconds)
    asking = Asking(database, pool, texts, seconds, asked_about)
    session_seconds = settings.session_hours * HOUR
    app[keys.ANSWERING] = Answering(
        Means(database, asking, erasing, order, live, texts, session_seconds)
    )
    async with pool.running():
        yield


async def _telegram(app: web.Application) -> AsyncIterator[None]:
    settings, texts = app[keys.SETTINGS], app[keys.TEXTS]
    desk = Desk(
        settings=settings,
        texts=texts,
        database=app[keys.DATABASE],
        answering=app[keys.ANSWERING],
        erasing=app[keys.ERASING],
        pool=app[keys.POOL],
        press=app[keys.PRESS],
        live=app[keys.LIVE],
        renderer=Renderer(Words(texts, settings.retention_days)),
        hints=Hints(read_urgent()),
    )
    app[keys.TELEGRAM] = channel = Channel(desk)
    async with channel.running():
        yield


async def _console(app: web.Application) -> AsyncIterator[None]:
    path = app[keys.SETTINGS].knowledge_db
    app[keys.NAMING] = await asyncio.to_thread(read_naming, path, app[keys.TEXTS])
    async with Newsroom(app).working(), Keeper(app).working():
        yield


async def _caretaker(app: web.Application) -> AsyncIterator[None]:
    app[keys.CARETAKER] = caretaker = Caretaker(
        app[keys.DATABASE],
        app[keys.ANSWERING],
        app[keys.ERASING],
        app[keys.POOL],
        app[keys.SETTINGS].retention_days * DAY,
    )
    async with caretaker.working():
        yield
