"""Single questions are asked once more after something else was explained."""

from __future__ import annotations

import pytest

from evaluation.after_another import button_before, is_single, judge
from evaluation.sets import Item
from knowledge.__main__ import DATABASE
from knowledge.store import KnowledgeStore

TESTS = Item("q-1", "questions", "development", ("which tests?",), {"answered": [["emg"]]})


@pytest.fixture(scope="module")
def store() -> KnowledgeStore:
    return KnowledgeStore(DATABASE)


def test_what_comes_before_is_the_same_each_time_and_nothing_that_is_asked_for(
    store: KnowledgeStore,
) -> None:
    items = [
        Item(f"q-{n}", "questions", "release", ("?",), {"answered": [["emg"]]}) for n in range(200)
    ]
    before = [button_before(item, store) for item in items]
    assert before == [button_before(item, store) for item in items]
    assert len(set(before)) > 20
    assert '"emg"' not in "".join(before)


def test_a_reply_with_other_content_is_a_mistake(store: KnowledgeStore) -> None:
    right, wrong = store.item("emg").text, store.item("mri").text
    (figure,), mistakes = judge([TESTS], {"q-1": wrong}, store)
    assert (figure.right, figure.total, [one.id for one in mistakes]) == (0, 1, ["q-1"])
    (figure,), mistakes = judge([TESTS], {"q-1": right}, store)
    assert (figure.right, mistakes) == (1, [])


def test_follow_ups_and_misspelt_copies_are_not_asked_again() -> None:
    follow_up = Item("q-2", "questions", "release", ("an EMG?", "does it hurt?"), {}, "follow_up")
    misspelt = Item("q-3", "questions", "release", ("wich tests?",), {}, of="q-1")
    assert [is_single(item) for item in (TESTS, follow_up, misspelt)] == [True, False, False]
