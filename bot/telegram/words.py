"""What the channel itself says: words.yml, filled in with the clinic's facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.texts import Texts

HERE = Path(__file__).parent


class Words:
    """Finds words by key; only our own templates are filled, never a person's text."""

    def __init__(self, texts: Texts, days: float) -> None:
        self._words: dict[str, Any] = _read("words.yml")
        self._facts = {**texts.facts, "days": f"{days:g}"}

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the channel."""
        return str(self._words["says"][key]).format_map({**self._facts, **facts}).strip()

    def buttons(self, key: str) -> list[tuple[str, str]]:
        """Titles and payloads of buttons that the channel offers by itself."""
        return [(one["title"], one["payload"]) for one in self._words["buttons"][key]]

    def commands(self) -> dict[str, str]:
        """The menu of commands: name and what it does."""
        return dict(self._words["commands"])

    def about(self, key: str) -> str:
        """What stands on the bot's own page in Telegram."""
        return str(self._words["about"][key]).format_map(self._facts).strip()


def read_urgent() -> list[str]:
    """The patterns that move a message to the front of the queue."""
    patterns: list[str] = _read("urgent.yml")["words"]
    return patterns


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
