"""Takes the answer to a question that stands outside the interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.answers import RETRACTION, answered
from actions.base import ClinicAction
from actions.emergency import stands
from actions.result import RESULT_TOLD
from actions.turn import Outcome, Say, Turn
from actions.wording import button


class TakeAnswer(ClinicAction):
    """Was it clear? Erase? Start again? Was the alarm a mistake?"""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_take_answer"

    def respond(self, turn: Turn) -> Outcome:
        """The question that is answered decides; a bare yes or no belongs to the open one."""
        question, choice = answered(turn)
        if turn.situation == "emergency" and question not in ALSO_IN_EMERGENCY:
            still = stands(turn, self.resources.assess(turn.ledger))
            return Outcome([still], {"open_question": None})
        handler = _HANDLERS.get(question or "")
        if handler:
            return handler(turn, choice)
        if choice == "yes" and self.resources.assess(turn.ledger).next_question:
            return Outcome(interview="begin")  # "go on": what was stopped is taken up again
        return Outcome([Say("utter_go_ahead")])


def _clear(turn: Turn, choice: str) -> Outcome:
    if choice == "yes":
        return Outcome([Say("utter_glad")], {"open_question": None})
    buttons = [button("why_result"), button("human")]
    return Outcome([Say("utter_unclear_result", buttons=buttons)], {"open_question": None})


def _forget(turn: Turn, choice: str) -> Outcome:
    if choice != "yes":
        return kept(turn)
    forgotten = Say("utter_forgotten", kind="notice")
    return Outcome([forgotten], dict.fromkeys(MEMORY), interview="end", signals=["erase"])


def _restart(turn: Turn, choice: str) -> Outcome:
    if choice != "yes":
        return kept(turn)
    return Outcome([Say("utter_fresh_start")], dict.fromkeys(MEMORY), interview="end")


def _retraction(turn: Turn, choice: str) -> Outcome:
    """The alarm has fallen by now: a "no" leaves the emergency in force, and never comes here.

    The interview, or the result, begins with the thanks for putting it right.
    """
    return Outcome([], {"open_question": None}, interview="begin")


def kept(turn: Turn) -> Outcome:
    """Nothing changes; an interview that was interrupted goes on."""
    unchanged = Outcome([Say("utter_kept")], {"open_question": None})
    interrupted = bool(turn.asked) and RESULT_TOLD not in turn.told
    return replace(unchanged, interview="begin") if interrupted else unchanged


# An alarm is not restarted away, and no bare yes or no ends it.
ALSO_IN_EMERGENCY = ("clear", "forget")
# Everything that a fresh start forgets.
MEMORY = (
    "ledger",
    "news",
    "topic",
    "listed",
    "shown",
    "open_question",
    "asked",
    "told",
    "misunderstandings",
    "story",
)

_HANDLERS: Mapping[str, Callable[[Turn, str], Outcome]] = {
    "clear": _clear,
    "forget": _forget,
    "restart": _restart,
    RETRACTION: _retraction,
}
