"""The held-out sets are frozen, complete, labelled by their rules, and never learned from."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
import yaml

from engine.fingerprint import ROOT
from evaluation.judge_questions import SECTIONS
from evaluation.judge_safety import same_signs
from evaluation.overlap import near_pairs
from evaluation.sets import (
    FOLDERS,
    HARDER,
    NAMES,
    NEVER_MISSED,
    OUTSIDE,
    READ,
    SETS,
    Item,
    load_set,
)
from knowledge.store import KnowledgeStore
from tests.evaluation.make_typos import variants

WORDS = {
    name: set(ids)
    for name, ids in yaml.safe_load(
        (Path(__file__).parent / "vocabulary.yml").read_text(encoding="utf-8")
    ).items()
}
FINDINGS = WORDS["triggers"] | WORDS["symptoms"] | WORDS["history"]
LEAST = {
    "facts": 300,
    "emergencies": 320,
    "look_alikes": 150,
    "questions": 200,
    "out_of_scope": 150,
    "minimal_pairs": 100,
    "typos": 300,
}
FACT_LABELS = {
    "activation": {"static", "kinetic", "both"},
    "course": {"acute", "chronic"},
}
FACT_LISTS = {
    "triggers": WORDS["triggers"],
    "symptoms": WORDS["symptoms"],
    "history": WORDS["history"],
    "negated": FINDINGS,
    "optional": FINDINGS,
    "unscored": WORDS["fields"],
}


FILES = [
    pytest.param(folder, name, id=f"{folder.name}-{name}")
    for folder in FOLDERS
    for name in NAMES
    if (folder / f"{name}.yml").is_file()
]


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_set_is_frozen(folder: Path, name: str) -> None:
    sums = dict(
        reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines() if line
    )
    digest = hashlib.sha256((folder / f"{name}.yml").read_bytes()).hexdigest()
    assert digest == sums[f"{name}.yml"], (
        "a frozen set was changed: see LABELS.md for when that is right"
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_frozen_set_is_there(folder: Path) -> None:
    frozen = {line.split()[1] for line in (folder / "SHA256SUMS").read_text().splitlines() if line}
    assert frozen == {path.name for path in folder.glob("*.yml")}


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_large_enough(name: str) -> None:
    assert len(load_set(name)) >= LEAST[name]


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_set_is_split_in_halves(folder: Path, name: str) -> None:
    items = load_set(name, folder)
    halves = Counter(item.half for item in items)
    if folder == READ:
        assert set(halves) == {"development"}
        return
    assert set(halves) == {"development", "release"}
    assert min(halves.values()) >= 0.4 * len(items)


def test_every_item_has_its_own_id_and_text() -> None:
    folders = FOLDERS
    items = [item for folder in folders for name in NAMES for item in load_set(name, folder)]
    assert len({item.id for item in items}) == len(items)
    texts = Counter((item.set, item.texts) for item in items)
    assert [texts_ for texts_, count in texts.items() if count > 1] == []


@pytest.mark.parametrize(
    "item",
    [*load_set("facts"), *load_set("facts", HARDER), *load_set("facts", OUTSIDE)],
    ids=lambda item: item.id,
)
def test_labels_of_facts_are_ids_of_the_vocabulary(item: Item) -> None:
    for name, value in item.labels.items():
        if name == "duration_days":
            assert value >= 0
        elif name in FACT_LABELS:
            assert value in FACT_LABELS[name]
        else:
            assert set(value) <= FACT_LISTS[name], f"{name}: {value}"
    assert not set(item.labels.get("negated", ())) & set(item.labels.get("symptoms", ()))


def test_every_flag_has_its_share_of_emergencies() -> None:
    counts = Counter(item.labels["flag"] for item in load_set("emergencies"))
    assert set(counts) == WORDS["flags"]
    assert min(counts.values()) >= 10
    assert min(counts[flag] for flag in NEVER_MISSED) >= 25
    assert {item.labels["level"] for item in load_set("emergencies")} == {"emergency", "urgent"}
    assert set(same_signs()) == WORDS["flags"]


def test_look_alikes_out_of_scope_and_pairs_have_known_kinds() -> None:
    assert {item.kind for item in load_set("look_alikes")} == WORDS["look_alikes"]
    assert {item.labels["handling"] for item in load_set("out_of_scope")} == WORDS["handlings"]
    pairs = load_set("minimal_pairs")
    assert {item.labels["status"] for item in pairs} == WORDS["statuses"]
    assert {item.labels["finding"] for item in pairs} <= FINDINGS
    assert len({item.kind for item in pairs}) >= 30


@pytest.mark.parametrize("folder", FOLDERS[1:], ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ["minimal_pairs", "look_alikes", "emergencies"])
def test_the_later_sets_are_labelled_as_the_others(name: str, folder: Path) -> None:
    known, used = load_set(name), load_set(name, folder)
    for label in ("flag", "level", "status"):
        values = {item.labels.get(label) for item in used}
        assert values <= {item.labels.get(label) for item in known}
    if name == "look_alikes" and used:
        assert {item.kind for item in used} == {item.kind for item in known}


def test_questions_ask_for_content_that_exists_and_for_every_bullet() -> None:
    store = KnowledgeStore(ROOT / "knowledge.db")
    asked: set[str] = set()
    for item in load_set("questions"):
        groups = item.labels.get("answered", ())
        keys = {key for group in groups for key in group} | set(item.labels.get("named", ()))
        keys |= {item.labels["prepare"]} if "prepare" in item.labels else set()
        asked |= keys
        for key in keys:
            section, _, name = key.rpartition(":")
            assert name in SECTIONS if section else store.item(key)
    bullets = {member for members in SECTIONS.values() for member in members}
    assert bullets <= asked
    assert {f"section:{name}" for name in SECTIONS} <= asked


def test_typing_errors_are_those_that_the_generator_makes() -> None:
    made = [(item["id"], item["text"]) for item in variants(SETS)]
    assert made == [(item.id, item.text) for item in load_set("typos")]


def test_no_message_is_learned_from() -> None:
    near = near_pairs(ROOT)
    assert near == [], "the assistant must not learn from its own examination"
