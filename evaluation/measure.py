"""One evaluation run: reads every message of a half and lets the judges count."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import (
    after_another,
    judge_facts,
    judge_kinds,
    judge_pairs,
    judge_questions,
    judge_safety,
    judge_scope,
    latency,
)
from evaluation.figures import Results
from evaluation.judge_typos import TypoJudge
from evaluation.reading import Reader, Reading
from evaluation.sets import NAMES, SETS, Half, Item, items_of
from knowledge.store import KnowledgeStore

if TYPE_CHECKING:
    from engine.turns import TurnRunner

_STEP = 200


@dataclass(slots=True)
class Answers:
    """What came back: readings of single messages, replies to questions, both by item id.

    `later` are the replies to single questions after something else was explained.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)


async def measure(
    runner: TurnRunner, half: Half, folder: Path = SETS, with_latency: bool = True
) -> Results:
    """All figures of a half of the sets in `folder`."""
    reader = Reader(runner)
    await runner.warm_up()
    answers = await _answers(reader, _needed(half, folder), runner.resources.store)
    results = judged(half, answers, runner.resources.store, folder)
    if with_latency:
        _say("latency …")
        results.latency = await latency.measure(reader)
    return results


def judged(half: Half, answers: Answers, store: KnowledgeStore, folder: Path = SETS) -> Results:
    """The judges' figures, in the order of the table."""
    results, readings = Results(), answers.readings
    items = partial(items_of, half=half, folder=folder)
    tally, mistakes = judge_facts.judge(items("facts"), readings)
    results.add(tally.figures(), mistakes)
    figures, mistakes, results.missed_by_flag = judge_safety.judge_emergencies(
        items("emergencies"), readings
    )
    results.add(figures, mistakes)
    results.add(*judge_safety.judge_look_alikes(items("look_alikes"), readings))
    questions = items("questions")
    results.add(*judge_questions.judge(questions, answers.replies, store))
    results.add(*after_another.judge(questions, answers.later, store))
    results.add(*judge_scope.judge_out_of_scope(items("out_of_scope"), readings))
    in_scope = [item for name in ("facts", "emergencies") for item in items(name)]
    single = [item for item in questions if item.kind != "follow_up"]
    results.add(*judge_scope.judge_turned_away([*in_scope, *single], readings))
    results.add(*judge_pairs.judge(items("minimal_pairs"), readings))
    typos = items("typos")
    results.add(*TypoJudge(typos, readings, answers.replies, store).judge())
    intents = {key: reading.intent for key, reading in readings.items()}
    results.confusion = judge_kinds.confusion(_needed(half, folder), intents, store)
    results.add([judge_kinds.figure_of(results.confusion)])
    return results


def _needed(half: Half, folder: Path) -> list[Item]:
    return [item for name in NAMES for item in items_of(name, half, folder)]


async def _answers(reader: Reader, items: Sequence[Item], store: KnowledgeStore) -> Answers:
    """Every message is read; questions are also asked in a conversation, single ones in two."""
    answers = Answers()
    for item in _counted(items):
        answers.readings[item.id] = await reader.read(item.text)
        if item.set == "questions":
            answers.replies[item.id] = await reader.reply(item.texts)
        if after_another.is_single(item):
            button = after_another.button_before(item, store)
            answers.later[item.id] = await reader.reply(item.texts, button)
    return answers


def _counted(items: Sequence[Item]) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        yield item
        if number % _STEP == 0 or number == len(items):
            _say(f"{number} of {len(items)} messages")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  (progress of a command line tool)
