"""The harder sets, by later authors: frozen, and labelled by the same rules."""

from __future__ import annotations

import hashlib

import pytest

from evaluation.sets import HARDER, NAMES, SETS, load_set

WRITTEN = [name for name in NAMES if name != "typos"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_harder_set_is_frozen_and_split_in_halves(name: str) -> None:
    lines = (HARDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split()) for line in lines)
    digest = hashlib.sha256((HARDER / f"{name}.yml").read_bytes()).hexdigest()
    assert digest == sums[f"{name}.yml"], (
        "a frozen set was changed: see LABELS.md for when that is right"
    )
    halves = [item.half for item in load_set(name, HARDER)]
    assert set(halves) == {"development", "release"}
    assert min(map(halves.count, set(halves))) >= 0.4 * len(halves)


def test_no_item_stands_in_two_sets() -> None:
    every = [item for folder in (SETS, HARDER) for name in NAMES for item in load_set(name, folder)]
    assert len({item.id for item in every}) == len(every)
    assert len({(item.set, item.texts) for item in every}) == len(every)


@pytest.mark.parametrize("name", ["facts", "minimal_pairs", "look_alikes", "emergencies"])
def test_the_labels_are_those_of_the_other_sets(name: str) -> None:
    known, used = load_set(name), load_set(name, HARDER)
    for label in ("flag", "level", "status"):
        values = {item.labels.get(label) for item in used}
        assert values <= {item.labels.get(label) for item in known}
    if name == "look_alikes":
        assert {item.kind for item in used} == {item.kind for item in known}
