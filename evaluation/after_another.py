"""The single questions once more, each right after something else was explained.

People ask one question after another. What is understood by itself must not be taken for a question
about the thing before it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from evaluation.figures import Figure, Mistake, rate_of
from evaluation.judge_questions import is_answered, mistake_of
from evaluation.sets import Item
from knowledge.store import KnowledgeStore

KINDS = ("test", "specialist", "treatment", "disease", "cause", "complication", "type")


def is_single(item: Item) -> bool:
    """Whether the question leans on nothing that was said before it."""
    alone = item.kind != "follow_up" and len(item.texts) == 1
    return item.set == "questions" and alone and not item.of


def button_before(item: Item, store: KnowledgeStore) -> str:
    """What has a thing explained that the labels do not name; the same one in each run."""
    labels = str(item.labels)
    things = [(kind, one.id) for kind in KINDS for one in store.items(kind) if one.id not in labels]
    kind, thing = things[zlib.crc32(item.id.encode()) % len(things)]
    return f'/explain_{kind}{{"topic":"{thing}"}}'


def judge(
    items: Iterable[Item], replies: Mapping[str, str], store: KnowledgeStore
) -> tuple[list[Figure], list[Mistake]]:
    """How many still got the right content; `replies` are those after the other thing."""
    marks, mistakes = [], []
    for item in filter(is_single, items):
        reply = replies[item.id]
        marks.append(is_answered(item, reply, store))
        if not marks[-1]:
            asked = replace(item, texts=(button_before(item, store), item.text))
            mistakes.append(mistake_of(asked, reply))
    name = "single questions right after another explanation"
    return [rate_of("questions.after_another", name, marks, part_of="questions")], mistakes
