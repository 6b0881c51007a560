"""Fields of a form that lead from one to the next, at once.

A screen takes Enter and Tab before the field does. Otherwise letters that follow in the same
moment, from a slow line or a password manager, would still be for the field before: a password
would be read in the field for the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.screen import Screen

AT_ONCE: list[BindingType] = [
    Binding("enter", "lead", show=False, priority=True),
    Binding("tab", "app.focus_next", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", show=False, priority=True),
]


def lead(screen: Screen[Any], fields: Sequence[str]) -> None:
    """To the field after this one; elsewhere, and in the last, Enter is for who has the cursor."""
    here = screen.focused.id if screen.focused else None
    if here not in fields[:-1]:
        raise SkipAction
    screen.set_focus(screen.query_one(f"#{fields[fields.index(here) + 1]}"))
