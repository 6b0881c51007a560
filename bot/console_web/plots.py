"""Plots of the supervisor's page, as SVG that takes its colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

Rows = Sequence[tuple[str, float]]

WIDTH, BASE, TOP = 480, 160, 18
FOOT = 22
BAR, BETWEEN, NAMES, VALUES = 20, 8, 150, 44
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with its title and the numbers it shows; `classes` colour bars by their name."""

    title: str
    rows: Rows
    svg: Markup


def columns(title: str, rows: Rows) -> Plot:
    """Upright bars, for what has an order of its own: hours, days, stars."""
    most = max((value for _, value in rows), default=0) or 1
    step = WIDTH / max(len(rows), 1)
    every = -(-len(rows) // MOST_LABELS)
    marks = []
    for index, (name, value) in enumerate(rows):
        height, middle = (BASE - TOP) * value / most, step * (index + 0.5)
        box = (round(step * index + step * 0.12, 1), round(BASE - height, 1), round(step * 0.76, 1))
        marks.append(_rect(*box, round(height, 1), "c0"))
        if value:
            marks.append(_text(middle, BASE - height - 5, _number(value), "value"))
        if index % every == 0:
            marks.append(_text(middle, BASE + 15, name))
    line = Markup('<path class="base" d="M0 {0}H{1}"/>').format(BASE, WIDTH)
    return Plot(title, rows, _svg(title, BASE + FOOT, [*marks, line]))


def bars(title: str, rows: Rows, classes: Sequence[str] = ()) -> Plot:
    """Lying bars, for what has a name: channels, agents, words."""
    most = max((value for _, value in rows), default=0) or 1
    room = WIDTH - NAMES - VALUES
    marks = []
    for index, (name, value) in enumerate(rows):
        top = index * (BAR + BETWEEN)
        width = max(room * value / most, 1 if value else 0)
        colour = classes[index] if index < len(classes) else "c0"
        marks.append(_text(NAMES - 8, top + 14, _short(name), anchor="end"))
        marks.append(_rect(NAMES, top, round(width, 1), BAR, colour))
        marks.append(_text(NAMES + width + 6, top + 14, _number(value), "value", "start"))
    height = max(len(rows) * (BAR + BETWEEN) - BETWEEN, 1)
    return Plot(title, rows, _svg(title, height, marks))


def _svg(title: str, height: float, marks: Sequence[Markup]) -> Markup:
    frame = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    return frame.format(WIDTH, height, title, Markup().join(marks))


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    shape = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>')
    return shape.format(kind, x, y, width, height)


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "middle") -> Markup:
    shape = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
    return shape.format(kind, round(x, 1), round(y, 1), anchor, escape(words))


def _number(value: float) -> str:
    return f"{value:g}" if value < 10 else f"{value:.0f}"


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"
