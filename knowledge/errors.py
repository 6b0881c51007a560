"""What can go wrong with the knowledge, said in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class KnowledgeError(Exception):
    """The knowledge cannot be used; the message says what is wrong and what to do."""


class UnknownIdError(KnowledgeError):
    """An id was asked for that the store does not hold."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in the content, with the place where it stands."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class ContentError(KnowledgeError):
    """The content has mistakes; all of them are listed, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
