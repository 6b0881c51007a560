"""Chooses among the wordings of a reply so that a conversation does not hear the same one twice."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from actions.wording import place_of


class RotatingResponses(TemplatedNaturalLanguageGenerator):
    """Rasa picks a wording by chance; this one takes turns, so none comes twice before all did.

    Reproducible, so that a repeated turn says the same.
    """

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        if not suitable:
            return None
        times = (filled_slots.get("said") or {}).get(utter_action, 0)
        chosen: dict[str, Any] = suitable[place_of(utter_action, times, len(suitable))]
        return chosen
