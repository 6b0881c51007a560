"""Writes sets/typos.yml: seeded misspellings of a sample of the facts, questions and emergencies.

`python -m tests.evaluation.make_typos`. Every key word (a word of five letters or more that is no
common word, common_words.txt) gets one edit, a long one (eight and more) one or two: two letters
swapped, one left out, one doubled, or one struck beside its key. The first letter stays, and so do
words that deny, doubt or count, because a reader could not restore those either.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

SETS = Path(__file__).parent / "sets"
SEED = 20_261_122
SAMPLES = {"facts": 120, "questions": 80, "emergencies": 100}
SHORTEST, LONG = 5, 8
KEPT = frozenset(Path(__file__).with_name("common_words.txt").read_text().split())
_WORD = re.compile(r"[A-Za-z]+")
_BESIDE = {
    **dict(zip("qwertyuioasdfghjklzxcvbnm", "wertyuiopsdfghjklaxcvbnmz", strict=True)),
    "p": "o",
}


def misspelt(text: str, dice: random.Random) -> str:
    """`text` with an edit or two in every key word."""
    return _WORD.sub(lambda match: _edited(match.group(0), dice), text)


def _edited(word: str, dice: random.Random) -> str:
    if len(word) < SHORTEST or word.lower() in KEPT or word.isupper():
        return word
    edits = dice.choice((1, 2)) if len(word) >= LONG else 1
    for _ in range(edits):
        word = _one_edit(word, dice)
    return word


def _one_edit(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word) - 1)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    kind = dice.choice(("swap", "leave out", "double", "beside"))
    if kind == "swap":
        return head + tail[0] + letter + tail[1:]
    if kind == "leave out":
        return head + tail
    if kind == "double":
        return head + letter + letter + tail
    return head + _BESIDE.get(letter.lower(), "e") + tail


def variants(sets: Path) -> Iterator[Mapping[str, Any]]:
    """The misspelt items, each with the id of the clean one; labels are those of the clean one."""
    dice = random.Random(SEED)  # noqa: S311  (reproducible, not secret)
    for name, size in SAMPLES.items():
        items = yaml.safe_load((sets / f"{name}.yml").read_text(encoding="utf-8"))
        able = [item for item in items if "messages" not in item and _can_change(item["text"])]
        for item in dice.sample(able, size):
            text = misspelt(item["text"], dice)
            while text == item["text"]:
                text = misspelt(item["text"], dice)
            yield {"id": f"typo-{item['id']}", "of": item["id"], "half": item["half"], "text": text}


def _can_change(text: str) -> bool:
    return any(
        len(word) >= SHORTEST and word.lower() not in KEPT and not word.isupper()
        for word in _WORD.findall(text)
    )


def main() -> None:
    """Write the file anew; with the seed it is always the same."""
    lines = [
        "# Made by tests/evaluation/make_typos.py; labels are those of the item named in `of`."
    ]
    for item in variants(SETS):
        lines += [f"- id: {item['id']}", f"  of: {item['of']}", f"  half: {item['half']}"]
        lines += [f"  text: {json.dumps(item['text'], ensure_ascii=False)}"]
    (SETS / "typos.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
