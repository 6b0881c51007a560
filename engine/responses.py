"""Chooses among the wordings of a reply so that a conversation does not hear the same one twice."""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator


class RotatingResponses(TemplatedNaturalLanguageGenerator):
    """Rasa picks a wording by chance; this one takes turns, from a start that the key decides.

    Reproducible, so that a repeated turn says the same, and different from turn to turn.
    """

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        if not suitable:
            return None
        start = hashlib.blake2b(utter_action.encode(), digest_size=2).digest()[0]
        chosen: dict[str, Any] = suitable[(start + (filled_slots.get("turn") or 0)) % len(suitable)]
        return chosen
