"""Pieces side by side, as many on a line as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

GAP = Content("  ")


class Packed(Static):
    """Keys with their words, or answers: no line ends inside a piece."""

    pieces: Sequence[Content] = ()

    def on_resize(self) -> None:
        """Find their lines anew."""
        width = self.size.width or self.app.size.width
        self.update(Content("\n").join(map(GAP.join, packed(self.pieces, width))))


def packed(pieces: Sequence[Content], width: int) -> list[list[Content]]:
    """The pieces in lines of at most `width` letters; one alone may be longer."""
    lines: list[list[Content]] = []
    for piece in pieces:
        if lines and GAP.join([*lines[-1], piece]).cell_length <= width:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines
