"""What can go wrong in the set-up, as sentences a person can act on."""

from __future__ import annotations


class SetupError(Exception):
    """The set-up cannot go on; the text says why and what to do."""
