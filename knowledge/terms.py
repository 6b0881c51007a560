"""The terms of weights and rules: what the evidence must show, as text such as `!numbness`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_AXES: Final = {
    "activation": ("static", "kinetic", "both"),
    "course": ("acute", "chronic"),
    "onset": ("sudden", "gradual", "recurrent"),
}
_NUMBER: Final = re.compile(r"(age|duration)\s*(<=|>=|<|>)\s*\d+(\.\d+)?")


def term_fault(term: str, findings: Collection[str], flags: Collection[str]) -> str | None:
    """What is wrong with `term`, or None."""
    if _NUMBER.fullmatch(term):
        return None
    axis, colon, value = term.removeprefix("!").partition(":")
    if not colon:
        return None if axis in findings else f"no finding is called {axis!r}"
    if axis == "flag":
        return None if value in flags else f"no red flag is called {value!r}"
    if axis not in _AXES:
        return f"{axis!r} is no axis; use flag, {', '.join(_AXES)}"
    return None if value in _AXES[axis] else f"{axis} is one of {', '.join(_AXES[axis])}"
