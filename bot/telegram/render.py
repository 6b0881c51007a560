"""Lines of the transcript, and the channel's own words, as what Telegram is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.store.records import Message
from bot.store.telegram_outbox import Send
from bot.telegram.rich import MOST_UNITS, Rich, Span, read, split, units
from bot.telegram.words import Words

Json = dict[str, Any]

WIDTH = 30
"""Letters that stand well beside one another in a row of buttons on a phone."""
MOST_IN_A_ROW = 3
SUMMARY = "/summary"
"""The engine's button for it; here it brings the PDF, as the command of this name does."""


class Renderer:
    """Knows how everything looks; sends nothing."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def line(self, line: Message) -> Sequence[Send]:
        """One line as one send or, if it is long, several; a person's own are not repeated."""
        body = line.body
        if line.role == "bot":
            return self._reply(body, line.seq)
        if line.role == "agent":
            sends = self._texts(self._signed(body), seq=line.seq)
            return [Send({**send.body, "agent": True}, seq=send.seq) for send in sends]
        if line.role == "system":
            return self._event(body)
        return ()

    def say(self, key: str, *, urgent: bool = False, buttons: str = "", **facts: Any) -> Send:
        """A sentence of the channel."""
        rows = rows_of(self._words.buttons(buttons)) if buttons else ()
        (text,) = split(read(self._words.say(key, **facts)))
        return Send({"text": text}, urgent=urgent, buttons=rows)

    def alert(self, key: str) -> str:
        """Words of a tap's answer, which Telegram shows in a box: plain, and short."""
        return self._words.say(key)

    def tell(self, text: str) -> Sequence[Send]:
        """A text of the service, such as a problem's."""
        return self._texts(read(text))

    def replies(self, replies: Sequence[Json]) -> Sequence[Send]:
        """Replies of which no line is left, as their conversation is erased; so without buttons."""
        return [send for reply in replies for send in self._texts(read(reply["text"]))]

    def document(self, file: str) -> Send:
        """The summary; `file` is its content in base 64."""
        name, caption = self._words.say("summary_file"), self._words.say("summary_caption")
        return Send({"file": file, "name": name, "text": _escape(caption)}, kind="document")

    def choice(
        self, message_id: int, html: str, title: str, others: Sequence[Sequence[Json]] = ()
    ) -> Send:
        """A question with the chosen answer below it, and without its buttons but for `others`."""
        chosen = f"{html}\n\n<b>{_escape(self._words.say('chosen', title=title))}</b>"
        body: Json = {"message_id": message_id}
        if html and units(chosen) <= MOST_UNITS:
            body["text"] = chosen
        if others:
            body["keyboard"] = others
        return Send(body, kind="edit")

    def _reply(self, reply: Json, seq: int) -> Sequence[Send]:
        rich = read(reply["text"])
        titles = [str(source["title"]) for source in reply.get("sources") or ()]
        if titles:
            told = self._words.say("sources", titles="; ".join(titles))
            rich = Rich(f"{rich.text}\n\n{told}", rich.spans)
        rows = rows_of(self._offered(reply))
        urgent = reply.get("kind") == "emergency"
        sends = self._texts(rich, urgent=urgent, seq=seq)
        last = sends[-1]
        sends[-1] = Send(
            last.body, urgent=urgent, buttons=rows, question_id=reply.get("question_id"), seq=seq
        )
        return sends

    def _offered(self, reply: Json) -> list[tuple[str, str]]:
        """The buttons below a reply; one that sums up can always be had as a document, too."""
        offered = [(one["title"], one["payload"]) for one in reply.get("buttons") or ()]
        has_it = any(payload == SUMMARY for _, payload in offered)
        if reply.get("kind") == "summary" and not has_it:
            offered.append((self._words.say("summary_button"), SUMMARY))
        return offered

    def _signed(self, body: Json) -> Rich:
        name = str(body.get("name") or self._words.say("agent_someone"))
        return Rich(f"{name}\n{body['text']}", (Span(0, len(name), None),))

    def _event(self, body: Json) -> Sequence[Send]:
        event = body.get("event")
        if event not in ("agent_joined", "agent_left"):
            return ()
        name = body.get("name") or self._words.say("agent_someone")
        return self._texts(Rich(self._words.say(str(event), name=name)))

    def _texts(self, rich: Rich, *, urgent: bool = False, seq: int | None = None) -> list[Send]:
        return [Send({"text": html}, urgent=urgent, seq=seq) for html in split(rich)]


def rows_of(buttons: Sequence[tuple[str, str]]) -> Sequence[Sequence[tuple[str, str]]]:
    """Short titles beside one another, long ones below one another."""
    return tuple(_rows(buttons))


def _rows(buttons: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    row: list[tuple[str, str]] = []
    for one in buttons:
        letters = sum(len(title) for title, _ in row) + len(one[0])
        if row and (letters > WIDTH or len(row) == MOST_IN_A_ROW):
            yield tuple(row)
            row = []
        row.append(one)
    if row:
        yield tuple(row)


def _escape(text: str) -> str:
    return Rich(text).html(0, len(text))
