"""What the reader learns from: labelled messages, Rasa's examples, and what people ask next."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from nlu.classifying.corpus import (
    FACTS,
    RED_FLAGS,
    Message,
    Status,
    held_back,
    label_names,
    read_messages,
)
from nlu.classifying.examples import TALK, holds_no_flag, is_question, undecided_texts
from nlu.classifying.next_messages import read_next_messages
from nlu.language.follow_up_labels import OWN

UNKNOWN, NOT_PRESENT = -1, -2
"""Targets beside the statuses: nothing is known of a label; it is known not to be present."""

NO_ITEM = "none"
_EXAMPLE = re.compile(r"^\s*-\s+(.*\S)\s*$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\]]*)\](?:\((?:topic:)?([^)]*)\)|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text with its intent and the item that it asks about."""

    start: int
    end: int
    intent: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One text with the targets of all labels (in the order of `label_names`)."""

    text: str
    targets: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def is_talk(self) -> bool:
        """Whether it is an example of an intent rather than a labelled message."""
        return self.parts[0].intent is not None and max(self.targets) <= Status.NONE


NAMES = label_names()
_FLAGS = tuple(name.startswith("!") for name in NAMES)


def corpus_samples(folder: Path) -> Iterator[Sample]:
    """The labelled messages."""
    for message in read_messages(folder):
        targets = tuple(_target(message, name) for name in NAMES)
        telling = FACTS in message.complete and message.labels and "?" not in message.text
        part = Part(0, len(message.text), "inform" if telling else None)
        yield Sample(message.text, targets, (part,))


def _target(message: Message, name: str) -> int:
    group = RED_FLAGS if name.startswith("!") else FACTS
    known = group in message.complete or name in message.labels
    return int(message.labels.get(name, Status.NONE)) if known else UNKNOWN


def example_samples(folder: Path) -> Iterator[Sample]:
    """Rasa's examples: intents, items of questions; what is known of red flags and facts."""
    undecided = undecided_texts(folder.parent)
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in content.get("nlu") or ():
            if "intent" in group:
                for line in _EXAMPLE.findall(str(group.get("examples", ""))):
                    yield _example(line, group["intent"].split("/")[0], undecided)
        for flag, texts in (content.get("red_flag_examples") or {}).items():
            targets = [UNKNOWN] * len(NAMES)
            targets[NAMES.index(f"!{flag}")] = int(Status.PRESENT)
            yield from (Sample(text, tuple(targets), (Part(0, len(text)),)) for text in texts)
        never = tuple(NOT_PRESENT if flag else UNKNOWN for flag in _FLAGS)
        for text in content.get("look_alikes") or ():
            yield Sample(text, never, (Part(0, len(text)),))


def _example(line: str, intent: str, undecided: Collection[str]) -> Sample:
    items = {found[1] for found in _ENTITY.findall(line) if found[1]}
    text = _ENTITY.sub(r"\1", line)
    one_item = is_question(intent) and len(items) < 2
    item = (items.pop() if items else NO_ITEM) if one_item else None
    if intent in TALK:
        targets = tuple(int(Status.NONE) for _ in NAMES)
    elif holds_no_flag(text, intent, undecided):
        targets = tuple(NOT_PRESENT if flag else UNKNOWN for flag in _FLAGS)
    else:
        targets = (UNKNOWN,) * len(NAMES)
    return Sample(text, targets, (Part(0, len(text), intent, item),))


def next_samples(folder: Path) -> Iterator[Sample]:
    """What is asked next, each as an intent of its own: without it, teaching blurs these."""
    never = tuple(NOT_PRESENT if flag else UNKNOWN for flag in _FLAGS)
    for one in read_next_messages(folder):
        if one.asks != OWN:
            yield Sample(one.text, never, (Part(0, len(one.text), f"next: {one.asks}"),))


def joined(one: Sample, other: Sample, dice: random.Random) -> Sample | None:
    """Two texts as one message; None where they contradict each other."""
    targets = []
    for first, second in zip(one.targets, other.targets, strict=True):
        known = {value for value in (first, second) if value != UNKNOWN}
        told = {value for value in known if value > 0}
        if len(told) > 1:
            return None
        whole = UNKNOWN not in (first, second)
        targets.append(told.pop() if told else (min(known) if whole else UNKNOWN))
    text = one.text if one.text[-1] in ".!?," else one.text + dice.choice(".,\n")
    offset = len(text) + 1
    moved = (replace(p, start=p.start + offset, end=p.end + offset) for p in other.parts)
    return Sample(f"{text} {other.text}", tuple(targets), (*one.parts, *moved))


def read_samples(nlu: Path) -> tuple[list[Sample], list[Sample]]:
    """The samples to learn from, and those held back."""
    every: Iterable[Sample] = [
        *corpus_samples(nlu / "messages"),
        *example_samples(nlu / "data"),
        *next_samples(nlu / "next_messages"),
    ]
    seen: set[str] = set()
    learned, apart = [], []
    for sample in every:
        if sample.text and sample.text not in seen:
            seen.add(sample.text)
            (apart if held_back(sample.text) else learned).append(sample)
    return learned, apart
