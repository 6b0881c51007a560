"""The summary as one page of headings and lines, whatever form it takes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.summary.about import about_lines
from bot.summary.names import Names
from bot.summary.reasons import Reasons
from bot.texts import Texts

Json = dict[str, Any]

_FINDINGS = ("present", "absent", "unknown", "past", "others")
_URGENT = ("emergency", "urgent")
_LENGTHS = ((365, "years"), (30, "months"), (7, "weeks"))  # named from twice their length on


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; an urgent one stands out."""

    heading: str
    lines: tuple[str, ...]
    urgent: bool = False
    advice: bool = False  # what follows from what was told: it stands in the second column


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that stands on the page."""

    title: str
    clinic: str
    about: tuple[str, ...]  # who told it, when
    sections: tuple[Section, ...]
    versions: str
    disclaimer: str


def page_of(facts: Json, texts: Texts, names: Names) -> Page:
    """The engine's facts in words; headings without lines are left out."""
    writer = _Writer(facts, texts, names)
    *about, versions = about_lines(facts, texts)
    return Page(
        title=texts.summary("title"),
        clinic=texts.clinic["clinic_name"],
        about=tuple(about),
        sections=tuple(section for section in writer.sections() if section.lines),
        versions=versions,
        disclaimer=texts.summary("disclaimer"),
    )


class _Writer:
    def __init__(self, facts: Json, texts: Texts, names: Names) -> None:
        self._facts = facts
        self._texts = texts
        self._names = names
        self._reasons = Reasons(facts, texts, names)

    def sections(self) -> Iterable[Section]:
        urgency = self._facts["urgency"]
        yield self._section("urgent", self._urgency(), urgent=urgency["level"] in _URGENT)
        yield self._section("told", (self._line("quote", quote=q) for q in self._all("complaint")))
        yield self._section("kind", self._kind())
        findings = self._facts.get("findings", {})
        for status in _FINDINGS:
            yield self._section(status, self._findings(findings.get(status, ())))
        unmatched = (self._line("quote", quote=words) for words in self._all("unmatched"))
        yield self._section("unmatched", unmatched)
        yield self._section("unanswered", self._unanswered())
        yield from self._advice(emergency=urgency["level"] == "emergency")

    def _advice(self, *, emergency: bool) -> Iterable[Section]:
        """In an emergency only where to go now: lists of causes and doctors would distract."""
        most = 1 if emergency else None
        yield self._follows("specialists", map(self._specialist, self._all("specialists")[:most]))
        if not emergency:
            yield self._follows("tests", map(self._test, self._all("tests")))
            yield self._follows("candidates", map(self._candidate, self._all("candidates")))

    def _section(self, key: str, lines: Iterable[str], *, urgent: bool = False) -> Section:
        heading = self._texts.summary_word("headings", key)
        return Section(heading, tuple(line for line in lines if line), urgent)

    def _follows(self, key: str, lines: Iterable[str]) -> Section:
        return replace(self._section(key, lines), advice=True)

    def _all(self, key: str) -> list[Any]:
        return list(self._facts.get(key) or ())

    def _line(self, key: str, **parts: object) -> str:
        return self._texts.summary_word("lines", key).format_map(parts)

    def _urgency(self) -> Iterable[str]:
        urgency = self._facts["urgency"]
        yield self._names.fill(self._names.how_soon.get(urgency["level"], urgency["level"]))
        for flag in urgency["flags"]:
            name, quote = self._names.name(flag["id"]), flag["quote"]
            if flag["status"] == "retracted":
                yield self._line("flag_retracted", name=name, quote=quote)
            else:
                yield self._line("flag" if quote else "flag_silent", name=name, quote=quote)

    def _kind(self) -> Iterable[str]:
        known = self._facts["classification"]
        yield self._texts.summary_word("activation", known["activation"])
        yield self._texts.summary_word("course", known["course"])
        if known.get("duration_days") is not None:
            yield self._duration(known["duration_days"])
        yield self._age(self._facts.get("age"))

    def _duration(self, days: float) -> str:
        """As a person would say it; of weeks and more also the exact number."""
        length, unit = next(((n, u) for n, u in _LENGTHS if days >= 2 * n), (1, ""))
        words = self._texts.words["summary"]["duration"]
        if not unit:
            return str(words.get(f"{days:g}") or words["days"].format(n=f"{days:g}"))
        return str(words[unit].format(n=round(days / length), days=f"{days:g}"))

    def _age(self, age: Json | None) -> str:
        if not age:
            return ""
        low, high = age.get("from"), age.get("to")
        if low is None:
            return ""
        if high is None:
            return self._line("age_from", low=f"{low:g}")
        if low == high:
            return self._line("age", years=f"{low:g}")
        return self._line("age_range", low=f"{low:g}", high=f"{high:g}")

    def _findings(self, findings: Sequence[Json]) -> Iterable[str]:
        """One line for each thing that was said, with all that it told."""
        by_quote: dict[str, list[str]] = {}
        for finding in findings:
            by_quote.setdefault(finding.get("quote") or "", []).append(finding["id"])
        for quote, ids in by_quote.items():
            name = _capital(", ".join(map(self._names.name, ids)))
            yield self._line("named_quote" if quote else "named", name=name, quote=quote)

    def _unanswered(self) -> Iterable[str]:
        """Questions that were skipped; a finding among them stands under "not sure" already."""
        words = self._texts.words["summary"]["questions"]
        yield _capital(", ".join(words[key] for key in self._all("unanswered") if key in words))

    def _specialist(self, specialist: Json) -> str:
        name = _capital(self._names.explained(specialist["id"]))
        return self._line("specialist", order=specialist["order"], name=name)

    def _test(self, test: Json) -> str:
        return self._line("named", name=_capital(self._names.explained(test["id"])))

    def _candidate(self, candidate: Json) -> str:
        parts = {"name": _capital(self._names.explained(candidate["id"], "conditions"))}
        parts |= self._reasons.of(candidate)
        present = [key for key in ("because", "against") if parts[key]]
        return self._line("_".join(present) or "named", **parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
