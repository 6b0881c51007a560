"""What the engine does while a person of the clinic answers: it reads, and says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from actions.resources import Resources
from assessment.ledger import Evidence, Ledger
from assessment.withdraw import withdrawal
from engine.errors import BadRequest
from engine.requests import Correction

if TYPE_CHECKING:
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor

    from engine.tracker_store import ConversationStore


async def listen(processor: MessageProcessor, message: UserMessage) -> None:
    """Take a message into the ledger without asking any policy what to do about it.

    The open question is closed: what comes after the person has left answers it no more.
    """
    from rasa.shared.core.events import ActionExecuted, SlotSet

    tracker = await processor.log_message(message, should_save_tracker=False)
    tracker = await processor.run_action_extract_slots(message.output_channel, tracker)
    tracker.update(SlotSet("open_question", None), processor.domain)
    tracker.update(ActionExecuted("action_listen"), processor.domain)
    await processor.save_tracker(tracker)


async def put_right(
    store: ConversationStore, correction: Correction, resources: Resources
) -> Ledger:
    """The ledger with a correction in it, kept in the conversation's tracker."""
    from rasa.shared.core.events import ActionExecuted, SlotSet

    tracker = await store.retrieve(correction.conversation)
    if tracker is None:
        raise BadRequest("This conversation is not known.")
    ledger = Ledger.from_list(tracker.get_slot("ledger"))
    turn = tracker.get_slot("turn") or 0
    ledger = ledger.extend(_entries(ledger, correction.evidence, resources, turn))
    level = resources.assess(ledger).urgency.level
    for name, value in (
        ("ledger", ledger.to_list()),
        ("situation", "emergency" if level == "emergency" else "calm"),
    ):
        tracker.update(SlotSet(name, value), store.domain)
    tracker.update(ActionExecuted("action_listen"), store.domain)
    await store.save(tracker)
    return ledger


def _entries(ledger: Ledger, given: Evidence, resources: Resources, turn: int) -> list[Evidence]:
    """A red flag that is taken back takes the sign with it that raises it by itself."""
    if given.about == "flag" and given.status != "present":
        taken_back = withdrawal(ledger, resources.model, turn, only=given.value)
        return [replace(entry, origin="agent") for entry in taken_back]
    return [replace(given, turn=turn)]
