"""The summary as FHIR R4: a QuestionnaireResponse that holds its Questionnaire.

What was asked and what it means stands in the Questionnaire (bot/summary/questionnaire.py); here
are the answers. Groups that repeat (findings, flags, candidates) come once for each thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.summary.names import Names
from bot.summary.questionnaire import QUESTIONNAIRE, codings, questionnaire
from bot.texts import Texts

Json = dict[str, Any]

_AUTHOR: Final = {"patient": "Patient", "relative": "RelatedPerson", "agent": "PractitionerRole"}


def response_of(facts: Json, texts: Texts, names: Names) -> Json:
    """The whole resource. Nothing in it names the patient: who it is, the receiver knows."""
    role = (facts.get("speaker") or {}).get("role") or "patient"
    words = texts.words["summary"]["about"]
    return {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "contained": [questionnaire(texts, names, facts.get("versions") or {})],
        "questionnaire": f"#{QUESTIONNAIRE}",
        "status": "completed" if facts.get("complete") else "in-progress",
        "authored": facts["times"]["written"],
        "author": {"type": "Device", "display": texts.clinic["clinic_name"]},
        "source": {"type": _AUTHOR.get(role, "Patient"), "display": words.get(role, role)},
        "item": [item for item in _Answers(facts, texts, names).items() if item],
    }


class _Answers:
    def __init__(self, facts: Json, texts: Texts, names: Names) -> None:
        self._facts = facts
        self._codings = codings(texts, names)

    def items(self) -> Iterable[Json]:
        facts = self._facts
        yield _answers("complaint", (_text(quote) for quote in facts.get("complaint") or ()))
        yield self._kind()
        yield self._age(facts.get("age") or {})
        yield from self._urgency()
        for rows in facts.get("findings", {}).values():
            yield from map(self._finding, rows)
        for candidate in facts.get("candidates") or ():
            yield self._candidate(candidate)
        yield from map(self._specialist, facts.get("specialists") or ())
        yield self._coded("test", *(test["id"] for test in facts.get("tests") or ()))
        for key in ("unmatched", "unanswered"):
            yield _answers(key, map(_text, facts.get(key) or ()))
        yield from self._record()

    def _kind(self) -> Json:
        kind = self._facts["classification"]
        days = kind.get("duration_days")
        return _group(
            "kind",
            self._coded("kind.activation", kind["activation"]),
            self._coded("kind.course", kind["course"]),
            _answers("kind.duration", [{"valueInteger": round(days)}] if days is not None else []),
        )

    def _age(self, age: Json) -> Json:
        ends = (("age.from", age.get("from")), ("age.to", age.get("to")))
        rows = [_answers(key, [{"valueInteger": round(n)}]) for key, n in ends if n is not None]
        return _group("age", *rows)

    def _urgency(self) -> Iterable[Json]:
        urgency = self._facts["urgency"]
        yield self._coded("urgency", urgency["level"])
        for flag in urgency["flags"]:
            yield _group(
                "flag",
                self._coded("flag.id", flag["id"]),
                self._coded("flag.status", flag["status"]),
                _answers("flag.quote", [_text(flag["quote"])] if flag["quote"] else []),
            )

    def _finding(self, finding: Json) -> Json:
        parts = ("id", "kind", "status", "time", "subject")
        quote = finding.get("quote")
        return _group(
            "finding",
            *(self._coded(f"finding.{part}", finding[part]) for part in parts if part in finding),
            _answers("finding.quote", [_text(quote)] if quote else []),
        )

    def _candidate(self, candidate: Json) -> Json:
        return _group(
            "candidate",
            self._coded("candidate.id", candidate["id"]),
            _answers("candidate.score", [{"valueDecimal": candidate["score"]}]),
            *(
                _answers(f"candidate.{side}", map(_text, candidate.get(side) or ()))
                for side in ("because", "against", "context_for", "context_against")
            ),
        )

    def _specialist(self, specialist: Json) -> Json:
        return _group(
            "specialist",
            self._coded("specialist.id", specialist["id"]),
            _answers("specialist.order", [{"valueInteger": specialist["order"]}]),
        )

    def _record(self) -> Iterable[Json]:
        """When the conversation was, and what read it."""
        times, versions = self._facts["times"], self._facts.get("versions") or {}
        rows = [_answers(f"record.{k}", [{"valueDateTime": times[k]}]) for k in ("began", "last")]
        rows += [_answers(f"record.{k}", [_text(v)]) for k, v in sorted(versions.items()) if v]
        yield _group("record", *rows)

    def _coded(self, link: str, *values: str) -> Json:
        known: Mapping[str, Json] = self._codings[link]
        return _answers(link, ({"valueCoding": known[value]} for value in values))


def _text(words: str) -> Json:
    return {"valueString": words}


def _answers(link: str, answers: Iterable[Json]) -> Json:
    """An item with its answers; nothing without any, as FHIR allows no empty lists."""
    given = list(answers)
    return {"linkId": link, "answer": given} if given else {}


def _group(link: str, *items: Json) -> Json:
    held = [item for item in items if item]
    return {"linkId": link, "item": held} if held else {}
