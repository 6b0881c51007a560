"""What the network alone takes for a red flag in a letter about something else."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.other_matters import OtherMatters

NOWHERE: Any = None


@pytest.fixture(scope="module")
def other_matters() -> OtherMatters:
    config = OtherMatters.get_default_config()
    return OtherMatters.create(config, NOWHERE, NOWHERE, NOWHERE)


def read(
    component: OtherMatters,
    ranking: dict[str, float],
    *entities: dict[str, Any],
    leading: str | None = None,
) -> list[Any]:
    said = Message(data={ENTITIES: list(entities)})
    said.set(INTENT, {"name": leading or max(ranking, key=lambda name: ranking[name])})
    said.set(INTENT_RANKING_KEY, [{"name": n, "confidence": c} for n, c in ranking.items()])
    component.process([said])
    return [entity["value"] for entity in said.get(ENTITIES)]


def flag(chance: float, name: str = "suicidal") -> dict[str, Any]:
    return {"entity": "red_flag", "value": name, "status": "present", "chance": chance}


BY_RULE = flag(1.0)
PAIN = {"entity": "finding", "value": "pain"}


@pytest.mark.parametrize(
    ("ranking", "found", "kept"),
    [
        ({"abuse": 1.0}, flag(0.3), []),
        ({"admin": 0.6, "smalltalk": 0.3}, flag(0.3), []),
        ({"abuse": 1.0}, flag(0.8), ["suicidal"]),
        ({"abuse": 1.0}, flag(0.7), []),
        ({"smalltalk": 1.0}, flag(0.6, "stroke"), ["stroke"]),
        ({"smalltalk": 1.0}, flag(0.4, "stroke"), []),
        ({"abuse": 1.0}, BY_RULE, ["suicidal"]),
        ({"other_medical": 0.6, "inform": 0.4}, flag(0.3), ["suicidal"]),
        ({"medication_dose": 1.0}, flag(0.3), ["suicidal"]),
        ({"other_medical": 1.0}, PAIN, ["pain"]),
    ],
)
def test_an_unlikely_alarm_counts_only_where_the_message_may_be_ours(
    other_matters: OtherMatters, ranking: dict[str, float], found: dict[str, Any], kept: list[str]
) -> None:
    assert read(other_matters, ranking, found) == kept


def test_a_question_of_ours_at_the_end_of_a_letter_makes_it_ours(
    other_matters: OtherMatters,
) -> None:
    letter = {"other_medical": 0.8, "ask_causes": 0.2}
    assert read(other_matters, letter, flag(0.3), leading="ask_causes") == ["suicidal"]
    assert read(other_matters, letter, flag(0.3)) == []
