"""Light and dark colours; each pair of ink and ground has a contrast of at least 4.5 to 1."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="console-dark",
    dark=True,
    primary="#9fd3be",
    secondary="#8fb8d8",
    accent="#9fd3be",
    foreground="#e9eeea",
    background="#131a18",
    surface="#1a2321",
    panel="#24302d",
    success="#9fd3be",
    warning="#f0c674",
    error="#ff9d86",
    variables={
        "chosen": "#2d453d",
        "alarm": "#b3321a",
        "on-alarm": "#ffffff",
        "muted": "#a9b5af",
        "note": "#3a3117",
        "on-note": "#ffe2a6",
    },
)

LIGHT = Theme(
    name="console-light",
    dark=False,
    primary="#1f5c4d",
    secondary="#1d4f7a",
    accent="#1f5c4d",
    foreground="#1b2a26",
    background="#fbf9f4",
    surface="#f4f0e6",
    panel="#e8e2d4",
    success="#1f5c4d",
    warning="#7a4b00",
    error="#a3260f",
    variables={
        "chosen": "#cfe3d8",
        "alarm": "#a3260f",
        "on-alarm": "#ffffff",
        "muted": "#56625d",
        "note": "#fff0c9",
        "on-note": "#4d3900",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}

LIGHT_GROUNDS = frozenset({"7", "15"})
"""What terminals with a light ground write as the last part of COLORFGBG."""


def theme_for(wish: str, environment: Mapping[str, str] = os.environ) -> Theme:
    """The theme that was asked for; `auto` reads what the terminal says of itself."""
    if wish in THEMES:
        return THEMES[wish]
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in LIGHT_GROUNDS else DARK
