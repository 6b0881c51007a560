"""Times as agents read them; the exact one stands in the element's `datetime`."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.console_web.words import words

MINUTE, HOUR, DAY = 60, 3600, 86400
HALF_A_DAY = DAY / 2


def ago(iso: str) -> str:
    """How long ago, in the largest unit that fits."""
    seconds = (datetime.now(UTC) - read(iso)).total_seconds()
    said = words()["ago"]
    if seconds < MINUTE:
        return str(said["now"])
    if seconds < HOUR:
        return str(said["minutes"].format(n=int(seconds // MINUTE)))
    if seconds < DAY:
        return str(said["hours"].format(n=int(seconds // HOUR)))
    return str(said["days"].format(n=int(seconds // DAY)))


def clock(iso: str) -> str:
    """Hours and minutes where the service stands, the day too if that was long ago."""
    time = read(iso)
    recent = abs((datetime.now(UTC) - time).total_seconds()) < HALF_A_DAY
    return time.astimezone().strftime("%H:%M" if recent else "%d %b %H:%M")


def day(iso: str) -> str:
    """The date."""
    return read(iso).astimezone().strftime("%d %b %Y")


def read(iso: str) -> datetime:
    """A time of the API."""
    return datetime.fromisoformat(iso)
