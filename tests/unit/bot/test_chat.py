"""The terminal conversation: numbers choose, emergencies stand out, troubles are sentences."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from rich.console import Console

from bot.chat import WORDS, Chat, chat
from bot.chat_client import ChatClient, ChatError, Refused, Said, ServiceAway
from bot.chat_view import ChatView, to_text

Json = dict[str, Any]


class FakeClient(ChatClient):
    """Answers from a list and remembers what was said."""

    def __init__(self, answers: list[Json | ChatError]) -> None:
        super().__init__("http://service.example")
        self.answers = answers
        self.said: list[Said] = []

    def start(self) -> Json:
        return reply("message", "Hello", "Yes", "No")

    def say(self, said: Said) -> Json:
        self.said.append(said)
        answer = self.answers.pop(0)
        if isinstance(answer, ChatError):
            raise answer
        return answer

    def summary(self) -> str:
        return "all that was understood"


class Lines(ChatView):
    """A view that is given its lines."""

    def __init__(self, lines: Iterator[str], words: Json) -> None:
        self.paper = io.StringIO()
        super().__init__(Console(file=self.paper, width=90), words)
        self.lines = lines

    def ask(self) -> str:
        try:
            return next(self.lines)
        except StopIteration as error:
            raise EOFError from error


def reply(kind: str, text: str, *titles: str, **more: Any) -> Json:
    buttons = [{"title": title, "payload": f"/{title.lower()}"} for title in titles]
    return {"replies": [{"kind": kind, "text": text, "buttons": buttons, **more}]}


def talk(lines: list[str], *answers: Json | ChatError) -> tuple[FakeClient, str]:
    """A whole conversation; gives what was said and what stands on the screen."""
    words = yaml.safe_load(WORDS.read_text("utf-8"))
    client, view = FakeClient(list(answers)), Lines(iter(lines), words)
    Chat(client, view, words).run()
    return client, view.paper.getvalue()


def test_words_are_sent_as_text() -> None:
    client, _ = talk(["my back shakes"], reply("message", "Noted"))
    assert client.said[0].to_json()["text"] == "my back shakes"


def test_a_number_sends_the_payload_of_that_answer() -> None:
    client, screen = talk(["2"], reply("message", "Noted"))
    assert client.said[0].payload == "/no"
    assert " 2 No" in screen


def test_a_number_that_is_no_answer_is_not_sent() -> None:
    client, screen = talk(["7"])
    assert client.said == []
    assert "no answer number 7" in screen


def test_a_number_without_answers_is_what_the_person_says() -> None:
    client, _ = talk(["1", "70"], reply("question", "How old?"), reply("message", "Noted"))
    assert client.said[1].text == "70"


def test_an_emergency_stands_in_a_box() -> None:
    _, screen = talk(["numb"], reply("emergency", "**Call 112 now.**"))
    assert "Please act now" in screen
    assert "│ Call 112 now." in screen


def test_questions_left_are_told() -> None:
    _, screen = talk(["hm"], reply("question", "Since when?", questions_left=1))
    assert "about one question left" in screen


def test_the_summary_is_printed_as_it_is() -> None:
    assert "all that was understood" in talk(["/summary"])[1]


def test_an_unknown_command_is_not_sent() -> None:
    client, screen = talk(["/affirm"])
    assert client.said == []
    assert "/affirm is no command" in screen


def test_quit_says_goodbye() -> None:
    assert "Take care." in talk(["/quit", "never read"])[1]


def test_a_message_that_did_not_get_through_is_sent_again_by_enter() -> None:
    away = ServiceAway("no_server", url="http://service.example")
    client, screen = talk(["my back shakes", ""], away, reply("message", "Noted"))
    assert client.said[0].message_id == client.said[1].message_id
    assert "Press Enter" in screen
    assert "Noted" in screen


def test_a_refusal_is_told_in_the_words_of_the_service_and_not_repeated() -> None:
    refusal = Refused("refused", detail="This message is too long.")
    client, screen = talk(["x", ""], refusal)
    assert "This message is too long." in screen
    assert len(client.said) == 1


def test_without_a_server_one_sentence_says_what_to_do() -> None:
    paper = io.StringIO()
    assert chat("http://127.0.0.1:9", Console(file=paper, width=200)) == 2
    assert (
        "No assistant answers at http://127.0.0.1:9. Start it with `make run`" in paper.getvalue()
    )


@pytest.mark.parametrize("url", ["ftp://x", "http://", ""])
def test_a_wrong_address_is_named(url: str) -> None:
    paper = io.StringIO()
    assert chat(url, Console(file=paper, width=200)) == 2
    assert "is no address of a service" in paper.getvalue()


def test_what_the_service_says_cannot_steer_the_terminal() -> None:
    text = to_text("**bold** \x1b[2J [red]not markup[/red] [call](tel:112)")
    assert text.plain == "bold [2J [red]not markup[/red] call (tel:112)"
    assert [str(span.style) for span in text.spans] == ["bold"]
