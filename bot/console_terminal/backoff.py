"""How long to wait before the next try, so that a service that comes back is not trampled on."""

from __future__ import annotations

import random
from collections.abc import Callable

FIRST = 0.5
LONGEST = 20.0


class Backoff:
    """Twice as long each time, up to `LONGEST`, and never quite the same for two consoles."""

    def __init__(self, spread: Callable[[], float] = random.random) -> None:
        self._spread = spread
        self._tries = 0

    def next(self) -> float:
        """Seconds to wait now."""
        whole: float = min(LONGEST, FIRST * 2**self._tries)
        self._tries += 1
        return whole * (0.5 + self._spread() / 2)

    def reset(self) -> None:
        """It has worked: begin small the next time."""
        self._tries = 0
