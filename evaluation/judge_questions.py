"""Judges answers by their content: the words of the right items must stand in the reply."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from evaluation.figures import Figure, Mistake, parts, rate_of
from evaluation.sets import Item
from knowledge.models import Condition, Test, Treatment
from knowledge.models import Item as ContentItem
from knowledge.store import KnowledgeStore
from nlu.language.follow_up_rows import words_in
from nlu.language.topics import load_topics

NLU = Path(__file__).resolve().parent.parent / "nlu"
LEAST_ANSWERED = 0.95
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LEAST_LENGTH = 20  # a shorter sentence could be a coincidence

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "types": ("acute", "chronic", "static", "kinetic"),
    "diseases": (
        "intervertebral_hernia",
        "osteochondrosis",
        "inflammatory_joint_disease",
        "parkinson",
        "multiple_sclerosis",
        "restless_legs",
        "spondylosis",
        "myositis",
    ),
    "causes": (
        "nervous_tension",
        "osteochondrosis",
        "radiculitis",
        "lower_back_injury",
        "neurological_disorder",
        "joint_problem",
        "endocrine_disease",
    ),
    "related": (
        "osteochondrosis",
        "intervertebral_hernia",
        "radiculitis",
        "degenerative_changes",
        "sports_injury",
        "neurological_disorder",
    ),
    "tests": (
        "complete_blood_count",
        "mri",
        "ct",
        "emg",
        "lumbar_xray",
        "soft_tissue_ultrasound",
        "neurologist_consultation",
        "muscle_imbalance_assessment",
    ),
    "specialists": (
        "therapist",
        "neurologist",
        "orthopedic_surgeon",
        "vertebrologist",
        "rheumatologist",
        "physiotherapist",
    ),
    "treatments": (
        "medication",
        "physiotherapy",
        "manual_therapy",
        "therapeutic_exercise",
        "surgery",
        "acupuncture",
        "massage",
    ),
    "complications": (
        "chronic_pain",
        "limited_mobility",
        "muscle_dystrophy",
        "muscle_spasms",
        "psychological_disorders",
    ),
}


def is_answered(item: Item, reply: str, store: KnowledgeStore) -> bool:
    """Whether the reply holds what the labels ask for: a preparation, names, or explanations."""
    said = _folded(reply)
    labels = item.labels
    if "prepare" in labels:
        return _says(said, _preparation(labels["prepare"], store))
    if "named" in labels:
        return all(_names(said, key, store) for key in labels["named"])
    return all(
        any(_holds(said, key, store) for key in group) or _lists(said, group, item.texts, store)
        for group in labels["answered"]
    )


def judge(
    items: Iterable[Item], replies: Mapping[str, str], store: KnowledgeStore
) -> tuple[list[Figure], list[Mistake]]:
    """How many got the right content, in all and by kind of question."""
    marks: dict[str, list[bool]] = defaultdict(list)
    mistakes = []
    for item in items:
        good = is_answered(item, replies[item.id], store)
        marks[item.kind].append(good)
        if not good:
            mistakes.append(mistake_of(item, replies[item.id]))
    every = [mark for listed in marks.values() for mark in listed]
    whole = rate_of(
        "questions", "questions answered with the right content", every, target=LEAST_ANSWERED
    )
    return parts(whole, marks), mistakes


def mistake_of(item: Item, reply: str) -> Mistake:
    """The messages, what was wanted and the beginning of the reply, each in one line."""
    asked, got = " >> ".join(item.texts), reply.replace("\n", " ")[:110]
    return Mistake(item.id, item.set, item.half, asked, wanted_of(item), got)


def wanted_of(item: Item) -> str:
    """The labels in one line."""
    labels = item.labels
    if "prepare" in labels:
        return f"preparation for {labels['prepare']}"
    if "named" in labels:
        return f"names {', '.join(labels['named'])}"
    return " and ".join(" or ".join(group) for group in labels["answered"])


def _preparation(key: str, store: KnowledgeStore) -> str:
    test = store.item(key)
    if not isinstance(test, Test):
        raise TypeError(f"The label 'prepare' names {key}, which is no test; mend the label.")
    return test.prepare


def _holds(said: str, key: str, store: KnowledgeStore) -> bool:
    section, _, name = key.rpartition(":")
    if section:
        return all(_names(said, member, store) for member in SECTIONS[name])
    return _explains(said, store.item(key), store)


def _lists(said: str, group: Sequence[str], texts: Sequence[str], store: KnowledgeStore) -> bool:
    """ "Who treats it?", "which test shows that?": a list headed by what is asked about.

    Headed by an item of the group or by a condition that the messages name, it must name another
    item of the group: the doctors for just that condition are the answer to who treats it, though
    none of them is explained in full.
    """
    items = [key for key in group if ":" not in key]
    others = {*items, *(one for key in group if ":" in key for one in SECTIONS[key.split(":")[1]])}
    heads = {*items, *_asked_about(texts, store)}
    headed = (key for key in heads if f"**{_folded(store.item(key).name)}" in said)
    return any(_names(said, other, store) for key in headed for other in others - {key})


def _asked_about(texts: Sequence[str], store: KnowledgeStore) -> Iterable[str]:
    """The conditions that the messages name."""
    line = _as_words(" ".join(texts))
    for condition, names in _names_of_conditions(store).items():
        if any(name in line for name in names):
            yield condition


@cache
def _names_of_conditions(store: KnowledgeStore) -> Mapping[str, frozenset[str]]:
    """What people call them, in the content and in the topics."""
    names = load_topics(NLU / "topics.yml", NLU / "complaints.yml").names
    return {
        key: frozenset(map(_as_words, (*synonyms, *names.get(key, ()))))
        for key, synonyms in store.synonyms().items()
        if isinstance(store.item(key), Condition)
    }


def _as_words(text: str) -> str:
    """Between spaces, so that no word is found inside another."""
    return f" {' '.join(words_in(text))} "


def _explains(said: str, item: ContentItem, store: KnowledgeStore) -> bool:
    """By what the store says of it: what it is, what is done; or a word by its glossary entry."""
    term = store.glossary(item.name)
    done = item.how if isinstance(item, Treatment) else ""
    texts = (item.text, done, term.text if term else "")
    return any(_says(said, text) for text in texts)


def _names(said: str, key: str, store: KnowledgeStore) -> bool:
    return _folded(store.item(key).name) in said


def _says(said: str, text: str) -> bool:
    """Whether a sentence of `text` stands in the reply; those with placeholders cannot be found."""
    sentences = (_folded(part) for part in _SENTENCE_END.split(text) if "{" not in part)
    return any(part in said for part in sentences if len(part) >= _LEAST_LENGTH)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
