"""The typed errors of the service; each says what is wrong and what to do."""

from __future__ import annotations


class BotError(Exception):
    """Anything the service raises on purpose."""


class Told(BotError):
    """Something to tell the person at a terminal; `code` is a key under `errors` in its words."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class SettingsError(BotError):
    """A setting is wrong; the message names it, one sentence a setting."""


class StoreError(BotError):
    """The database could not be read or written; nothing was half done."""


class NotNow(BotError):
    """What was asked for cannot be done at the moment; it stays where it is and is tried again."""


class NotPrinted(BotError):
    """There is no PDF, or none in time; it may be tried again, or the same page had as HTML."""


class TelegramError(BotError):
    """Telegram refused a command of the operator; the message says why and what to do."""


class Problem(BotError):
    """Something the caller is told, as a problem answer or an error frame.

    `code` is a key under `problems` in messages.yml, where status and words stand;
    `facts` fill the words in; `headers` go with an HTTP answer, `more` stands in its body.
    """

    def __init__(
        self,
        code: str,
        *,
        headers: dict[str, str] | None = None,
        more: dict[str, object] | None = None,
        **facts: str | int,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
        self.headers = headers or {}
        self.more = more or {}


class EngineError(BotError):
    """The engine did not do this turn; it may be asked again with the same message id."""


class EngineUnavailable(EngineError):
    """No worker could take the turn in time; the message has not been seen by an engine."""


class WorkerDied(EngineError):
    """The worker went away, or hung and was ended, while it had this message."""


class TurnFailed(EngineError):
    """The worker answered, but with an error or with something that is no answer."""
