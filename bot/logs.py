"""Structured logs without a word of what people wrote."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.settings import Settings

# Only these go out; whatever else a line holds is left out, and only its name is told.
ALLOWED = frozenset(
    {
        "address", "conversation", "count", "deaths", "error", "event", "level", "logger",
        "method", "milliseconds", "pid", "places", "port", "reason", "route", "seconds", "status",
        "timestamp", "version", "worker", "workers",
    }
)  # fmt: skip


def set_up_logs(settings: Settings) -> None:
    """Send our log lines and those of the libraries through the same filters to stderr."""
    steps: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        ConversationHashes(log_key(settings)),
        tell_places,
        keep_allowed,
    ]
    structlog.configure(
        processors=[*steps, renderer(settings.log_format)],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[drop_words],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *steps,
                renderer(settings.log_format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def renderer(form: str) -> structlog.typing.Processor:
    """JSON for machines, columns for a terminal."""
    if form == "console" or (form == "auto" and sys.stderr.isatty()):
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer()


def log_key(settings: Settings) -> bytes:
    """The key of the hashes: as set, else made once and kept in the data folder."""
    given = settings.log_key.get_secret_value()
    if given:
        return given.encode()
    path = settings.bot_data_dir / "log.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_bytes()


class ConversationHashes:
    """Shortens ids of conversations to keyed hashes: lines belong together, nobody is named."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """A processor of structlog."""
        conversation = event.get("conversation")
        if conversation is not None:
            digest = hmac.new(self._key, str(conversation).encode(), hashlib.sha256)
            event["conversation"] = digest.hexdigest()[:12]
        return event


def tell_places(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception's kind and where it was raised; its message may quote what people wrote."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["places"] = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Leave out what is not on the list."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def drop_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A library's line may quote anything: only who wrote it and which error it is about stay."""
    record: Any = event["_record"]
    return {
        **event,
        "event": "library_line",
        "logger": record.name,
        "exc_info": record.exc_info,
    }
