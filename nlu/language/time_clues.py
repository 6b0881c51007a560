"""What can be seen of a time in a message that tells whether the back has trembled so long."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import log1p, log2

from nlu.language.language import Analysis
from nlu.language.lengths import Duration

Clues = frozenset[str]
_BEFORE, _BEHIND = (1, 2, 3, 4), (0, 1, 2, 3)
_LEAST_FIT, _MOST_FIT = -6, 8
_FARTHEST = 5


def clues_of(
    analysis: Analysis,
    complaints: Collection[int],
    times: Sequence[Duration],
    fittest: Duration | None,
) -> list[Clues]:
    """The clues of each of the times that one message holds, in their order.

    `complaints` are the places of words for other findings. What the rules of `durations` make of a
    time is a clue among the others: its `fit`, and whether it is the `fittest`.
    """
    return [
        frozenset(
            [
                *_of_the_time(analysis, one),
                "fittest" if one is fittest else "not fittest",
                *_among(times, place),
                *_around(analysis, one),
                *_in_the_clause(analysis, one, complaints),
                *_beside_the_tremor(analysis, one),
            ]
        )
        for place, one in enumerate(times)
    ]


def _of_the_time(analysis: Analysis, one: Duration) -> Iterator[str]:
    yield f"fit {max(_LEAST_FIT, min(_MOST_FIT, one.fit))}"
    yield "fits" if one.fit >= 0 else "does not fit"
    yield f"begins {analysis.norms[one.first]}"
    yield f"ends {analysis.lemmas[one.after - 1]}"
    yield "no number" if one.days is None else f"days e{int(log1p(one.days))}"
    yield f"break before {analysis.text.breaks[one.first]}"
    yield f"break behind {analysis.text.breaks[one.after]}"


def _among(times: Sequence[Duration], place: int) -> Iterator[str]:
    yield f"{min(place, 2)} of {min(len(times), 3)}"
    yield f"of {min(len(times), 3)}"


def _around(analysis: Analysis, one: Duration) -> Iterator[str]:
    """The words before and behind, at their places and anywhere near."""
    for step in _BEFORE:
        at = one.first - step
        yield f"-{step} {analysis.norms[at] if at >= 0 else '^'}"
        if at >= 0:
            yield f"before {analysis.lemmas[at]}"
    for step in _BEHIND:
        at = one.after + step
        yield f"+{step} {analysis.norms[at] if at < len(analysis.norms) else '$'}"
        if at < len(analysis.norms):
            yield f"behind {analysis.lemmas[at]}"


def _in_the_clause(analysis: Analysis, one: Duration, complaints: Collection[int]) -> Iterator[str]:
    first, after = analysis.clause_of(one.first)
    for at in range(first, after):
        if not one.first <= at < one.after:
            yield f"clause {analysis.lemmas[at]}"
    yield f"complaint {any(first <= at < after for at in complaints)}"
    yield f"first sentence {analysis.sentence_of(one.first)[0] == 0}"


def _beside_the_tremor(analysis: Analysis, one: Duration) -> Iterator[str]:
    tremor = analysis.places_of("{tremor}")
    first, after = analysis.clause_of(one.first)
    yield f"tremor in the clause {any(first <= at < after for at in tremor)}"
    first, after = analysis.sentence_of(one.first)
    yield f"tremor in the sentence {any(first <= at < after for at in tremor)}"
    if tremor:
        gap, side = min(
            (one.first - at, "behind") if at < one.first else (abs(at - one.after + 1), "before")
            for at in tremor
        )
        yield f"{min(int(log2(gap + 1)), _FARTHEST)} {side} the tremor"
