"""The training examples of the intents: enough of each, none twice, none stamped out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from nlu.language.topics import GENERAL, KINDS

ROOT = Path(__file__).resolve().parents[4]
DATA = ROOT / "nlu" / "data"
_TOPIC = re.compile(r"\[([^\]]+)\]\(topic:([a-z_]+)\)")
LEAST, LEAST_INFORM, LEAST_OUTSIDE = 25, 200, 60
MOST_OF_ONE_FRAME = 0.35


class Example(NamedTuple):
    intent: str
    text: str
    frame: str
    items: tuple[str, ...]


def examples() -> Iterator[Example]:
    for path in sorted(DATA.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or ():
            for line in block["examples"].splitlines():
                text = line.removeprefix("- ")
                items = tuple(match.group(2) for match in _TOPIC.finditer(text))
                whole = _TOPIC.fullmatch(text)  # a description is no frame with a name in it
                shape = whole.group(1) if whole else _TOPIC.sub("_", text)
                frame = " ".join(re.findall(r"\w+", shape.lower()))
                yield Example(block["intent"], _TOPIC.sub(r"\1", text), frame, items)


ALL = list(examples())
COUNTS = Counter(example.intent for example in ALL)
OUTSIDE = yaml.safe_load((ROOT / "nlu/handling.yml").read_text(encoding="utf-8"))["handling"]
TOPICS = yaml.safe_load((ROOT / "nlu/topics.yml").read_text(encoding="utf-8"))
ITEMS = [item for kind in KINDS for item in TOPICS[kind]]
ROWS = [row for kind in GENERAL for row in TOPICS[kind]]
LEAST_OF_A_ROW = 8


@pytest.mark.parametrize("intent", sorted(COUNTS))
def test_every_intent_has_enough_examples(intent: str) -> None:
    least = LEAST_OUTSIDE if intent in OUTSIDE else LEAST_INFORM if intent == "inform" else LEAST
    assert COUNTS[intent] >= least


def test_every_intent_that_has_a_rank_has_examples_and_the_other_way_round() -> None:
    table = yaml.safe_load((ROOT / "nlu/handling.yml").read_text(encoding="utf-8"))
    ranked = {name for names in table["priority"] for name in names}
    assert ranked - {"nlu_fallback"} == set(COUNTS)


@pytest.mark.parametrize("item", ITEMS)
def test_every_single_item_is_explained_in_at_least_25_ways(item: str) -> None:
    explained = [one for one in ALL if one.intent.startswith("explain_") and item in one.items]
    assert len(explained) >= LEAST


@pytest.mark.parametrize("row", ROWS)
def test_every_row_without_a_name_is_described_in_many_ways(row: str) -> None:
    assert sum(row in one.items for one in ALL) >= LEAST_OF_A_ROW


def test_every_topic_of_an_example_is_an_item_of_the_content() -> None:
    assert {item for example in ALL for item in example.items} <= {*ITEMS, *ROWS}


def test_no_text_stands_under_two_intents() -> None:
    intents = defaultdict(set)
    for example in ALL:
        key = " ".join(re.findall(r"\w+", example.text.lower())) or example.text
        intents[key].add(example.intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_example_stands_twice_under_its_intent() -> None:
    keys = Counter((example.intent, example.text.lower().strip(" .?!")) for example in ALL)
    twice = [key for key, count in keys.items() if count > 1 and re.search(r"\w", key[1])]
    assert twice == []


def test_examples_are_not_one_sentence_with_other_names_filled_in() -> None:
    frames = Counter((one.intent, one.frame) for one in ALL if one.items)
    repeated = sum(count for count in frames.values() if count > 1)
    assert repeated / sum(frames.values()) <= MOST_OF_ONE_FRAME


@pytest.mark.parametrize("intent", sorted(COUNTS))
def test_examples_of_an_intent_do_not_all_begin_alike(intent: str) -> None:
    texts = [one.text.lower().split() for one in ALL if one.intent == intent]
    starts = Counter(tuple(words[:3]) for words in texts if len(words) > 3)
    (_, most), *_ = starts.most_common(1)
    assert most <= max(8, 0.25 * len(texts))


def test_told_facts_come_short_and_long() -> None:
    lengths = [len(one.text.split()) for one in ALL if one.intent == "inform"]
    assert sum(length <= 3 for length in lengths) >= 40
    assert sum(length >= 25 for length in lengths) >= 8
