"""Rasa component: what the network alone takes for a red flag in a letter about another matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.table_component import TableComponent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OtherMatters(TableComponent):
    """Drops alarms that are rather unlikely where a message surely is about something else.

    A lost invoice, an insult or a stye is nothing that the network was taught much of, and a slight
    chance says less there than in a tale about a back. What a rule has found stays; so does
    everything in a question about a medicine, where an overdose may hide. Needs the intents.
    """

    def __init__(self, rows: Mapping[str, Any]) -> None:
        rule = rows["other_matters"]
        self._kinds = frozenset(rule["kinds"])
        self._surely, self._least = float(rule["share"]), float(rule["least"])
        self._of_the_body = dict.fromkeys(rule["of_the_body"], float(rule["least_of_the_body"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Take the unlikely alarms out of messages as they come in."""
        for message in messages:
            if self._is_another_matter(message):
                kept = [one for one in message.get(ENTITIES) or [] if not self._is_unlikely(one)]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages

    def _is_another_matter(self, message: Message) -> bool:
        """Also as the talk will take it: a question of ours at its end makes a letter ours."""
        if (message.get(INTENT) or {}).get("name") not in self._kinds:
            return False
        ranking = message.get(INTENT_RANKING_KEY) or []
        shares = [float(one["confidence"]) for one in ranking if one["name"] in self._kinds]
        return sum(shares) >= self._surely

    def _is_unlikely(self, entity: Mapping[str, Any]) -> bool:
        chance = entity.get("chance", 1.0)  # only what the network raised by itself has one
        if entity["entity"] != "red_flag":
            return False
        return bool(chance < self._of_the_body.get(entity["value"], self._least))
