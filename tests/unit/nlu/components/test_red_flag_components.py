"""The two red-flag components on Rasa messages: rules first, then the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.red_flag_classifier import RedFlagClassifier, merged
from nlu.components.red_flag_detector import FOLDER, RedFlagDetector
from nlu.encoder.model import Encoder
from nlu.language.red_flags import RedFlag, RedFlagFinder

COMPLAINTS = Path("tests/unit/nlu/harmless_complaints.yml")
NOWHERE: Any = None
MOST_ALARMING, MOST_ASKED_ABOUT = 0.02, 0.03


@pytest.fixture(scope="module")
def finder() -> RedFlagFinder:
    return RedFlagFinder.from_folder(FOLDER)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> RedFlagClassifier:
    """Trained, stored and loaded again."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    config, resource = RedFlagClassifier.get_default_config(), Resource("red_flags")
    RedFlagClassifier.create(config, storage, resource, NOWHERE).train(TrainingData())
    return RedFlagClassifier.load(config, storage, resource, NOWHERE)


def message(encoder: Encoder | None, text: str) -> Message:
    said = Message(data={TEXT: text})
    if encoder:
        said.set("reading", encoder.read(text))
    return said


def flags(said: Message) -> dict[str, str]:
    found = [entity for entity in said.get(ENTITIES) if entity["entity"] == "red_flag"]
    return {entity["value"]: entity["status"] for entity in found}


def test_the_detector_keeps_other_entities_and_adds_flags(finder: RedFlagFinder) -> None:
    said = message(None, "I can't feel when I pee")
    said.set(ENTITIES, [{"entity": "finding", "value": "pain"}])
    RedFlagDetector(finder).process([said])
    assert [entity["entity"] for entity in said.get(ENTITIES)] == ["finding", "red_flag"]
    assert said.get(ENTITIES)[1]["quote"] == "can't feel when I pee"


@pytest.mark.parametrize(
    ("text", "dangers"),
    [
        pytest.param(
            "the ground comes up at me, the lower half of me quits, since Tuesday",
            {"progressive_weakness"},
            marks=pytest.mark.xfail(strict=True, reason="alarms, but as a major injury"),
        ),
        ("downstairs has no more feeling than a brick since my disc went", {"cauda_equina"}),
        ("half her face slid down at lunch and she talks like soup", {"stroke"}),
        ("I have put my affairs in order, it will be over for me by Sunday", {"suicidal"}),
    ],
)
def test_the_network_knows_wordings_that_no_rule_knows(
    encoder: Encoder, classifier: RedFlagClassifier, text: str, dangers: set[str]
) -> None:
    said = message(encoder, text)
    classifier.process([said])
    raised = {flag for flag, status in flags(said).items() if status != "absent"}
    assert raised & dangers


@pytest.mark.parametrize(
    "text",
    [
        "no loss of bladder control at all",
        "I lost control of my bladder twenty years ago after an operation",
        "can a slipped disc make people lose control of the bladder?",
        "what if I lose control of my bladder?",
    ],
)
def test_the_network_does_not_take_denials_and_questions_for_signs(
    finder: RedFlagFinder, encoder: Encoder, classifier: RedFlagClassifier, text: str
) -> None:
    said = message(encoder, text)
    RedFlagDetector(finder).process([said])
    before = flags(said)
    classifier.process([said])
    assert "present" not in {flags(said)[flag] for flag in flags(said) if flag not in before}


def test_hardly_any_plain_complaint_is_alarming(
    finder: RedFlagFinder, encoder: Encoder, classifier: RedFlagClassifier
) -> None:
    content = yaml.safe_load(COMPLAINTS.read_text(encoding="utf-8"))
    texts = [text for group in content.values() for text in group]
    raised = {}
    for text in texts:
        said = message(encoder, text)
        RedFlagDetector(finder).process([said])
        classifier.process([said])
        raised[text] = flags(said)
    assert len(set(texts)) >= 150
    touched = {text for text, found in raised.items() if set(found.values()) - {"absent"}}
    alarming = {text for text in touched if "present" in raised[text].values()}
    # The rules alone let none pass; the network's price for missing fewer is measured here.
    assert len(alarming) <= MOST_ALARMING * len(texts), alarming
    assert len(touched) <= MOST_ASKED_ABOUT * len(texts), touched


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
