"""Words of dialects, and words written by ear, are read as what they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.components.red_flag_detector import FOLDER
from nlu.language.interpretation import Interpreter
from nlu.language.lexicon_files import LexiconError
from nlu.language.red_flags import RedFlagFinder
from nlu.language.spoken import in_full, spoken_words


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("it disnae hurt", "absent"),
        ("nae pain ava", "absent"),
        ("it's awfy sair", "present"),
        ("my back akes", "present"),
    ],
)
def test_pain_is_told_or_denied_as_it_is_spoken(
    interpreter: Interpreter, text: str, status: str
) -> None:
    found = {fact.value: fact.status for fact in interpreter.read(text).facts}
    assert found.get("pain") == status


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("granda cannae lift his left airm", "stroke"),
        ("mi nees giv way and its wurse evry day, cant clime the steps", "progressive_weakness"),
        ("ah cannae pish since yesterday and I'm numb doon below", "cauda_equina"),
    ],
)
def test_an_emergency_is_one_as_it_is_spoken(text: str, flag: str) -> None:
    flags = RedFlagFinder.from_folder(FOLDER).read(text).flags
    assert flag in [found.flag for found in flags if found.status == "present"]


def test_contractions_come_apart_for_the_phrases() -> None:
    assert [in_full(word) for word in ("can't", "won't", "didn't", "arm")] == [
        "can not",
        "will not",
        "did not",
        "arm",
    ]


def test_a_word_that_stands_for_two_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "spoken.yml").write_text(
        "{dialects: {gonnae: going to}, by_ear: {}}", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match="'gonnae' must stand for one word"):
        spoken_words(tmp_path)
