"""Puts words beside the ids of an assessment, so that no client needs a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import yaml

from bot.errors import StoreError
from bot.summary.names import Names, read_names
from bot.summary.reasons import Reasons
from bot.texts import Texts
from knowledge.store import KnowledgeStore

Json = dict[str, Any]
log = structlog.get_logger(__name__)

WORDS = Path(__file__).parent / "words.yml"
EMERGENCY = "emergency"


@cache
def words() -> Json:
    """The console's own words."""
    loaded: Json = yaml.safe_load(WORDS.read_text("utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Naming:
    """Names from the knowledge store; made once, as they do not change while the service runs."""

    names: Names
    questions: dict[str, str]
    choices: dict[str, list[Json]]
    texts: Texts
    signs: dict[str, Json] = field(default_factory=dict)
    """Red flags with what to do, what not to do, and why; by id."""
    wordings: frozenset[str] = frozenset()
    """All that the questions are asked with."""

    def knows(self, about: str, id_: str) -> bool:
        """Whether a finding, red flag or kind of tremor has this id."""
        if about == "activation":
            return id_ in words()["evidence"]["activation"]
        return id_ in self.names.kinds["findings" if about == "finding" else "red_flags"]

    def catalogue(self, about: str) -> list[Json]:
        """All findings or red flags, for somebody who chooses."""
        kind = self.names.kinds["findings" if about == "finding" else "red_flags"]
        return [{"id": id_, "name": self.names.name(id_)} for id_ in kind]

    def urgency(self, level: str) -> str:
        """The name of a level."""
        return str(words()["urgency"].get(level, level))

    def flags(self, flags: list[Json]) -> list[Json]:
        """Red flags with their names."""
        unknown = words()["flags_of_unknown_level"]
        return [
            {"level": unknown, **flag, "name": self.names.name(flag["id"], "red_flags")}
            for flag in flags
        ]

    def evidence(self, news: list[Json]) -> list[Json]:
        """What one message added, in words."""
        return [self._evidence(item) for item in news]

    def _evidence(self, item: Json) -> Json:
        about, value = item["about"], str(item["value"])
        named = words()["evidence"].get(about)
        if about in ("finding", "flag"):
            name = self.names.name(value, "findings" if about == "finding" else "red_flags")
        elif isinstance(named, dict):
            name = named.get(value, value)
        else:
            shown = self.questions.get(value, value) if about == "question" else value
            name = named.format(value=shown) if named else value
        kept = ("about", "status", "subject", "time", "quote", "origin")
        return {**{key: item[key] for key in kept if key in item}, "id": value, "name": name}

    def assessment(self, plain: Json) -> Json:
        """The assessment of the public API with words added, nothing taken away."""
        name, kinds = self.names.name, self.texts.words["summary"]
        kind, urgency = plain["classification"], plain["urgency"]
        named = {
            "findings": [
                {"by": "person", **one, "name": name(one["id"], "findings")}
                for one in plain["findings"]
            ],
            "kind_of_tremor": {
                axis: kinds[axis].get(kind[axis], kind[axis]) for axis in ("activation", "course")
            },
            "urgency": {
                **urgency,
                "name": self.urgency(urgency["level"]),
                "how_soon": self.names.fill(self.names.how_soon.get(urgency["level"], "")),
                "flags": self.flags(urgency["flags"]),
            },
            "candidates": self._candidates(plain),
        }
        for key in ("specialists", "tests"):
            named[key] = [{**one, "name": name(one["id"], key)} for one in plain[key]]
        return {**plain, **named}

    def _candidates(self, plain: Json) -> list[Json]:
        absent = [one for one in plain["findings"] if one["status"] == "absent"]
        reasons = Reasons({"findings": {"absent": absent}}, self.texts, self.names)
        found = []
        for one in plain["candidates"]:
            told = reasons.of(one)
            named = {"name": self.names.name(one["id"], "conditions")}
            found.append({**one, **named, "for": told["because"], "against_words": told["against"]})
        return found

    def question(self, id_: str | None) -> Json | None:
        """The question that is open, in its first wording, with its buttons."""
        if id_ is None or id_ not in self.questions:
            return None
        return {"id": id_, "text": self.questions[id_], "buttons": self.choices[id_]}


def read_naming(path: Path, texts: Texts) -> Naming:
    """Read the names once; called in a thread. Without the store ids stand for themselves."""
    speaker = texts.words["summary"]["speaker"]
    try:
        names = read_names(path, speaker)
    except StoreError as error:
        log.error("names_not_read", error=type(error).__name__)
        kinds: dict[str, dict[str, str]] = {"findings": {}, "red_flags": {}}
        return Naming(Names({}, {}, {}, speaker, kinds), {}, {}, texts)
    content = KnowledgeStore(path).clinical_content()
    questions = content["questions"]
    return Naming(
        names,
        {row["id"]: names.fill(row["text"][0]) for row in questions},
        {row["id"]: [_button(row["id"], choice) for choice in row["choices"]] for row in questions},
        texts,
        {row["id"]: row for row in content["red_flags"]},
        frozenset(wording for row in questions for wording in row["text"]),
    )


def _button(question: str, choice: Json) -> Json:
    payload = f'/answer{{"question":"{question}","choice":"{choice["id"]}"}}'
    return {"title": choice["title"], "payload": payload}
