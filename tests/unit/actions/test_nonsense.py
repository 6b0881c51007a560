"""Five times nonsense in a row, in every state: no words come twice, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.actions.dialogue import Dialogue
from tests.unit.actions.moves import finish, flag, tell

STATES: dict[str, Callable[[Dialogue], None]] = {
    "the very beginning": lambda talk: None,
    "the checklist": lambda talk: tell(talk, "kinetic"),
    "a question about a finding": lambda talk: (tell(talk, "kinetic"), talk.choose("none"))[0],
    "after the result": lambda talk: (tell(talk, "kinetic"), finish(talk))[0],
    "an emergency": lambda talk: flag(talk, "cauda_equina"),
    "a crisis": lambda talk: flag(talk, "suicidal"),
    "was it a mistake?": lambda talk: (flag(talk, "stroke"), talk.send("retract_emergency"))[0],
    "start again?": lambda talk: (tell(talk, "static"), talk.send("restart"))[0],
    "erase?": lambda talk: (tell(talk, "static"), talk.send("forget_me"))[0],
    "stopped": lambda talk: (tell(talk, "static"), talk.send("stop"))[0],
    "a person was called": lambda talk: (tell(talk, "static"), talk.send("human"))[0],
    "small talk": lambda talk: talk.send("thank"),
    "not clear": lambda talk: (tell(talk, "kinetic"), finish(talk), talk.choose_no())[0],
}


@pytest.mark.parametrize("speaker", ["patient", "relative", "agent"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_said_twice_and_nothing_is_lost(
    new_dialogue: Callable[..., Dialogue], state: str, speaker: str
) -> None:
    talk = new_dialogue(speaker)
    STATES[state](talk)
    known, situation = talk.told(), talk.slots["situation"]
    said = []
    for number in range(5):
        talk.send("gibberish" if number % 2 else "nlu_fallback", text=f"blorp {number}")
        said += [reply.text for reply in talk.replies]
    assert len(said) == len(set(said)), said
    assert (talk.told(), talk.slots["situation"]) == (known, situation)


def test_nothing_is_said_twice_in_three_states_of_one_talk(
    new_dialogue: Callable[..., Dialogue],
) -> None:
    talk, said = new_dialogue(), []
    for number, state in enumerate(("the very beginning", "the checklist", "after the result")):
        STATES[state](talk)
        for turn in range(5):
            talk.send("gibberish", text=f"blorp {number} {turn}")
            said += [reply.text for reply in talk.replies if reply.kind == "notice"]
    assert len(said) == len(set(said)), said
