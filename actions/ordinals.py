"""Reads "and the second one?": which of the things that were listed last is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.wording import phrases


def nth_meant(text: str, listed: Sequence[str]) -> str | None:
    """The id that a text points at; None if it says more than a place in the list."""
    words = phrases()["ordinals"]
    line = " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "")))
    rest = line.replace("number one", "first").split()
    meant = [word for word in rest if word not in words["beside"]]
    place: int | None = words["places"].get(meant[0]) if len(meant) == 1 else None
    if place is None or place > len(listed) or not listed:
        return None
    return listed[place - 1 if place > 0 else place]
