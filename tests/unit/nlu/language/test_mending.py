"""Misspelt words of a text are mended, real and foreign ones are left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.foreign import ForeignDetector
from nlu.language.mending import Mender, words_used
from nlu.language.spelling import common_words

ROOT = Path(__file__).resolve().parents[4]
USED = ["doctor", "treatment", "carpet", "trembling", "osteochondrosis", "lower", "which"]


@pytest.fixture(scope="module")
def mender() -> Mender:
    lines = (ROOT / "nlu/lexicon/common_words.txt").read_text(encoding="utf-8").splitlines()
    common = common_words(lines)
    return Mender(USED, common, ForeignDetector.from_file(ROOT / "nlu/languages.yml", common))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whcih docotr?", "which doctor?"),
        ("tremblign", "trembling"),
        ("osteohondrossis", "osteochondrosis"),
        ("it crept up", "it crept up"),
        ("my doctor", "my doctor"),
        ("mein Doktor sagt, es ist nichts", "mein Doktor sagt, es ist nichts"),
        ("😀 123 ??", "😀 123 ??"),
    ],
)
def test_only_misspelt_words_change(mender: Mender, text: str, expected: str) -> None:
    assert mender.mend(text) == expected


def test_words_that_are_used_are_known_ones_repeated_ones_and_names() -> None:
    texts = ["my bakc trembles", "my sertraline", "sertraline again", "on sertraline"]
    assert words_used(texts, {"trembles"}, ["restless legs"]) == [
        "legs",
        "restless",
        "sertraline",
        "trembles",
    ]
