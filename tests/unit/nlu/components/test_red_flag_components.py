"""The two red-flag components on Rasa messages: rules first, then the second opinion."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.red_flag_classifier import RedFlagClassifier, fit, judged, merged
from nlu.components.red_flag_detector import FOLDER, RedFlagDetector
from nlu.encoder.model import Encoder
from nlu.language.red_flag_opinion import Limits, OpinionError, Proposal, SecondOpinion, limits_of
from nlu.language.red_flags import RedFlag, RedFlagFinder

EXAMPLES = Path("nlu/data/red_flags_examples.yml")
COMPLAINTS = Path("tests/unit/nlu/harmless_complaints.yml")


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
    assert flags(said).get("progressive_weakness") in ("present", "unclear")


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


def test_the_certainties_to_act_on_let_few_harmless_texts_pass() -> None:
    certainties = np.linspace(0.0, 1.0, 10_001, dtype=np.float32)
    limits = limits_of(certainties)
    assert np.mean(certainties > limits.likely) <= 0.01
    assert np.mean(certainties > limits.sure) <= 0.002
    assert 0.5 < limits_of(np.zeros(0, dtype=np.float32)).likely < limits.sure


@pytest.mark.parametrize(
    ("text", "certainty", "status"),
    [
        ("my bladder has a will of its own", 0.99, "present"),
        ("my bladder has a will of its own", 0.6, "unclear"),
        ("my heart rate is odd and my pee comes late", 0.3, None),
        ("it happens when I stand up and walk, after I lifted a washing machine", 0.99, None),
        ("there is something with my aneurysm", 0.99, "unclear"),
    ],
)
def test_how_sure_it_must_be_depends_on_the_words(
    finder: RedFlagFinder, text: str, certainty: float, status: str | None
) -> None:
    limits = Limits(likely=0.55, sure=0.8)
    assert judged(Proposal("cauda_equina", certainty), finder.read(text), limits) == status


def test_no_plain_complaint_is_alarming(
    finder: RedFlagFinder, encoder: Encoder, opinion: SecondOpinion
) -> None:
    content = yaml.safe_load(COMPLAINTS.read_text(encoding="utf-8"))
    texts = [text for group in content.values() for text in group]
    reader = classifier(finder, opinion)
    raised = {}
    for text in texts:
        said = message(encoder, text)
        RedFlagDetector(finder).process([said])
        reader.process([said])
        raised[text] = flags(said)
    assert len(set(texts)) >= 150
    assert not {text for text, found in raised.items() if set(found.values()) - {"absent"}}


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
