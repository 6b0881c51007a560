"""Small talk, and what is kindly declined: the intent names the reply."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.say_back import told_something
from actions.turn import Outcome, Say, Turn
from actions.wording import button, says

WITH_PERSON = frozenset({"other_medical", "admin", "abuse", "non_english", "medication_dose"})
# With a fact beside it that belongs to the back, such a message is no digression.
ABOUT_THE_BACK_AFTER_ALL = frozenset({"smalltalk", "other_medical"})


class MakeSmallTalk(ClinicAction):
    """Greetings, thanks, "are you a robot?": one friendly line."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_make_small_talk"

    def respond(self, turn: Turn) -> Outcome:
        """The reply is called like the intent; nobody who says goodbye is asked on."""
        if turn.intent == "goodbye" and turn.in_interview:
            slots = {"open_question": None}
            return Outcome([Say("utter_goodbye_for_now")], slots, interview="end")
        return Outcome([Say(f"utter_{turn.intent}")])


class Decline(ClinicAction):
    """What the assistant does not do, each kind with the way that helps instead."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_decline"

    def respond(self, turn: Turn) -> Outcome:
        """Where a person can help, a person is offered; what is about the back is taken in."""
        if turn.intent in ABOUT_THE_BACK_AFTER_ALL and told_something(turn):
            return Outcome()
        if turn.intent == "smalltalk" and says(turn.text, "how_are_you"):
            return Outcome([Say("utter_how_are_you")])
        buttons = [button("human")] if turn.intent in WITH_PERSON else []
        return Outcome([Say(f"utter_decline_{turn.intent}", kind="notice", buttons=buttons)])
