"""The red-flag lexicon: every flag of the vocabulary, its sources, mistakes that are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlu.language.red_flag_lexicon import LexiconError, load_lexicon
from nlu.language.red_flag_phrase_parser import PhraseError
from nlu.language.red_flag_phrases import PhraseGraph

FOLDER = Path("nlu/lexicon/red_flags")
FLAGS = {
    *("cauda_equina", "progressive_weakness", "major_trauma", "fracture_risk", "spinal_infection"),
    *("sepsis", "cancer", "aaa", "cardiac", "stroke", "seizure_loc", "suicidal", "overdose"),
    *("hypoglycaemia", "serotonin_toxicity", "alcohol_withdrawal", "benzo_withdrawal"),
    *("thyroid_storm", "rhabdo", "kidney", "pregnancy", "meningitis"),
}


def found(graph: PhraseGraph, text: str) -> list[tuple[str, int, int]]:
    words = text.split()
    return [(hit.concept, hit.first, hit.last) for hit in graph.find(words, [0] * len(words))]


def test_every_flag_of_the_vocabulary_has_rules_a_level_and_a_known_source() -> None:
    lexicon = load_lexicon(FOLDER)
    known = yaml.safe_load(Path("knowledge/content/sources.yml").read_text(encoding="utf-8"))
    ids = {row["id"] for row in (known["rows"] if isinstance(known, dict) else known)}
    assert set(lexicon.flags) == FLAGS
    assert {rule.flag for rule in lexicon.rules} == FLAGS
    for entry in lexicon.flags.values():
        assert entry.level in ("emergency", "urgent")
        assert set(entry.source) <= ids


def test_the_flags_that_must_never_be_missed_lean_to_being_asked_about() -> None:
    flags = load_lexicon(FOLDER).flags
    never_missed = ("cauda_equina", "stroke", "suicidal", "major_trauma", "progressive_weakness")
    assert all(flags[name].lean for name in never_missed)


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("(no|lost) feeling", "i lost feeling there", [("x", 1, 2)]),
        ("numb* (leg|legs|)", "numbness", [("x", 0, 0)]),
        ("fit !(for|in)", "fit for work", []),
        ("fit !(for|in)", "a fit today", [("x", 1, 1)]),
        ("rash .* fade", "rash that will fade", [("x", 0, 3)]),
        ("rash .* fade", "rash does not fade", []),
        ("since #year", "since 2015", [("x", 0, 1)]),
        ("took # pills", "took 20 pills", [("x", 0, 2)]),
    ],
)
def test_phrases_match_as_written(phrase: str, text: str, hits: list[tuple[str, int, int]]) -> None:
    graph = PhraseGraph(never_between=("not",))
    graph.add("x", [phrase])
    assert found(graph, text) == hits


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "the"])
def test_a_phrase_that_cannot_be_read_says_so(phrase: str) -> None:
    with pytest.raises(PhraseError, match="phrase"):
        PhraseGraph(fillers=("the",)).add("x", [phrase])


def broken(folder: Path, flag: str) -> Path:
    (folder / "contexts.yml").write_text("concepts: {}\n", encoding="utf-8")
    (folder / "concepts.yml").write_text("concepts: {numb: {words: [numb]}}\n", encoding="utf-8")
    (folder / "stroke.yml").write_text(flag, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("flag", "says"),
    [
        ("flag: stroke\nlevel: emergency\n", "source"),
        ("flag: stroke\nlevel: emergency\nsource: [S1]\nnear: ['numb + nowhere']\n", "nowhere"),
        ("flag: stroke\nlevel: emergency\nsource: [S1]\nsay: ['<nothing>']\n", "nothing"),
        ("- a list\n", "mapping"),
    ],
)
def test_a_broken_lexicon_names_the_file_and_the_fault(
    tmp_path: Path, flag: str, says: str
) -> None:
    with pytest.raises(LexiconError, match=says) as told:
        load_lexicon(broken(tmp_path, flag))
    assert "stroke.yml" in str(told.value)
