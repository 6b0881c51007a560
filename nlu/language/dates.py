"""How many days ago a weekday, month, year or feast was, seen from the day of the message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

_SATURDAY = 5
_DAYS_OF_YEAR = 365
_MIDDLE_OF_MONTH = 15


def today() -> date:
    """The day of a message that comes now, where the server stands."""
    return datetime.now(UTC).astimezone().date()


def days_since_weekday(today: date, weekday: int) -> int:
    """Days since the last such weekday; a week if it is today's own name."""
    return (today.weekday() - weekday) % 7 or 7


def days_since_month(
    today: date, month: int, day: int | None = None, year: int | None = None
) -> int:
    """Days since the middle (or the given day) of the last such month."""
    chosen = day or (_MIDDLE_OF_MONTH if month != today.month else 1)
    found = _date(year or today.year, month, chosen)
    if year is None and found > today:
        found = _date(today.year - 1, month, chosen)
    return max((today - found).days, 0)


def days_since_day(today: date, day: int) -> int:
    """Days since the last such day of a month: this month's, or else the last month's."""
    found = _date(today.year, today.month, day)
    if found > today:
        before = today.replace(day=1) - timedelta(days=1)
        found = _date(before.year, before.month, day)
    return (today - found).days


def days_since_year(today: date, year: int) -> int:
    """Whole years since `year`, as days; within this year the time since January."""
    if year >= today.year:
        return max((today - date(today.year, 1, 1)).days, 0)
    return (today.year - year) * _DAYS_OF_YEAR


def days_since_easter(today: date, year: int | None = None) -> int:
    """Days since the last Easter Sunday, or that of `year`."""
    return _days_since_yearly(today, easter, year)


def days_since_thanksgiving(today: date, year: int | None = None) -> int:
    """Days since the last Thanksgiving of the United States, or that of `year`."""
    return _days_since_yearly(today, thanksgiving, year)


def _days_since_yearly(today: date, feast: Callable[[int], date], year: int | None) -> int:
    if year is not None:
        return max((today - feast(year)).days, 0)
    this_year = feast(today.year)
    return (today - (this_year if this_year <= today else feast(today.year - 1))).days


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _date(year: int, month: int, day: int) -> date:
    """The date, with the day cut to the length of the month."""
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, 1)
