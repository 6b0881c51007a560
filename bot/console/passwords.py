"""Passwords: argon2id, checked in a thread, a few at a time; what is too easy to guess."""

from __future__ import annotations

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import Problem

SHORTEST, LONGEST = 12, 256
FEWEST_LETTERS = 5
"""Different ones; "aaaaaaaaaaaa" is long and no password."""

_hasher = PasswordHasher()  # argon2id, as RFC 9106 advises where memory is short


@cache
def _nobodys() -> str:
    """Checked where there is no user: an unknown name takes as long as a wrong password."""
    return _hasher.hash("nobody's password, which opens nothing")


class Passwords:
    """Each check takes 64 MiB for a moment, so only two run at once."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(2)

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the one whose hash is kept; None is nobody's."""
        async with self._room:
            fits = await asyncio.to_thread(_fits, password, kept or _nobodys())
        return fits and kept is not None

    async def hashed(self, password: str) -> str:
        """What is kept of a password."""
        async with self._room:
            return await asyncio.to_thread(_hasher.hash, password)


def _fits(password: str, kept: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was hashed in a way that is no longer ours."""
    return _hasher.check_needs_rehash(kept)


def hash_now(password: str) -> str:
    """The hash, for the command line."""
    return _hasher.hash(password)


def demand_strong(password: str, name: str) -> None:
    """`Problem("weak_password")` for what others would guess."""
    low = password.casefold()
    if not SHORTEST <= len(password) <= LONGEST or len(set(low)) < FEWEST_LETTERS:
        raise Problem("weak_password", least=SHORTEST, most=LONGEST)
    if name and name.casefold() in low:
        raise Problem("weak_password", least=SHORTEST, most=LONGEST)
