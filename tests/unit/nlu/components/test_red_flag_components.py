"""The two red-flag components on Rasa messages: rules first, then the second opinion."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.red_flag_classifier import RedFlagClassifier, fit, merged
from nlu.components.red_flag_detector import FOLDER, RedFlagDetector
from nlu.encoder.model import Encoder
from nlu.language.red_flag_opinion import OpinionError, SecondOpinion, threshold
from nlu.language.red_flags import RedFlag, RedFlagFinder

EXAMPLES = Path("nlu/data/red_flags_examples.yml")


@pytest.fixture(scope="module")
def finder() -> RedFlagFinder:
    return RedFlagFinder.from_folder(FOLDER)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def opinion(finder: RedFlagFinder, encoder: Encoder) -> SecondOpinion:
    return fit(finder, EXAMPLES, encoder)


def message(encoder: Encoder | None, text: str) -> Message:
    said = Message(data={TEXT: text})
    if encoder:
        said.set("encodings", encoder.encode([text]))
    return said


def flags(said: Message) -> dict[str, str]:
    found = [entity for entity in said.get(ENTITIES) if entity["entity"] == "red_flag"]
    return {entity["value"]: entity["status"] for entity in found}


def classifier(finder: RedFlagFinder, opinion: SecondOpinion) -> RedFlagClassifier:
    anything: Any = SimpleNamespace()
    return RedFlagClassifier(finder, EXAMPLES, anything, Resource("x"), opinion)


def test_the_detector_keeps_other_entities_and_adds_flags(finder: RedFlagFinder) -> None:
    said = message(None, "I can't feel when I pee")
    said.set(ENTITIES, [{"entity": "finding", "value": "pain"}])
    RedFlagDetector(finder).process([said])
    assert [entity["entity"] for entity in said.get(ENTITIES)] == ["finding", "red_flag"]
    assert said.get(ENTITIES)[1]["quote"] == "can't feel when I pee"


def test_the_second_opinion_knows_wordings_that_no_rule_knows(
    finder: RedFlagFinder, encoder: Encoder, opinion: SecondOpinion
) -> None:
    text = "the ground comes up at me because the lower half of me quits, since Tuesday"
    said = message(encoder, text)
    classifier(finder, opinion).process([said])
    assert flags(said).get("progressive_weakness") == "present"


@pytest.mark.parametrize(
    "text",
    [
        "no loss of bladder control at all",
        "I lost control of my bladder twenty years ago after an operation",
        "can a slipped disc make people lose control of the bladder?",
        "what if I lose control of my bladder?",
    ],
)
def test_the_second_opinion_does_not_overrule_what_the_words_say(
    finder: RedFlagFinder, encoder: Encoder, opinion: SecondOpinion, text: str
) -> None:
    said = message(encoder, text)
    RedFlagDetector(finder).process([said])
    before = flags(said)
    classifier(finder, opinion).process([said])
    assert flags(said) == before


def test_a_trained_classifier_is_stored_and_loaded(finder: RedFlagFinder, tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("red_flags")
    config = RedFlagClassifier.get_default_config()
    context: Any = None
    made = RedFlagClassifier.create(config, storage, resource, context)
    made.train(TrainingData())
    loaded = RedFlagClassifier.load(config, storage, resource, context)
    said = message(Encoder(), "my legs have gone and I crumple on the floor since yesterday")
    loaded.process([said])
    assert isinstance(said.get(ENTITIES), list)


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "opinion.npz").write_bytes(b"nothing")
    with pytest.raises(OpinionError, match="train again"):
        SecondOpinion.load(tmp_path / "opinion.npz")


def test_the_certainty_to_act_on_lets_few_look_alikes_pass() -> None:
    certainties = np.linspace(0.0, 1.0, 101, dtype=np.float32)
    assert threshold(certainties, allowed=0.05) == pytest.approx(0.95, abs=0.01)
    assert threshold(np.zeros(0, dtype=np.float32)) > 0.3


def test_of_one_flag_only_the_more_serious_reading_stays() -> None:
    known = [
        {"entity": "finding", "value": "pain"},
        {"entity": "red_flag", "value": "stroke", "status": "absent"},
        {"entity": "red_flag", "value": "cancer", "status": "present"},
    ]
    added = [
        RedFlag("stroke", "present", 0, 4, "face", "emergency"),
        RedFlag("cancer", "unclear", 0, 4, "lump", "urgent"),
    ]
    merged_flags = [one for one in merged(known, added) if one["entity"] == "red_flag"]
    assert {one["value"]: one["status"] for one in merged_flags} == {
        "cancer": "present",
        "stroke": "present",
    }
