"""Words of dialects are read as what they stand for, by the phrases and by the red flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.components.red_flag_detector import FOLDER
from nlu.language.dialect import dialect_words, in_full
from nlu.language.interpretation import Interpreter
from nlu.language.lexicon_files import LexiconError
from nlu.language.red_flags import RedFlagFinder


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("it disnae hurt", "absent"),
        ("nae pain ava", "absent"),
        ("it's awfy sair", "present"),
    ],
)
def test_pain_in_scots_is_told_or_denied(interpreter: Interpreter, text: str, status: str) -> None:
    found = {fact.value: fact.status for fact in interpreter.read(text).facts}
    assert found.get("pain") == status


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("granda cannae lift his left airm", "stroke"),
        ("ah cannae pish since yesterday and I'm numb doon below", "cauda_equina"),
    ],
)
def test_an_emergency_in_scots_is_one(text: str, flag: str) -> None:
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
    (tmp_path / "dialect.yml").write_text("words: {gonnae: going to}", encoding="utf-8")
    with pytest.raises(LexiconError, match="'gonnae' must stand for one word"):
        dialect_words(tmp_path)
