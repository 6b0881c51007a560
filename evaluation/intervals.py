"""Intervals for rates: how sure a figure from so many messages is."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964  # two-sided 95 %


def wilson(right: float, total: float) -> tuple[float, float]:
    """The 95 % interval of a rate; (0, 1) if nothing was measured."""
    if total <= 0:
        return 0.0, 1.0
    rate, square = right / total, _Z * _Z
    middle = (rate + square / (2 * total)) / (1 + square / total)
    reach = _Z * sqrt(rate * (1 - rate) / total + square / (4 * total * total))
    reach /= 1 + square / total
    return max(0.0, middle - reach), min(1.0, middle + reach)


def worst_miss_rate(missed: int, total: int) -> float:
    """The one-sided 95 % Clopper-Pearson bound: the true miss rate is hardly above this."""
    from scipy.stats import beta

    if total <= 0 or missed >= total:
        return 1.0
    return float(beta.ppf(0.95, missed + 1, total - missed))
