"""Misspelt words of a text are mended, real and foreign ones are left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.foreign import ForeignDetector
from nlu.language.mending import Mender, words_used
from nlu.language.spelling import common_words

ROOT = Path(__file__).resolve().parents[4]
OFTEN = ("doctor", "treatment", "trembling", "lower", "which", "hurts", "lying", "shakes")
RARELY = ("carpet", "osteochondrosis", "hints", "lung", "sales")
USED = {**dict.fromkeys(OFTEN, 500), **dict.fromkeys(RARELY, 3)}
RARE_BUT_REAL = {"stoop"}


@pytest.fixture(scope="module")
def mender() -> Mender:
    lines = (ROOT / "nlu/lexicon/common_words.txt").read_text(encoding="utf-8").splitlines()
    common = common_words(lines)
    foreign = ForeignDetector.from_file(ROOT / "nlu/languages.yml", common)
    return Mender({**USED, "stop": 500}, common, foreign, RARE_BUT_REAL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whcih docotr?", "which doctor?"),
        ("tremblign", "trembling"),
        ("osteohondrossis", "osteochondrosis"),
        ("it crept up", "it crept up"),
        ("my doctor", "my doctor"),
        ("it hirts", "it hurts"),
        ("lyong down it shales", "lying down it shakes"),
        ("when I stoop", "when I stoop"),
        ("I cannae lift ma airm", "I can't lift ma arm"),
        ("mein Doktor sagt, es ist nichts", "mein Doktor sagt, es ist nichts"),
        ("😀 123 ??", "😀 123 ??"),
    ],
)
def test_only_misspelt_words_change(mender: Mender, text: str, expected: str) -> None:
    assert mender.mend(text) == expected


def test_words_that_are_used_are_known_ones_repeated_ones_and_names() -> None:
    texts = ["my bakc trembles", "my sertraline", "sertraline again", "on sertraline, trembles"]
    assert words_used(texts, {"trembles"}, ["restless legs"]) == {
        "trembles": 2,
        "restless": 1,
        "legs": 1,
        "sertraline": 3,
    }


@pytest.mark.parametrize(
    ("word", "is_used"),
    [
        pytest.param("fevr", False, id="a misspelling, however often it is made"),
        pytest.param("trembley", True, id="made of a word by a letter at its end"),
        pytest.param("doesnt", True, id="without its apostrophe"),
        pytest.param("gliclazide", True, id="near to no word"),
    ],
)
def test_a_word_near_a_much_oftener_one_is_that_word_misspelt(word: str, is_used: bool) -> None:
    texts = [*["fever and it doesn't tremble"] * 12, *[word] * 4]
    assert (word in words_used(texts, {"fever", "tremble", "doesn"}, [])) is is_used
