"""Looks at everything the service needs before it is started, and says what to do."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.engine_process import ROOT
from bot.errors import BotError
from bot.settings import Settings
from bot.store import schema
from bot.store.database import make_engine


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    words: str


def examine(settings: Settings) -> list[Finding]:
    """All checks, in the order in which a start would need them."""
    return [
        Finding("settings", True, "all readable"),
        _data_folder(settings.bot_data_dir),
        _database(settings),
        _port(settings),
        _engine_command(settings),
        _model(ROOT / "models"),
        _knowledge(settings.knowledge_db),
        _telegram(settings),
    ]


def _data_folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".doctor-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        words = f"{folder} cannot be written to ({error.strerror}); set BOT_DATA_DIR elsewhere"
        return Finding("data folder", False, words)
    return Finding("data folder", True, f"{folder} can be written to")


def _database(settings: Settings) -> Finding:
    try:
        revision = schema.current(make_engine(settings.database))
    except BotError as error:
        return Finding("database", False, str(error))
    words = {None: "empty; it is set up at the first start", schema.REVISION: "up to date"}
    return Finding("database", True, words.get(revision, "will be migrated at the next start"))


def _port(settings: Settings) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            words = f"{settings.host}:{settings.port}: {error.strerror}; set PORT to another"
            return Finding("port", False, words)
    return Finding("port", True, f"{settings.host}:{settings.port} is free")


def _engine_command(settings: Settings) -> Finding:
    program = settings.worker_command[0]
    if shutil.which(str(ROOT / program)) or shutil.which(program):
        return Finding("engine", True, f"{program} is there")
    return Finding("engine", False, f"{program} is missing; run make setup, or set ENGINE_COMMAND")


def _model(folder: Path) -> Finding:
    if any(folder.glob("*.tar.gz")):
        return Finding("model", True, f"trained, in {folder}")
    return Finding("model", False, f"there is none in {folder}; run make train")


def _knowledge(path: Path) -> Finding:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return Finding("knowledge", False, f"{path}: {error}; run python -m knowledge build")
    return Finding("knowledge", True, f"{path} can be read")


def _telegram(settings: Settings) -> Finding:
    address = settings.telegram_public_url
    if not settings.telegram_token.get_secret_value():
        return Finding("telegram", True, "off, as TELEGRAM_TOKEN is not set")
    if not address:
        return Finding("telegram", True, "by long polling; python -m bot telegram info asks it")
    if not address.startswith("https://"):
        words = f"{address} is no https address, and Telegram calls no other; set "
        return Finding("telegram", False, words + "TELEGRAM_PUBLIC_URL, or empty it to poll")
    return Finding("telegram", True, f"by calls to {address}; python -m bot telegram info asks it")
