"""What the bot says, as HTML: paragraphs, lists and bold words; everything else is text."""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

_BULLET = re.compile(r"^\s*[-*•]\s+(.*)$")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")


def spoken(text: str) -> Markup:
    """The text with its paragraphs, lists and bold words."""
    lines = [line for line in (text or "").splitlines() if line.strip()]
    parts = []
    for is_list, group in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        if is_list:
            items = (Markup("<li>{}</li>").format(_inline(_item(line))) for line in group)
            parts.append(Markup("<ul>{}</ul>").format(Markup().join(items)))
        else:
            parts.extend(Markup("<p>{}</p>").format(_inline(line.strip())) for line in group)
    return Markup().join(parts)


def plain(text: str) -> str:
    """The words alone, for one line."""
    return " ".join(_LINK.sub(r"\1", _BOLD.sub(r"\1", text or "")).split())


def _item(line: str) -> str:
    found = _BULLET.match(line)
    return found[1] if found else line


def _inline(line: str) -> Markup:
    # Agents read it: where a link leads does not matter, and none of theirs is followed by mistake.
    words = _LINK.sub(r"\1 (\2)", line)
    bold = _BOLD.split(words)  # every second piece stood between stars
    pieces = (
        Markup("<strong>{}</strong>").format(piece) if index % 2 else escape(piece)
        for index, piece in enumerate(bold)
    )
    return Markup().join(pieces)
