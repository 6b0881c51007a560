"""Intents by cross-validation: a third of the examples is judged by a model of the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.model_selection import StratifiedKFold

from nlu.classifying.intent_model import IntentModel
from nlu.components.intent_classifier import IntentClassifier
from nlu.language.intent_rules import FALLBACK, IntentRules
from nlu.language.intent_table import IntentTable
from tests.unit.nlu.classifying.conftest import ROOT, made

OUTSIDE = IntentTable.from_file(ROOT / "nlu/handling.yml").handling
# Single words out of their conversation are hard, and no findings help here: a turn does better.
LEAST_RIGHT = 0.82
MOST_FALSE_ACCEPTED, MOST_TURNED_AWAY, MOST_NOT_UNDERSTOOD = 0.05, 0.04, 0.06


@pytest.fixture(scope="module")
def judged(examples: TrainingData) -> list[tuple[str, str]]:
    """Pairs of the true intent and the one found, for one third of the examples."""
    reader = made(IntentClassifier, None)._reader
    rows = examples.intent_examples
    reads = [reader.read(row.get("mended")) for row in rows]
    vectors = np.stack([row.get("encodings")[0] for row in rows])
    labels = np.asarray([row.get("intent") for row in rows])
    folds = StratifiedKFold(3, shuffle=True, random_state=7)
    learn, judge = next(iter(folds.split(vectors, labels)))
    words = [read.words for read in reads]
    model = IntentModel.train([words[row] for row in learn], vectors[learn], labels[learn])
    shares = model.probabilities([words[row] for row in judge], vectors[judge])
    rules = IntentRules(IntentTable.from_file(ROOT / "nlu/handling.yml"))
    signs = made(IntentClassifier, None)._signs
    return [
        (str(labels[row]), found(rules, signs, model, share, rows[row].get("text"), reads[row]))
        for row, share in zip(judge, shares, strict=True)
    ]


def found(rules: IntentRules, signs: Any, model: Any, share: Any, text: str, read: Any) -> str:
    shares = dict(zip(model.labels, share, strict=True))
    return rules.decide(shares, signs.of(text, read, [], (0, len(text)))).name


def is_outside(name: str) -> bool:
    return name in OUTSIDE


def test_most_examples_are_understood(judged: list[tuple[str, str]]) -> None:
    right = sum(true == name for true, name in judged)
    assert right / len(judged) >= LEAST_RIGHT


def test_little_out_of_scope_is_accepted_as_told(judged: list[tuple[str, str]]) -> None:
    outside = [name for true, name in judged if is_outside(true)]
    assert outside.count("inform") / len(outside) <= MOST_FALSE_ACCEPTED


def test_little_in_scope_is_turned_away(judged: list[tuple[str, str]]) -> None:
    inside = [name for true, name in judged if not is_outside(true)]
    assert sum(map(is_outside, inside)) / len(inside) <= MOST_TURNED_AWAY


def test_little_in_scope_is_not_understood(judged: list[tuple[str, str]]) -> None:
    inside = [name for true, name in judged if not is_outside(true)]
    assert inside.count(FALLBACK) / len(inside) <= MOST_NOT_UNDERSTOOD
