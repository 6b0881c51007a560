"""What the summary asks, as a FHIR R4 Questionnaire; its choices come from the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from bot.summary.names import Names
from bot.texts import Texts

Json = dict[str, Any]

QUESTIONNAIRE: Final = "summary"
_SYSTEM: Final = "urn:back-tremor:{group}"
_FILE: Final = Path(__file__).parent / "questionnaire.yml"


def questionnaire(texts: Texts, names: Names, versions: Mapping[str, str]) -> Json:
    """The resource that the answers refer to; its version is that of the content."""
    known = codings(texts, names)
    version = versions.get("content")
    return {
        "resourceType": "Questionnaire",
        "id": QUESTIONNAIRE,
        **({"version": version} if version else {}),
        "title": texts.summary("title"),
        "status": "active",
        "subjectType": ["Patient"],
        "item": [_item(row, known) for row in _rows()],
    }


def codings(texts: Texts, names: Names) -> dict[str, dict[str, Json]]:
    """For each question with choices: its choices by id."""
    words = texts.words["summary"]
    found: dict[str, dict[str, Json]] = {}
    for row in _flat(_rows()):
        if "content" in row:
            kind = row["content"]
            found[row["linkId"]] = {
                id_: _coding(kind, id_, names.name(id_, kind)) for id_ in names.kinds[kind]
            }
        elif "words" in row:
            known = words[row["words"]]
            found[row["linkId"]] = {i: _coding(row["words"], i, known[i]) for i in known}
        elif "choices" in row:
            named = row["choices"]
            found[row["linkId"]] = {i: _coding(row["linkId"], i, named[i]) for i in named}
    return found


def _coding(group: str, id_: str, display: str) -> Json:
    return {"system": _SYSTEM.format(group=group), "code": id_, "display": display}


def _item(row: Json, known: Mapping[str, Mapping[str, Json]]) -> Json:
    item: Json = {"linkId": row["linkId"], "text": row["text"], "type": row["type"]}
    if row.get("repeats"):
        item["repeats"] = True
    if row["linkId"] in known:
        item["answerOption"] = [{"valueCoding": c} for c in known[row["linkId"]].values()]
    if row.get("item"):
        item["item"] = [_item(inner, known) for inner in row["item"]]
    return item


def _flat(rows: Iterable[Json]) -> Iterable[Json]:
    for row in rows:
        yield row
        yield from _flat(row.get("item", ()))


def _rows() -> list[Json]:
    rows: list[Json] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return rows
