"""The emergency answer: what to do first, then why, then what not to do, then the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.base import ClinicAction
from actions.emergency import SUICIDAL, for_whom, newest_emergency
from actions.turn import Outcome, Say, Turn
from actions.wording import button, for_speaker
from assessment.results import Flag


class RaiseEmergency(ClinicAction):
    """Predicted by the safety policy in the very turn that raised the alarm.

    No list of causes or specialists and no question stands in the way of the action; the
    interview ends. Suicidal words get a warm answer and a crisis line of their own.
    """

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_raise_emergency"

    def respond(self, turn: Turn) -> Outcome:
        """The newest emergency flag decides the words; what was said is quoted."""
        assessment = self.resources.assess(turn.ledger)
        flag = newest_emergency(assessment)
        crisis = flag is not None and flag.id == SUICIDAL
        facts = self._facts(turn, flag)
        key = "utter_emergency_answered" if "asked" in facts else "utter_emergency"
        key = for_whom("utter_crisis", turn) if crisis else key
        rests_on = self.resources.sources(self._row(flag)) if flag else ()
        buttons = [button("human"), button("mistake")]
        say = [Say(key, facts, kind="emergency", buttons=buttons, rests_on=rests_on)]
        return Outcome(say, {"open_question": None}, interview="end", signals=["emergency"])

    def _row(self, flag: Flag) -> Mapping[str, Any]:
        return self.resources.row("red_flags", flag.id)

    def _facts(self, turn: Turn, flag: Flag | None) -> dict[str, str]:
        if flag is None:
            return {"quote": turn.text, "why": "", "action": "", "avoid": ""}
        row = self._row(flag)
        texts = {key: for_speaker(str(row.get(key) or ""), turn.speaker) for key in _TEXTS}
        said = self._said(flag.quote or turn.text)
        return {**said, **{_TEXTS[key]: texts[key] for key in _TEXTS}}

    def _said(self, quote: str) -> dict[str, str]:
        """What raised the alarm; of an answer also the question, which was ours."""
        asked, mark, answer = quote.rsplit("; ", maxsplit=1)[-1].partition("? ")
        rows = (row for (kind, _), row in self.resources.rows.items() if kind == "questions")
        if mark and any(row["text"][-1] == f"{asked}?" for row in rows):
            return {"asked": f"{asked}?", "quote": answer}
        return {"quote": quote}


# field of a red flag -> fact of the response
_TEXTS = {"why": "why", "do": "action", "do_not": "avoid"}
