"""Reads the red-flag lexicon: concepts, contexts and the rules of each flag, checked at loading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nlu.language.red_flag_phrase_parser import PhraseError
from nlu.language.red_flag_phrases import PhraseGraph

KINDS = ("sign", "ability", "event", "history", "place", "time", "context")
_REFERENCE = re.compile(r"<([a-z_0-9]+)>")
_DEFAULT_SPAN = 9
_GAP = 2
_WIDE_GAP = 6


class LexiconError(ValueError):
    """A file of the red-flag lexicon is wrong; the message names the file and the mend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that together say a flag: in this order, near each other or in one message."""

    flag: str
    concepts: tuple[str, ...]
    window: str  # "row" (in this order), "near" (same sentence), "message"
    span: int = _DEFAULT_SPAN
    gaps: tuple[int, ...] = ()
    unless: tuple[str, ...] = ()
    query: bool = False  # unclear when it stands in a question
    hint: bool = False  # never more than unclear


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """One flag of the vocabulary with its level and sources."""

    flag: str
    level: str
    source: tuple[str, ...]
    lean: bool  # a mere supposition is asked about
    whole: bool  # the quote is the whole sentence, for the urgency may depend on its other words
    bold: bool  # questions and past tense do not silence it, they make it unclear
    past_counts: bool = False  # an old one is a danger as well
    harmless: frozenset[str] = frozenset()  # of nothing but these the network alone raises none


@dataclass(slots=True)
class Lexicon:
    """Everything the detector knows about language."""

    graph: PhraseGraph
    kinds: dict[str, str] = field(default_factory=dict)
    flags: dict[str, FlagEntry] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    fillers: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()  # which no word is a misspelling of
    fields: dict[str, frozenset[str]] = field(default_factory=dict)  # concept: flags it speaks for


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder: concepts.yml, contexts.yml and one file a flag."""
    contexts, concepts = _read(folder / "contexts.yml"), _read(folder / "concepts.yml")
    fillers = frozenset(str(contexts.get("fillers", "")).split())
    never_between = str(contexts.get("never_between", "")).split()
    abbreviations = frozenset(str(contexts.get("abbreviations", "")).split())
    graph = PhraseGraph(fillers, never_between)
    lexicon = Lexicon(graph, fillers=fillers, abbreviations=abbreviations)
    for path, content in (("contexts.yml", contexts), ("concepts.yml", concepts)):
        for name, entry in content["concepts"].items():
            _add_concept(lexicon, name, entry, f"{folder.name}/{path}")
    for file in sorted(folder.glob("*.yml")):
        if file.name not in ("concepts.yml", "contexts.yml"):
            _add_flag(lexicon, _read(file), file.name)
    everyday = frozenset(str(concepts.get("everyday", "")).split())
    for name in everyday:
        _known(lexicon, name, "concepts.yml")
    lexicon.fields = _fields(lexicon, everyday)
    return lexicon


def _fields(lexicon: Lexicon, everyday: frozenset[str]) -> dict[str, frozenset[str]]:
    """The telling concepts: a part of the body or a sign that not every complaint has."""
    fields: dict[str, set[str]] = {}
    for rule in lexicon.rules:
        for name in rule.concepts:
            if name not in everyday and lexicon.kinds[name] not in ("time", "context"):
                fields.setdefault(name, set()).add(rule.flag)
    return {name: frozenset(flags) for name, flags in fields.items() if "#" not in name}


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise LexiconError(f"{path.name} cannot be read: {problem}") from problem
    if not isinstance(content, dict):
        raise LexiconError(f"{path.name} must hold a mapping of keys at the top.")
    return content


def _add_concept(lexicon: Lexicon, name: str, entry: Mapping[str, Any], where: str) -> None:
    kind = entry.get("kind", "sign")
    if kind not in KINDS:
        raise LexiconError(f"{where}: {name} has the kind {kind!r}; use one of {KINDS}.")
    lexicon.kinds[name] = kind
    try:
        lexicon.graph.add(name, entry["words"])
    except (PhraseError, KeyError) as problem:
        raise LexiconError(f"{where}: {name}: {problem}") from problem


def _add_flag(lexicon: Lexicon, content: Mapping[str, Any], where: str) -> None:
    try:
        entry = FlagEntry(
            content["flag"],
            content["level"],
            tuple(content["source"]),
            bool(content.get("lean")),
            content.get("quote") == "sentence",
            bool(content.get("bold")),
            bool(content.get("past_counts")),
            frozenset(content.get("harmless_words", ())),
        )
    except KeyError as missing:
        raise LexiconError(f"{where}: the key {missing} is missing.") from missing
    lexicon.flags[entry.flag] = entry
    for number, phrase in enumerate(content.get("say", [])):
        lexicon.rules.append(_said(lexicon, entry.flag, phrase, f"{entry.flag}#{number}", where))
    for key, window in (("near", "near"), ("message", "message")):
        for line in content.get(key, []):
            lexicon.rules.append(_combined(lexicon, entry.flag, line, window, where))


def _said(lexicon: Lexicon, flag: str, phrase: str, name: str, where: str) -> Rule:
    """A phrase, which may hold <concepts> and ".." for a wide gap.

    "?" at its end: in a question it is unclear; "~": it is never more than unclear.
    """
    query, hint = phrase.endswith("?"), phrase.endswith("~")
    body, *unless = phrase.rstrip("?~").split(" - ")
    parts: list[str] = []
    gaps: list[int] = []
    for piece in body.split(" .. "):
        for position, part in enumerate(_split(piece)):
            gaps.append(_WIDE_GAP if position == 0 and parts else _GAP)
            parts.append(_concept_of(lexicon, part, f"{name}.{len(parts)}", where))
    blocked = tuple(_known(lexicon, item.strip(), where) for item in unless)
    return Rule(flag, tuple(parts), "row", gaps=tuple(gaps), unless=blocked, query=query, hint=hint)


def _split(piece: str) -> list[str]:
    return [part.strip() for part in re.split(r"(<[a-z_0-9]+>)", piece) if part.strip()]


def _concept_of(lexicon: Lexicon, part: str, name: str, where: str) -> str:
    reference = _REFERENCE.fullmatch(part)
    if reference:
        return _known(lexicon, reference.group(1), where)
    _add_concept(lexicon, name, {"words": [part]}, where)
    return name


def _combined(lexicon: Lexicon, flag: str, line: str, window: str, where: str) -> Rule:
    """A line "a + b - c @6 ~": a and b together, without c, at most 6 words apart, a hint."""
    hint = line.endswith("~")
    body, _, span = line.rstrip("~").strip().partition(" @")
    needed, *unless = body.split(" - ")
    names = [_known(lexicon, name.strip(), where) for name in needed.split("+")]
    blocked = tuple(_known(lexicon, name.strip(), where) for name in unless)
    width = int(span) if span else _DEFAULT_SPAN
    return Rule(flag, tuple(names), window, width, unless=blocked, hint=hint)


def _known(lexicon: Lexicon, name: str, where: str) -> str:
    if name not in lexicon.kinds:
        raise LexiconError(f"{where}: the concept {name!r} is not defined in concepts.yml.")
    return name


def rules_by_first(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules under their first concept, so that only touched rules are tried."""
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        index.setdefault(rule.concepts[0], []).append(rule)
    return index
