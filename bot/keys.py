"""What the application carries, by typed keys."""

from __future__ import annotations

from aiohttp import web

from bot.addresses import Addresses
from bot.answering import Answering
from bot.caretaker import Caretaker
from bot.console.feed import Feed
from bot.console.naming import Naming
from bot.console.passwords import Passwords
from bot.engine_pool import EnginePool
from bot.erasing import Erasing
from bot.live import Live
from bot.metrics import Metrics
from bot.order import Order
from bot.rates import Rates
from bot.settings import Settings
from bot.sockets import Sockets
from bot.store.database import Database
from bot.summary.press import Press
from bot.telegram.channel import Channel
from bot.texts import Texts

SETTINGS = web.AppKey("settings", Settings)
TEXTS = web.AppKey("texts", Texts)
DATABASE = web.AppKey("database", Database)
POOL = web.AppKey("pool", EnginePool)
ORDER = web.AppKey("order", Order)
LIVE = web.AppKey("live", Live)
ANSWERING = web.AppKey("answering", Answering)
ERASING = web.AppKey("erasing", Erasing)
PRESS = web.AppKey("press", Press)
CARETAKER = web.AppKey("caretaker", Caretaker)
METRICS = web.AppKey("metrics", Metrics)
ADDRESSES = web.AppKey("addresses", Addresses)
MESSAGE_RATES = web.AppKey("message_rates", Rates)
START_RATES = web.AppKey("start_rates", Rates)
TELEGRAM = web.AppKey("telegram", Channel)
SOCKETS = web.AppKey("sockets", Sockets)
FEED = web.AppKey("feed", Feed)
PASSWORDS = web.AppKey("passwords", Passwords)
NAMING = web.AppKey("naming", Naming)
VIEWED: web.AppKey[dict[tuple[str, str], float]] = web.AppKey("viewed", dict)
LOGIN_RATES = web.AppKey("login_rates", Rates)
