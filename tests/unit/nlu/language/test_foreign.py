"""Which messages are not English."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.foreign import ForeignDetector
from nlu.language.spelling import common_words

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def detector() -> ForeignDetector:
    lines = (ROOT / "nlu/lexicon/common_words.txt").read_text(encoding="utf-8").splitlines()
    return ForeignDetector.from_file(ROOT / "nlu/languages.yml", common_words(lines))


@pytest.mark.parametrize(
    "text",
    [
        "me tiembla la parte baja de la espalda",
        "Ich kann nachts nicht schlafen, weil mein Rücken zittert",
        "mon dos tremble la nuit",
        "mi trema la schiena",
        "sırtım çok ağrıyor ne yapmalıyım",
        "k kakomu vrachu idti, bolit spina",
        "nie mogę spać, bolą mnie plecy",
        "minhas costas tremem muito",
        "ik heb pijn in mijn rug",
        "min rygg skakar och det gör ont",
        "punggung saya sakit sejak kemarin",
        "meri kamar mein dard hai",
        "у меня дрожит спина",
        "ظهري يرتجف",
        "我的背在抖",
        "등이 떨려요",
        "पीठ में कंपन है",
    ],
)
def test_another_language_is_told(detector: ForeignDetector, text: str) -> None:
    assert detector.is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "my lower back shakes",
        "what do I have to do",
        "I do",
        "no",
        "wich analysis must i do",
        "since 2 months my back is doing like vibrations",
        "osteochondrosis spondylosis radiculitis",
        "pt c/o LBT x 3/52, nil neuro",
        "Señor Pérez here, my back trembles",
        "is a vertebrologist a chiropractor?",
        "12345",
        "",
        "😀😀",
        "my mum said the shaking is la grippe but I don't think so",
    ],
)
def test_english_of_any_quality_is_left_alone(detector: ForeignDetector, text: str) -> None:
    assert not detector.is_foreign(text)
