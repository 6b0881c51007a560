"""One turn: a message in, replies and assessment out, all of it or nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from actions.resources import Resources
from assessment.ledger import Ledger
from assessment.summary import summarize
from engine.collector import ReplyCollector
from engine.errors import EngineError, TurnFailed
from engine.listening import listen, put_right
from engine.requests import Correction, TurnRequest, harmless, parse_payload
from nlu.language.follow_up_items import Before
from nlu.language.follow_ups import FollowUps

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor
    from rasa.shared.core.trackers import DialogueStateTracker

    from engine.local_actions import LocalActions
    from engine.tracker_store import ConversationStore

logger = logging.getLogger(__name__)

# What `human`, `forget_me` and the like tell the gateway, by the slot `signals`.
_SIGNALS = ("handoff", "ended", "erase")


class TurnRunner:
    """Runs turns on a Rasa agent. Turns of one conversation wait for each other."""

    def __init__(
        self,
        agent: Agent,
        store: ConversationStore,
        actions: LocalActions,
        resources: Resources,
        follow_ups: FollowUps,
    ) -> None:
        self.agent, self.resources = agent, resources
        self._follow_ups = follow_ups
        self._store, self._actions = store, actions
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, request: TurnRequest) -> dict[str, Any]:
        """The answer to a message; a repeat of its id gets the stored answer.

        Raises `TurnFailed` or `StoreError`; then nothing of the turn is remembered and the
        same request may be sent again.
        """
        async with self._locks[request.conversation]:
            stored = self._store.answer(request.conversation, request.message_id)
            if stored is not None:
                return stored
            try:
                answer = await self._handle(request)
                self._store.commit(request.conversation, request.message_id, answer)
            except Exception as error:
                self._store.discard(request.conversation)
                raise _typed(error) from error
            return answer

    async def warm_up(self) -> None:
        """One throw-away turn, so that the first person does not wait for lazy imports."""
        greeting = TurnRequest("warm-up", "warm-up", text="my lower back trembles")
        await self.run(greeting)
        await self.erase(greeting.conversation)

    async def assessment(self, conversation: str) -> dict[str, Any]:
        """The assessment as the conversation stands; of an unknown one: of nothing."""
        tracker = await self._store.retrieve(conversation)
        slots = tracker.current_slot_values() if tracker else {}
        return self._assess(slots.get("ledger"), "in_scope")

    async def summary(self, conversation: str) -> dict[str, Any]:
        """What a doctor wants to read, as plain data with ids and quotes."""
        tracker = await self._store.retrieve(conversation)
        slots = tracker.current_slot_values() if tracker else {}
        ledger = Ledger.from_list(slots.get("ledger"))
        speaker = slots.get("speaker") or {}
        told = summarize(ledger, self.resources.model, slots.get("story") or ())
        return {**told, "speaker": speaker}

    async def correct(self, correction: Correction) -> dict[str, Any]:
        """Put something right by hand; the ledger keeps it as the clinic's own."""
        async with self._locks[correction.conversation]:
            stored = self._store.answer(correction.conversation, correction.message_id)
            if stored is not None:
                return stored
            try:
                ledger = await put_right(self._store, correction, self.resources)
                answer = {"assessment": self._assess(ledger.to_list(), "in_scope")}
                self._store.commit(correction.conversation, correction.message_id, answer)
            except Exception as error:
                self._store.discard(correction.conversation)
                raise _typed(error) from error
            return answer

    async def erase(self, conversation: str) -> None:
        """Forget a conversation, on disk and in memory."""
        async with self._locks[conversation]:
            self._store.erase(conversation)
        self._locks.pop(conversation, None)

    async def _handle(self, request: TurnRequest) -> dict[str, Any]:
        processor = self.agent.processor
        if processor is None:
            raise TurnFailed("The agent holds no model.")
        await self._store.begin(request.conversation)
        collector = ReplyCollector(request.channel)
        self._actions.failure = None
        message = _user_message(request, collector)
        await self._read(message, processor)
        await (listen(processor, message) if request.listen else processor.handle_message(message))
        if self._actions.failure is not None:
            raise TurnFailed("An action failed.") from self._actions.failure
        tracker = await self._store.retrieve(request.conversation)
        answered = bool(collector.replies) or request.listen
        if tracker is None or tracker.latest_message is None or not answered:
            raise TurnFailed("The turn ended without an answer.")
        parsed = tracker.latest_message.parse_data
        handling = str(parsed.get("handling") or "in_scope")
        signals = tracker.get_slot("signals") or []
        return {
            "replies": collector.replies,
            "assessment": self._assess(tracker.get_slot("ledger"), handling),
            **{name: name in signals for name in _SIGNALS},
            "understanding": {
                "intent": parsed["intent"]["name"],
                "confidence": parsed["intent"]["confidence"],
                "handling": handling,
                "findings": tracker.get_slot("news") or [],
            },
        }

    async def _read(self, message: UserMessage, processor: MessageProcessor) -> None:
        """Understand free words, a follow-up in the light of what was spoken of before."""
        if message.parse_data is None:
            tracker = await self._store.retrieve(message.sender_id)
            parsed = await processor.parse_message(message, tracker)
            before = _before(tracker)
            question = self._follow_ups.question_in(parsed, before)
            if question is None:
                message.parse_data = self._follow_ups.read(parsed, before)
            else:
                alone = await processor.parse_message(_only(question, message), tracker)
                message.parse_data = self._follow_ups.read_question(parsed, alone, before)

    def _assess(self, rows: list[dict[str, Any]] | None, handling: str) -> dict[str, Any]:
        return self.resources.assess(Ledger.from_list(rows)).to_dict(handling)


def _user_message(request: TurnRequest, collector: ReplyCollector) -> UserMessage:
    from rasa.core.channels.channel import UserMessage

    metadata = {
        **request.clinic,
        "message_id": request.message_id,
        "speaker": request.speaker,
        "about": request.about,
        "listen": request.listen,
    }
    text = harmless(request.text) if request.text is not None else request.payload
    return UserMessage(
        text=text,
        output_channel=collector,
        sender_id=request.conversation,
        parse_data=parse_payload(request.payload) if request.payload is not None else None,
        input_channel=request.channel,
        message_id=request.message_id,
        metadata=metadata,
    )


def _only(text: str, message: UserMessage) -> UserMessage:
    """A message of which only this text is left."""
    from rasa.core.channels.channel import UserMessage

    return UserMessage(text=text, sender_id=message.sender_id, metadata=message.metadata)


def _before(tracker: DialogueStateTracker | None) -> Before:
    if tracker is None or tracker.latest_message is None:
        return Before({})
    slots = tracker.slots
    topic, question = slots["topic"].value, slots["open_question"].value
    parsed = tracker.latest_message.parse_data or {}
    listed = tuple(slots["listed"].value or ())
    in_alarm = slots["situation"].value == "emergency"
    return Before(parsed, topic, question, listed, *_explained(tracker), in_alarm=in_alarm)


def _explained(tracker: DialogueStateTracker) -> tuple[tuple[str, ...], int]:
    """The items explained in the turns that are kept, the last one last; and the messages since.

    The message that asked for the last one is counted.
    """
    from rasa.shared.core.events import SlotSet, UserUttered

    items: dict[str, int] = {}  # the last one first
    messages = 0
    for event in reversed(tracker.events):
        if isinstance(event, SlotSet) and event.key == "topic" and event.value:
            items.setdefault(str(event.value), messages + 1)
        messages += isinstance(event, UserUttered)
    return tuple(reversed(items)), next(iter(items.values()), messages)


def _typed(error: Exception) -> EngineError:
    """Engine errors as they are; anything else is a failed turn, with the trace in the log."""
    if isinstance(error, EngineError):
        logger.error("turn failed: %s", error, exc_info=error.__cause__)
        return error
    logger.error("turn failed", exc_info=error)
    return TurnFailed(f"The turn broke off ({type(error).__name__}).")
