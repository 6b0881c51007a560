"""What speaks for and against a candidate, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.summary.names import Names
from bot.texts import Texts

Json = dict[str, Any]

_COMPARISON = re.compile(r"((?:age|duration)[<>]=?)(\d+)")


class Reasons:
    """Findings by their names (denied ones as "no …") and the kind of tremor, age and duration."""

    def __init__(self, facts: Json, texts: Texts, names: Names) -> None:
        self._words = texts.words["summary"]
        self._names = names
        self._denied = {finding["id"] for finding in facts.get("findings", {}).get("absent", ())}

    def of(self, candidate: Json) -> dict[str, str]:
        """`because` and `against`, each a list in words, the strongest first."""
        return {
            side: self._listed([*candidate.get(side, ()), *candidate.get(context, ())])
            for side, context in (("because", "context_for"), ("against", "context_against"))
        }

    def _listed(self, reasons: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(filter(None, map(self._name, reasons))))

    def _name(self, reason: str) -> str:
        number = _COMPARISON.fullmatch(reason)
        if number:
            return str(self._words["comparisons"][number[1]]).format(n=number[2])
        if ":" in reason:
            return str(self._words["terms"].get(reason, ""))
        finding = reason.removeprefix("!")
        name = self._names.name(finding)
        if finding not in self._denied:
            return name
        for article in self._words["articles"]:
            name = name.removeprefix(article)
        return str(self._words["lines"]["denied"]).format(name=name)
