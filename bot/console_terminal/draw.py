"""Words of the service as content of the terminal: bold is drawn, nothing is taken for a code."""

from __future__ import annotations

import re

from textual.content import Content

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(words: str) -> str:
    """Words without characters that steer a terminal or turn the direction of writing."""
    return _CONTROL.sub("", words)


def drawn(words: str) -> Content:
    """A reply of the bot with its **bold** drawn and its links spelled out."""
    plain = _LINK.sub(r"\1 (\2)", clean(words))
    parts: list[Content | str] = []
    last = 0
    for match in _BOLD.finditer(plain):
        parts += [plain[last : match.start()], Content.styled(match[1], "bold")]
        last = match.end()
    return Content.assemble(*parts, plain[last:])


def one_line(words: str) -> str:
    """Words on a single line."""
    return " ".join(clean(words).split())
