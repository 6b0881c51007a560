"""The summary as one page of headings and lines, whatever form it takes afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.texts import Texts

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; an urgent one stands out."""

    heading: str
    lines: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that stands on the page."""

    title: str
    clinic: str
    sections: tuple[Section, ...]
    disclaimer: str


def page_of(facts: Json, texts: Texts) -> Page:
    """The engine's summary between the service's own title and closing words."""
    sections = (_section(section) for section in facts.get("sections", ()))
    return Page(
        title=texts.summary("title"),
        clinic=texts.clinic["clinic_name"],
        sections=tuple(section for section in sections if section.lines),
        disclaimer=texts.summary("disclaimer"),
    )


def _section(section: Json) -> Section:
    return Section(
        heading=str(section.get("title", "")),
        lines=tuple(str(line) for line in section.get("lines", ())),
        urgent=section.get("urgent") is True,
    )
