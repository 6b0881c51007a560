"""Questions to the person that are not about the back: start again? erase? was it clear?"""

from __future__ import annotations

from collections.abc import Mapping

from actions.turn import Say
from actions.wording import button

# question id -> response and its two buttons
YES_NO: Mapping[str, tuple[str, tuple[str, str]]] = {
    "restart": ("utter_ask_restart", ("restart_yes", "restart_no")),
    "forget": ("utter_ask_forget", ("forget", "keep")),
}


def ask_yes_no(question: str) -> Say:
    """The question with its two buttons."""
    key, names = YES_NO[question]
    buttons = [button(name) for name in names]
    return Say(key, kind="question", question_id=question, buttons=buttons)
