"""Every mistake in the content is named with its file, line and field, all in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.schema import read_content

Edit = Callable[[str, str, str], int]

# what is spoilt: file, text, its replacement -> the field that is named, part of the message
SPOILT = {
    "a missing field": (
        "tests.yml", "    name: EMG test\n", "", "name", "is missing; add 'name:'",
    ),
    "an unknown field": (
        "tests.yml", "name: EMG test", "names: EMG", "names", "is unknown",
    ),
    "a field that stands twice": (
        "types.yml", "gloss: at rest", "id: static", "id", "stands twice in the same row",
    ),
    "a number instead of text": (
        "tests.yml", "name: EMG test", "name: 7", "name", "is 7, no text",
    ),
    "text instead of a number": (
        "conditions.yml", "prior: 2", "prior: high", "prior", "is 'high', no number",
    ),
    "an id with blanks": ("tests.yml", "id: emg", "id: the emg", "id", "an id is letters"),
    "an id that stands twice in a file": (
        "tests.yml", "id: emg", "id: mri", "id", "'mri' stands more than once",
    ),
    "an id that another file has": (
        "types.yml", "id: acute", "id: massage", "id", "'massage' stands more than once",
    ),
    "a kind that does not exist": (
        "conditions.yml", "kinds: [cause]", "kinds: [reason]", "kinds", "choose one of disease",
    ),
    "an empty list": ("conditions.yml", "kinds: [cause]", "kinds: []", "kinds", "at least 1"),
    "an entry that stands twice": (
        "conditions.yml", "kinds: [cause]", "kinds: [cause, cause]", "kinds", "twice; keep one",
    ),
    "a source that does not exist": (
        "tests.yml", '"article:diagnosis", S35', "S99", "source", "'S99' is no id of",
    ),
    "a test that does not exist": (
        "care.yml", "tests: [mri, ct", "tests: [mir, ct", "tests", "'mir' is no id of tests.yml",
    ),
    "synonyms of nothing": (
        "synonyms.yml", "{id: emg,", "{id: egm,", "id", "'egm' is no id of overview.yml or",
    ),
    "a finding that does not exist": (
        "conditions.yml", "requires: [weakness]", "requires: [weaknes]", "requires",
        "no finding is called 'weaknes'",
    ),
    "a review without a reviewer": (
        "types.yml", "state: unreviewed", "state: reviewed", "review", "not by whom or when",
    ),
    "an incomplete review": (
        "types.yml", "state: unreviewed, ", "", "review", "is not complete",
    ),
    "a text of one sentence": (
        "overview.yml", "It is a sign of something else and not a disease of its own.", "",
        "text", "sentences",
    ),
    "a diagnosis": (
        "types.yml", "gloss: at rest", "gloss: you have it at rest", "gloss", "like a diagnosis",
    ),
    "a dose": ("types.yml", "gloss: at rest", "gloss: take 200 mg", "gloss", "names a dose"),
    "advice to stop a medicine": (
        "types.yml", "gloss: at rest", "gloss: stop taking it", "gloss", "ask the doctor before",
    ),
    "an unknown placeholder": (
        "types.yml", "gloss: at rest", 'gloss: "{name} rests"', "gloss", "placeholder {name}",
    ),
    "a placeholder that cannot be inflected": (
        "types.yml", "gloss: at rest", 'gloss: "how {you} rest"', "gloss", "'she' would read wrong",
    ),
    "a date that is none": (
        "types.yml", "gloss: at rest", "gloss: 2024-13-45", "gloss", "write it in quotes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT.keys())
def test_a_mistake_is_named_with_file_line_and_field(
    folder: Path, edit: Edit, case: tuple[str, str, str, str, str]
) -> None:
    file, old, new, field, message = case
    if case[3:] == ("text", "sentences"):
        old, new = _one_sentence(folder)
    line = edit(file, old, new)
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    named = [p for p in caught.value.problems if p.file == file and p.field == field]
    assert named, str(caught.value)
    assert any(message in problem.message for problem in named), str(caught.value)
    assert any(abs(problem.line - line) <= 2 for problem in named), (line, str(caught.value))


def _one_sentence(folder: Path) -> tuple[str, str]:
    """The first text of the overview, and the same as a single sentence."""
    whole = (folder / "overview.yml").read_text(encoding="utf-8")
    start = whole.index("text: >-")
    end = whole.index("    source:", start)
    return whole[start:end], "text: Just this.\n"


def test_all_mistakes_of_all_files_are_listed_at_once(folder: Path, edit: Edit) -> None:
    edit("tests.yml", "name: EMG test", "name: 7")
    edit("types.yml", "gloss: at rest", "gloss: take 200 mg")
    (folder / "glossary.yml").unlink()
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    assert [p.file for p in caught.value.problems] == ["glossary.yml", "tests.yml", "types.yml"]


def test_the_line_is_the_line_of_the_field(folder: Path, edit: Edit) -> None:
    line = edit("tests.yml", "name: EMG test", "name: 7")
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    assert str(caught.value).startswith(f"tests.yml:{line}: name: is 7, no text; ")


def test_a_mistake_in_the_defaults_is_named_once_and_where_it_stands(
    folder: Path, edit: Edit
) -> None:
    line = edit("glossary.yml", "state: unreviewed", "state: fine")
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("glossary.yml", line)
    ]


def test_a_condition_without_care_is_named(folder: Path, edit: Edit) -> None:
    edit("care.yml", "- condition: myositis", "- condition: spondylosis")
    with pytest.raises(ContentError, match=r"conditions\.yml:.* has no row in care.yml"):
        read_content(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("rows: 3", "is no list"),
        ("- 3", "is not a mapping"),
        ("rowz: []\nrows: []", "is unknown here"),
        ("- {id: [", "is not valid YAML"),
        ("- \0", "is not valid YAML"),
        ("- !!python/name:os.system x", "is not a mapping"),
    ],
)
def test_a_file_of_the_wrong_form_is_named(folder: Path, text: str, message: str) -> None:
    (folder / "types.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        read_content(folder)


def test_a_file_that_nothing_reads_is_named(folder: Path) -> None:
    (folder / "typs.yml").write_text("[]", encoding="utf-8")
    with pytest.raises(ContentError, match=r"typs\.yml:1: file: is not read by anything"):
        read_content(folder)


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "types.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match=r"types\.yml:1: file: is not UTF-8 text"):
        read_content(folder)
