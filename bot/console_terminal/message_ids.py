"""Ids by which a second try never says anything twice."""

from __future__ import annotations

import uuid


class MessageIds:
    """The same words keep their id until they have gone through; other words get another."""

    def __init__(self) -> None:
        self._words = ""
        self._id = ""

    def id_for(self, words: str) -> str:
        """The id under which these words are sent now."""
        if not self._id or words != self._words:
            self._words, self._id = words, uuid.uuid4().hex
        return self._id

    def gone_through(self) -> None:
        """The same words again are new words."""
        self._id = ""
