"""Which form of the summary a caller wants, by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from bot.errors import Problem

FHIR = "application/fhir+json"
KINDS = ("text/plain", "text/html", "application/pdf", "application/json", FHIR)
"""What there is; the first is given to those who take anything."""


def choose(accept: str) -> str:
    """The best kind; the caller's weights first, then our order."""
    if not accept.strip():
        return KINDS[0]
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    weights = {kind: _weight(kind, wishes) for kind in KINDS}
    best = max(KINDS, key=lambda kind: weights[kind])
    if weights[best] <= 0:
        raise Problem("not_acceptable")
    return best


def _wish(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0


def _weight(kind: str, wishes: list[tuple[str, float]]) -> float:
    ranges = (kind, kind.partition("/")[0] + "/*", "*/*")
    for wanted in ranges:  # the most exact range counts
        for name, weight in wishes:
            if name == wanted:
                return weight
    return 0.0
