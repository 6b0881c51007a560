"""The small language of the lexicon's phrases, and what is said when one cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.lexicon_files import LexiconError
from nlu.language.patterns import FILL, NEXT, PatternError, Step, choice_of, compile_pattern
from nlu.language.phrase_lists import phrase_lists


def test_words_stand_in_a_row_with_fillers_between() -> None:
    assert compile_pattern("weak {leg}") == [(Step(FILL, "weak"), Step(FILL, "{leg}"))]


def test_gaps_and_direct_neighbours() -> None:
    [row] = compile_pattern("{leg} ..2 give_way")
    assert [step.reach for step in row] == [FILL, 2, NEXT]


def test_an_optional_part_makes_two_rows() -> None:
    assert len(compile_pattern("[really] bad")) == 2


def test_a_plain_choice_is_one_nameless_class() -> None:
    [row] = compile_pattern("(give way|buckle)")
    assert choice_of(row[0].symbol) == ["give way", "buckle"]


def test_either_order() -> None:
    assert len(compile_pattern("numb & {leg}")) == 2


@pytest.mark.parametrize("pattern", ["", "(give", "give)", "[a", "()"])
def test_a_phrase_that_cannot_be_read_is_named(pattern: str) -> None:
    with pytest.raises(PatternError, match="phrase"):
        compile_pattern(pattern)


def test_a_wrong_file_is_named_with_the_finding(tmp_path: Path) -> None:
    folder = tmp_path / "findings"
    folder.mkdir()
    (folder / "symptoms.yml").write_text("phrases:\n  pain: ['(ache']\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"symptoms.yml.*pain"):
        list(phrase_lists(tmp_path))
