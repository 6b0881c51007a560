"""What is asked after an explanation: the messages it is learned from, and the model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nlu.classifying.follow_up_model import FollowUpModel
from nlu.classifying.next_messages import NextMessage, NextMessageError, read_next_messages
from nlu.language.follow_up_labels import CONTEXTS, EXPLAIN, LIST, LISTED, OWN
from nlu.language.intent_table import IntentTable
from nlu.language.topics import load_topics

NLU = Path(__file__).resolve().parents[4] / "nlu"
HEAD = "source: ours\nmessages:\n"
GOOD = "  - {after: emg, asks: explain, text: does it hurt}\n"


def written(folder: Path, lines: str, head: str = HEAD) -> Path:
    (folder / "some.yml").write_text(head + lines, encoding="utf-8")
    return folder


def test_a_line_says_what_came_before_and_what_is_asked(tmp_path: Path) -> None:
    [message] = read_next_messages(written(tmp_path, GOOD))
    assert message == NextMessage("does it hurt", "emg", "explain")


@pytest.mark.parametrize(
    ("lines", "head", "problem"),
    [
        ("  - {after: emg, asks: explain}\n", HEAD, "message 1: write"),
        ("  - {after: emg, asks: explain, text: ok, why: no}\n", HEAD, "message 1: write"),
        (GOOD + "  - just words\n", HEAD, "message 2: write"),
        ("  - {after: emg, asks: explain, text: ''}\n", HEAD, "none is empty"),
        ("  - {after: emg, asks: explain, text: 7}\n", HEAD, "every value is a text"),
        (GOOD, "messages:\n", "needs `source`"),
        ("  - {after: emg", HEAD, "is no YAML"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_the_remedy(
    tmp_path: Path, lines: str, head: str, problem: str
) -> None:
    with pytest.raises(NextMessageError, match=problem):
        list(read_next_messages(written(tmp_path, lines, head)))


def test_every_item_of_the_content_is_asked_about_and_no_label_is_unknown() -> None:
    topics = load_topics(NLU / "topics.yml", NLU / "complaints.yml")
    table = IntentTable.from_file(NLU / "handling.yml")
    messages = list(read_next_messages())
    after = Counter(message.after for message in messages)
    assert {one for one in topics.kinds if topics.kind_of(one) in CONTEXTS} <= set(after)
    assert set(after) <= {*topics.kinds, *table.about}
    assert {message.asks for message in messages} <= {EXPLAIN, LIST, OWN, *table.about}
    texts = Counter((one.after, " ".join(one.text.lower().split())) for one in messages)
    assert [text for text, count in texts.items() if count > 1] == []


HURT, THANKS = ["does", "it", "hurt", "?"], ["thank", "you"]
ALONG, ACROSS = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)


@pytest.fixture(scope="module")
def model() -> FollowUpModel:
    """Of a test one asks whether it hurts; after a list the same words ask for a choice."""
    words = [HURT, THANKS, HURT, THANKS] * 10
    vectors = np.stack([ALONG, ACROSS, ALONG, ACROSS] * 10)
    contexts = ["test", "test", LISTED, LISTED] * 10
    return FollowUpModel.train(words, vectors, contexts, [EXPLAIN, OWN, LIST, OWN] * 10)


def test_what_was_spoken_of_decides_what_the_same_words_ask(model: FollowUpModel) -> None:
    shares = model.shares(HURT, ALONG)
    assert max(shares["test"], key=shares["test"].__getitem__) == EXPLAIN
    assert max(shares[LISTED], key=shares[LISTED].__getitem__) == LIST
    assert model.shares(THANKS, ACROSS)["test"][OWN] > 0.5


def test_there_is_a_row_for_every_context_and_its_shares_are_one(model: FollowUpModel) -> None:
    shares = model.shares(["never", "heard"], ALONG)
    assert set(shares) == set(CONTEXTS)
    assert [sum(row.values()) for row in shares.values()] == pytest.approx([1.0] * len(CONTEXTS))


def test_a_model_that_was_kept_is_the_same(model: FollowUpModel) -> None:
    kept = FollowUpModel.from_arrays(model.to_arrays())
    for context, row in model.shares(HURT, ALONG).items():
        assert kept.shares(HURT, ALONG)[context] == pytest.approx(row, abs=1e-3)
