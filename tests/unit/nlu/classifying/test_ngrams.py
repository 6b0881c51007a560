"""N-grams as TF-IDF: of unit length, unknown ones ignored, the same alone and in a matrix."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.classifying.intent_model import IntentModel, in_context
from nlu.classifying.ngrams import Ngrams, grams_of

TEXTS = [["my", "back"], ["my", "back", "shakes"], ["what", "is", "this"], ["what", "is", "it"]]


def test_words_and_letters_both_count() -> None:
    assert {"my back", "back", "#_b", "#ack"} <= set(grams_of(["my", "back"]))


@pytest.mark.parametrize("words", [["my", "back"], ["what", "back", "zzz"]])
def test_a_row_has_unit_length(words: list[str]) -> None:
    row = Ngrams.learn(TEXTS).row(words)
    assert float(np.linalg.norm(row.values)) == pytest.approx(1.0)


def test_an_unknown_text_is_an_empty_row() -> None:
    assert len(Ngrams.learn(TEXTS).row(["zzz"]).columns) == 0


def test_the_matrix_holds_the_same_rows() -> None:
    ngrams = Ngrams.learn(TEXTS)
    row = ngrams.row(TEXTS[1])
    assert ngrams.matrix(TEXTS)[1, row.columns].toarray()[0] == pytest.approx(row.values)


def test_a_kept_model_answers_the_same() -> None:
    vectors = np.eye(4, 384, dtype=np.float32)
    model = IntentModel.train(TEXTS, vectors, ["tell", "tell", "ask", "ask"])
    again = IntentModel.from_arrays(model.to_arrays())
    expected = model.probabilities(TEXTS, vectors)
    assert again.probabilities(TEXTS, vectors) == pytest.approx(expected, abs=0.01)


def test_an_unsure_fragment_leans_on_its_message_and_a_sure_one_does_not() -> None:
    shares = np.asarray([[0.9, 0.1], [0.45, 0.55], [0.0, 1.0]])
    leaning = in_context(shares, [["a"] * 9, ["moon"], ["thanks"]])
    assert leaning[0][0] > 0.6
    assert leaning[1].tolist() == [0.0, 1.0]
