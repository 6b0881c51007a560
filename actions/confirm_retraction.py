"""Asks once more before an alarm is taken back."""

from __future__ import annotations

from actions.answers import RETRACTION
from actions.base import ClinicAction
from actions.emergency import SUICIDAL
from actions.say_back import alarm_taken_back
from actions.turn import Outcome, Say, Turn
from actions.wording import button, listed


class ConfirmRetraction(ClinicAction):
    """ "That was a mistake": only an explicit yes to this question lowers the level."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_confirm_retraction"

    def respond(self, turn: Turn) -> Outcome:
        """Quotes what raised the alarm; what has just been confirmed is not asked again."""
        if alarm_taken_back(turn):
            return Outcome(interview="begin")
        return ask_confirmation(turn)


def ask_confirmation(turn: Turn) -> Outcome:
    """The question that must be answered with yes before an alarm falls."""
    quotes = [
        f"“{flag.quote}”"
        for flag in turn.ledger.standing("flag")
        if flag.status == "present" and flag.quote and not flag.quote.startswith("/")
    ]
    if turn.situation != "emergency":
        return Outcome([Say("utter_nothing_to_retract", kind="notice")])
    ask = Say(
        _key(turn, bool(quotes)),
        {"quotes": listed(list(dict.fromkeys(quotes)))},
        kind="question",
        question_id=RETRACTION,
        buttons=[button("retract_yes"), button("retract_no")],
    )
    return Outcome([ask], {"open_question": RETRACTION})


def _key(turn: Turn, quoted: bool) -> str:
    """Who may want to die is asked with care, and keeps the crisis line."""
    if turn.ledger.status("flag", SUICIDAL) == "present":
        return "utter_confirm_retraction_crisis"
    return "utter_confirm_retraction" if quoted else "utter_confirm_retraction_plain"
