"""`python -m bot chat`: a conversation with a running service in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from bot.chat_client import ChatClient, ChatError, Said, ServiceAway
from bot.chat_view import ChatView

Json = dict[str, Any]

WORDS = Path(__file__).parent / "chat.yml"


class Leave(Exception):
    """The person wants to go."""


class Chat:
    """Asks for lines and carries them; a failed message is kept until it has been sent."""

    def __init__(self, client: ChatClient, view: ChatView, words: Json) -> None:
        self._client = client
        self._view = view
        self._words = words
        self._buttons: list[Json] = []
        self._unsent: Said | None = None
        self._commands: dict[str, Callable[[], None]] = {
            "/summary": self._summary,
            "/again": self._start,
            "/help": lambda: self._view.note(words["help"]),
            "/quit": self._leave,
        }

    def run(self) -> None:
        """Talk until the person leaves."""
        self._view.title(self._client.url)
        self._start()
        while True:
            try:
                self._take(self._view.ask())
            except ChatError as error:
                self._tell(error)
            except (Leave, EOFError, KeyboardInterrupt):
                self._view.note(self._words["bye"])
                return

    def _take(self, line: str) -> None:
        if line.startswith("/"):
            self._command(line)
        elif line.isascii() and line.isdigit() and self._buttons:
            self._choose(int(line))
        elif line:
            self._say(Said(text=line))
        elif self._unsent:
            self._say(self._unsent)

    def _command(self, line: str) -> None:
        name = line.split(maxsplit=1)[0].lower()
        act = self._commands.get(name)
        if act is None:
            self._view.trouble(self._words["unknown_command"].format(command=name))
        else:
            act()

    def _choose(self, number: int) -> None:
        if not 1 <= number <= len(self._buttons):
            self._view.trouble(self._words["no_such_choice"].format(number=number))
            return
        self._say(Said(payload=self._buttons[number - 1]["payload"]))

    def _say(self, said: Said) -> None:
        self._unsent = said
        with self._view.waiting():
            answer = self._client.say(said)
        self._unsent = None
        self._show(answer)

    def _start(self) -> None:
        with self._view.waiting():
            answer = self._client.start()
        self._show(answer)

    def _show(self, answer: Json) -> None:
        replies = answer["replies"]
        for reply in replies:
            self._view.reply(reply)
        self._buttons = [button for reply in replies for button in reply.get("buttons", ())]
        self._view.choices(self._buttons)
        self._view.left(next((r["questions_left"] for r in replies if "questions_left" in r), None))

    def _summary(self) -> None:
        self._view.plain(self._client.summary())

    def _leave(self) -> None:
        raise Leave

    def _tell(self, error: ChatError) -> None:
        self._view.trouble(sentence(error, self._words))
        if isinstance(error, ServiceAway) and self._unsent:
            self._view.note(self._words["again"])
        elif not isinstance(error, ServiceAway):
            self._unsent = None


def sentence(error: ChatError, words: Json) -> str:
    """What an error means to the person."""
    return str(words["errors"][error.code]).format(**error.facts)


def chat(url: str, console: Console | None = None) -> int:
    """Talk with the service at `url`; the exit code is 2 if there is none."""
    words: Json = yaml.safe_load(WORDS.read_text("utf-8"))
    view = ChatView(console or Console(highlight=False), words)
    try:
        Chat(ChatClient(url), view, words).run()
    except ChatError as error:
        view.trouble(sentence(error, words))
        return 2
    return 0
