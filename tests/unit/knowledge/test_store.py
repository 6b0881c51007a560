"""The store hands out records, refuses to be written to, and says what is wrong with a file."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from knowledge.database import open_engine
from knowledge.errors import KnowledgeError, UnknownIdError
from knowledge.models import Condition, Specialist, Test, Treatment
from knowledge.store import CLINICAL, KnowledgeStore


@pytest.mark.parametrize(
    ("id_", "kind", "record"),
    [
        ("emg", "test", Test),
        ("vertebrologist", "specialist", Specialist),
        ("massage", "treatment", Treatment),
        ("osteochondrosis", "condition", Condition),
    ],
)
def test_an_item_is_a_record_of_its_kind(
    store: KnowledgeStore, id_: str, kind: str, record: type
) -> None:
    item = store.item(id_)
    assert isinstance(item, record)
    assert item.kind == kind
    assert item.sources
    assert item.review.state == "unreviewed"


def test_records_cannot_be_changed(store: KnowledgeStore) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        store.item("emg").name = "x"  # type: ignore[misc]


def test_an_id_that_does_not_exist_is_an_error_in_words(store: KnowledgeStore) -> None:
    for ask in (store.item, store.items, store.care, store.source):
        with pytest.raises(UnknownIdError, match="called 'nothing'"):
            ask("nothing")


def test_conditions_stand_in_several_lists(store: KnowledgeStore) -> None:
    for kind in ("disease", "cause", "pathology"):
        assert "osteochondrosis" in [item.id for item in store.items(kind)]
    assert len(store.items("condition")) == len({item.id for item in store.items("condition")})


def test_care_names_tests_doctors_and_treatments_in_order(store: KnowledgeStore) -> None:
    care = store.care("intervertebral_hernia")
    assert care.tests[0] == "mri"
    assert care.specialists[0] == "therapist"
    assert care.treatments[-1] == "surgery"


@pytest.mark.parametrize("word", ["EMG", "electromyography", "Nerve conduction study", "emg?"])
def test_the_glossary_knows_other_spellings(store: KnowledgeStore, word: str) -> None:
    term = store.glossary(word)
    assert term is not None
    assert term.id == "emg"


def test_the_glossary_does_not_guess(store: KnowledgeStore) -> None:
    assert store.glossary("carburettor") is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("slipped disc", "intervertebral_hernia"),
        ("pinched nerve", "radiculitis"),
        ("family doctor", "therapist"),
        ("needle test", "emg"),
        ("parkinson", "parkinson"),
        ("restless legs", "restless_legs"),
        ("blood work", "complete_blood_count"),
        ("will it go away", "prognosis"),
        ("spine specialist", "vertebrologist"),
    ],
)
def test_search_finds_lay_words(store: KnowledgeStore, words: str, first: str) -> None:
    assert store.search(words)[0].id == first


@pytest.mark.parametrize("words", ["", "   ", '"', "' OR 1=1 --", "a* NEAR(", "🙂", "\0", "(" * 99])
def test_search_takes_nothing_for_syntax(store: KnowledgeStore, words: str) -> None:
    assert isinstance(store.search(words), tuple)


def test_search_in_a_database_that_has_gone_says_so(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(database.read_bytes())
    store = KnowledgeStore(path)
    path.unlink()
    with pytest.raises(KnowledgeError, match="cannot be searched any more"):
        store.search("emg")


def test_synonyms_name_every_item_first_by_its_own_name(store: KnowledgeStore) -> None:
    assert store.synonyms()["emg"][0] == "EMG test"
    assert "needle test" in store.synonyms()["emg"]


def test_the_clinical_content_is_complete_and_a_copy(store: KnowledgeStore) -> None:
    clinical = store.clinical_content()
    assert tuple(clinical) == CLINICAL
    assert all(clinical.values())
    clinical["care"][0]["tests"].append("spoilt")
    assert "spoilt" not in store.clinical_content()["care"][0]["tests"]


def test_the_database_is_opened_read_only(database: Path) -> None:
    with (
        open_engine(database).connect() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM tests"))


def test_a_missing_database_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is missing; run 'python -m knowledge build'"):
        KnowledgeStore(tmp_path / "none.db")


@pytest.mark.parametrize("bytes_", [b"", b"not a database at all" * 100])
def test_a_broken_database_says_how_to_build_it(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(bytes_)
    with pytest.raises(KnowledgeError, match="run 'python -m knowledge build'"):
        KnowledgeStore(path)


def test_a_torn_database_says_how_to_build_it(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(database.read_bytes()[:20_000])
    with pytest.raises(KnowledgeError, match="run 'python -m knowledge build'"):
        KnowledgeStore(path)


def test_an_old_schema_says_which_one_is_needed(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(database.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    with pytest.raises(KnowledgeError, match="schema version 0, this program needs"):
        KnowledgeStore(path)


def test_a_path_with_special_characters_is_opened(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "a?b#c%d é.db"
    path.write_bytes(database.read_bytes())
    assert KnowledgeStore(path).item("emg")
