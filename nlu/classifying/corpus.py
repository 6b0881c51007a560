"""Labelled messages of nlu/messages: read, checked, one `Message` a line."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import yaml

NLU = Path(__file__).resolve().parents[1]
MESSAGES = NLU / "messages"
FACTS, RED_FLAGS, TIMES = "facts", "red_flags", "times"
AXES = ("static", "kinetic", "sudden", "gradual")
NOW = "!!"
"""The label of a message that demands an ambulance or the emergency department now."""
_HELD_BACK = 10  # of a hundred
_LABEL = re.compile(r"(?P<mark>[-?<@~]?)(?P<flag>!{0,2})(?P<name>[a-z_]+)")


class Status(IntEnum):
    """How a message means what a label names; the order is that of the classes of a model."""

    NONE = 0
    PRESENT = 1
    ABSENT = 2
    ASIDE = 3  # unsure, past, somebody else's, feared or asked about


_MARKS = {"": Status.PRESENT, "-": Status.ABSENT} | dict.fromkeys("?<@~", Status.ASIDE)


class CorpusError(ValueError):
    """A file of messages cannot be used; the text names the file, the line and what to mend."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `labels` by name, red flags with their `!`; `complete` as the file says.

    `time` is the stretch (start, end) of the text that says how long the trembling has lasted.
    """

    text: str
    labels: dict[str, Status]
    complete: frozenset[str]
    file: str
    time: tuple[int, int] | None = None


def held_back(text: str) -> bool:
    """Whether a message is kept from the network, to measure how far it can be believed."""
    return zlib.crc32(text.encode()) % 100 < _HELD_BACK


def is_new_to(taught_with: Collection[str], message: Message) -> bool:
    """Whether a network taught with these files has not seen the message."""
    return message.file not in taught_with or held_back(message.text)


def label_names() -> tuple[str, ...]:
    """Every name that a label can have, in a fixed order: axes, findings, red flags."""
    findings = [
        key
        for path in sorted((NLU / "lexicon" / "findings").glob("*.yml"))
        for key in yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
    ]
    apart = ("concepts", "contexts")
    flags = [p.stem for p in (NLU / "lexicon" / "red_flags").glob("*.yml") if p.stem not in apart]
    return (*AXES, *sorted(set(findings)), *(f"!{flag}" for flag in sorted(flags)), NOW)


def read_messages(folder: Path = MESSAGES) -> Iterator[Message]:
    """All messages of all files.

    Raises:
        CorpusError: a file is broken, a label is unknown or a message stands there twice.
    """
    known, seen = frozenset(label_names()), dict[str, str]()
    for path in sorted(folder.glob("*.yml")):
        content = _content(path)
        complete = frozenset(content["complete"])
        for number, row in enumerate(content["messages"], 1):
            message = _message(path, number, row, complete, known)
            folded = " ".join(message.text.lower().split())
            if folded in seen:
                raise CorpusError(f"{path.name}, message {number}: stands in {seen[folded]}, too.")
            seen[folded] = path.name
            yield message


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path.name} is no YAML: {error}") from error
    if not isinstance(content, dict) or not {"source", "complete", "messages"} <= set(content):
        raise CorpusError(f"{path.name} needs `source`, `complete` and `messages` at its top.")
    return content


def _message(
    path: Path, number: int, row: Any, complete: frozenset[str], known: frozenset[str]
) -> Message:
    where = f"{path.name}, message {number}"
    two = isinstance(row, list) and len(row) == 2 and all(isinstance(one, str) for one in row)
    if not two or not row[0].strip():
        raise CorpusError(f'{where}: write ["the message", "its labels"], both in quotes.')
    labels: dict[str, Status] = {}
    for word in row[1].split():
        found = _LABEL.fullmatch(word)
        name = f"{found['flag'][:1]}{found['name']}" if found else ""
        if found is None or name not in known:
            raise CorpusError(f"{where}: {word!r} is no label; see README.md beside it.")
        if name in labels:
            raise CorpusError(f"{where}: {name} is labelled twice; keep the one that counts now.")
        labels[name] = _MARKS[found["mark"]]
        if found["flag"] == NOW:
            labels[NOW] = Status.PRESENT
    text, time = _time_apart(row[0], where)
    return Message(text, labels, complete, path.name, time)


def _time_apart(marked: str, where: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its braces, and the stretch that they held."""
    before, opened, rest = marked.partition("{")
    inside, closed, behind = rest.partition("}")
    if bool(opened) != bool(closed) or not {"{", "}"}.isdisjoint(before + inside + behind):
        raise CorpusError(f"{where}: braces mark one stretch at most; write {{ before }}.")
    time = (len(before), len(before) + len(inside)) if opened else None
    return before + inside + behind, time
