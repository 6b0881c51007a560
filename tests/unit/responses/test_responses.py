"""Everything the bot says: keys, wordings, placeholders and reading level."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.responses.reading import MOST_DIFFICULT, grade

ROOT = Path(__file__).resolve().parents[3]
CODE = sorted((ROOT / "actions").glob("*.py"))

# Keys that are put together from an intent's name (actions/talk.py).
SMALL_TALK = ("greet", "goodbye", "thank", "bot_challenge", "help")
DECLINED = (
    "smalltalk",
    "other_medical",
    "admin",
    "abuse",
    "non_english",
    "medication_dose",
    "injection",
)


def responses() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "responses").glob("*.yml")):
        for key, variations in yaml.safe_load(path.read_text())["responses"].items():
            assert key not in found, f"{key} stands in two files; Rasa would pick one silently"
            found[key] = variations
    return found


def keys_in_code() -> set[str]:
    text = "\n".join(path.read_text() for path in CODE)
    named = set(re.findall(r'"(utter_[a-z_]+)"', text))
    named -= {"utter_decline_", "utter_"}
    return named | {f"utter_{i}" for i in SMALL_TALK} | {f"utter_decline_{i}" for i in DECLINED}


def wordings() -> list[tuple[str, str]]:
    return [
        (f"{key}-{number}", variation["text"])
        for key, variations in responses().items()
        for number, variation in enumerate(variations)
    ]


def test_what_the_actions_say_and_what_stands_in_responses_is_the_same_set() -> None:
    assert keys_in_code() == set(responses())


@pytest.mark.parametrize(("name", "text"), wordings(), ids=[name for name, _ in wordings()])
def test_a_wording_reads_easily_and_promises_no_diagnosis(name: str, text: str) -> None:
    words = re.sub(r"\{\w+\}", "it", text).replace("*", "").replace("\n", ". ")
    assert grade(words) <= MOST_DIFFICULT
    assert not re.search(r"\byou have\b(?! any)|\bdiagnosed with\b|\d+ ?mg\b", words.lower())


@pytest.mark.parametrize("file", ["questions", "red_flags", "urgency_levels", "urgency_rules"])
def test_what_an_answer_is_filled_with_reads_easily_too(file: str) -> None:
    rows = yaml.safe_load((ROOT / f"knowledge/content/{file}.yml").read_text())["rows"]
    told = ("why", "do", "do_not", "how_soon", "because")
    texts = [text for row in rows for text in (*row.get("text", ()), *map(row.get, told)) if text]
    everything = re.sub(r"\{\w+\}", "she", " ".join(texts))
    assert grade(everything) <= MOST_DIFFICULT


def test_no_sentence_to_a_person_stands_in_python() -> None:
    found = [
        f"{path.name}:{node.lineno} {node.value!r}"
        for path in CODE
        for node in literals(ast.parse(path.read_text()))
        if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", node.value)
    ]
    assert not found


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that are no docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings:
            yield node
