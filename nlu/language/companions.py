"""Limbs that tremble along: "my back trembles, and my right hand too"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlu.language.language import Analysis
from nlu.language.matcher import Match

_LIMBS = (("{hand}", "hand_tremor"), ("{leg}", "leg_tremor"))


def companions(analysis: Analysis, found: Sequence[Match]) -> Iterator[Match]:
    """A limb with "too" behind it shares what was told last, if that is the tremor."""
    for place, norm in enumerate(analysis.norms[1:], start=1):
        if norm != "too" and analysis.norms[place : place + 2] != ["as", "well"]:
            continue
        limb = place - 1
        finding = next((name for symbol, name in _LIMBS if symbol in analysis.chart[limb]), "")
        tremor = [at for at in analysis.places_of("{tremor}") if at < limb]
        others = [one.after for one in found if one.after <= limb]
        if finding and tremor and (not others or max(others) <= tremor[-1]):
            yield Match(finding, limb, place + 1, (limb, place))
