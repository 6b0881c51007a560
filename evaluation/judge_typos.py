"""Judges misspelt messages beside the same messages spelt well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation import judge_facts
from evaluation.figures import Figure, Mistake, rate_of
from evaluation.judge_questions import is_answered, wanted_of
from evaluation.judge_safety import escalated
from evaluation.reading import Reading
from evaluation.sets import Item
from knowledge.store import KnowledgeStore

MOST_LOST = 0.03


class TypoJudge:
    """Compares each misspelt item with its clean one; `readings` and `replies` hold both."""

    def __init__(
        self,
        items: Sequence[Item],
        readings: Mapping[str, Reading],
        replies: Mapping[str, str],
        store: KnowledgeStore,
    ) -> None:
        self._items, self._readings, self._replies = items, readings, replies
        self._store = store

    def judge(self) -> tuple[list[Figure], list[Mistake]]:
        """By set: the figure with typing errors, and what it lost against the clean one."""
        figures: list[Figure] = []
        mistakes: list[Mistake] = []
        facts, fact_mistakes = self._facts()
        mistakes += fact_mistakes
        for name, clean, misspelt in (
            ("facts", facts[0], facts[1]),
            ("emergencies", *self._rates("emergencies", mistakes)),
            ("questions", *self._rates("questions", mistakes)),
        ):
            figures.append(_lost(name, clean, misspelt))
            figures.append(misspelt)
        return figures, mistakes

    def _facts(self) -> tuple[tuple[Figure, Figure], list[Mistake]]:
        items = [item for item in self._items if item.set == "facts"]
        clean = {item.id: self._readings[item.of] for item in items}
        before, old = judge_facts.judge(items, clean)
        after, new = judge_facts.judge(items, self._readings)
        already = {mistake.id for mistake in old}
        pair = (before.figures()[0], _with_typos("facts", after.figures()[0]))
        return pair, [_typo(mistake) for mistake in new if mistake.id not in already]

    def _rates(self, name: str, mistakes: list[Mistake]) -> tuple[Figure, Figure]:
        items = [item for item in self._items if item.set == name]
        clean = [self._good(item, item.of) for item in items]
        misspelt = [self._good(item, item.id) for item in items]
        for item, before, after in zip(items, clean, misspelt, strict=True):
            if before and not after:
                wanted = wanted_of(item) if name == "questions" else item.labels["flag"]
                mistakes.append(Mistake(item.id, "typos", item.half, item.text, wanted, "lost"))
        before_rate = rate_of(name, name, clean)
        return before_rate, _with_typos(name, rate_of(name, name, misspelt))

    def _good(self, item: Item, answer_of: str) -> bool:
        if item.set == "questions":
            return is_answered(item, self._replies[answer_of], self._store)
        return escalated(item, self._readings[answer_of])


def _with_typos(name: str, figure: Figure) -> Figure:
    label = f"{name} with typing errors"
    return Figure(f"typos.{name}", label, figure.right, figure.total, part_of=f"typos.{name}.lost")


def _lost(name: str, clean: Figure, misspelt: Figure) -> Figure:
    """Lost points as a share of all; gaining some counts as losing none."""
    lost = max(0.0, clean.rate - misspelt.rate)
    label = f"{name}: lost by 1-2 typing errors in each key word"
    return Figure(
        f"typos.{name}.lost", label, lost * misspelt.total, misspelt.total, MOST_LOST, mistakes=True
    )


def _typo(mistake: Mistake) -> Mistake:
    return Mistake(mistake.id, "typos", mistake.half, mistake.text, mistake.wanted, mistake.got)
