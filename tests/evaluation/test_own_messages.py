"""A clinic measures the assistant on messages of its own: `python -m engine evaluate --sets`."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.sets import NAMES, SetError, check_folder, items_of


def test_a_set_that_is_missing_is_empty_and_no_half_means_development(tmp_path: Path) -> None:
    (tmp_path / "look_alikes.yml").write_text('- {id: ours-1, kind: denial, text: "no fever"}\n')
    check_folder(tmp_path)
    found = {name: items_of(name, "development", tmp_path) for name in NAMES}
    assert [item.text for item in found.pop("look_alikes")] == ["no fever"]
    assert not any(found.values())


def test_misspelt_messages_carry_the_labels_of_the_clean_one_beside_them(tmp_path: Path) -> None:
    clean = '- {id: one, text: "a fever", labels: {symptoms: [fever]}}\n'
    (tmp_path / "facts.yml").write_text(clean)
    (tmp_path / "typos.yml").write_text('- {id: two, of: one, text: "a fevr"}\n')
    (misspelt,) = items_of("typos", "all", tmp_path)
    assert (misspelt.set, misspelt.labels) == ("facts", {"symptoms": ["fever"]})


@pytest.mark.parametrize(
    "written",
    [
        pytest.param('- {text: "no id"}', id="an item without an id"),
        pytest.param("- {id: one}", id="an item without a text"),
        pytest.param("just a sentence", id="no list"),
        pytest.param("- {id: one, text: [", id="no YAML"),
    ],
)
def test_a_set_that_cannot_be_read_names_its_file_and_the_rules(
    tmp_path: Path, written: str
) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(written)
    with pytest.raises(SetError, match=f"(?s){path} is no list of items.*LABELS.md"):
        items_of("facts", "all", tmp_path)


def test_a_folder_without_sets_is_told_what_to_hold(tmp_path: Path) -> None:
    with pytest.raises(SetError, match=r"holds no set of messages: put one of facts\.yml"):
        check_folder(tmp_path)
