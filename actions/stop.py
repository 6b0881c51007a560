"""Ends the questions; what was told stays until it is erased."""

from __future__ import annotations

from actions.answers import answered
from actions.base import ClinicAction
from actions.emergency import stands
from actions.result import RESULT_TOLD, tell_result
from actions.say_back import known_in_words
from actions.take_answer import TakeAnswer
from actions.turn import Outcome, Say, Turn
from actions.wording import button
from actions.yes_no import YES_NO


class Stop(ClinicAction):
    """ "Stop": no more questions; what can be said so far is said."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_stop"

    def respond(self, turn: Turn) -> Outcome:
        """A preliminary result if anything is known, and always the safety net.

        "No, leave it" to "shall I erase everything?" is no wish to end the talk.
        """
        question, choice = answered(turn)
        if question in YES_NO and choice:
            return TakeAnswer(self._resources).respond(turn)
        if turn.situation == "emergency":
            return Outcome([stands(turn, self.resources.assess(turn.ledger))], interview="end")
        if RESULT_TOLD in turn.told or not known_in_words(turn.ledger, self.resources):
            stopped = _stopped("human", "restart")
            return Outcome([stopped], {"open_question": None}, interview="end")
        stopped = _stopped("restart")  # the result offers a person itself
        told = tell_result(turn, self.resources.assess(turn.ledger), self.resources)
        result = [reply for reply in told.say if reply.kind == "summary"]
        slots = {**told.slots, "open_question": None}
        return Outcome([stopped, *result], slots, interview="end")


def _stopped(*offered: str) -> Say:
    return Say("utter_stopped", kind="notice", buttons=[button(name) for name in offered])
