"""Labelled messages: how a line is read, what is refused and why, and what the corpus must hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nlu.classifying.corpus import (
    NOW,
    CorpusError,
    Status,
    held_back,
    is_new_to,
    label_names,
    read_messages,
)

HEAD = "source: ours\ncomplete: [facts, red_flags]\nmessages:\n"


def written(folder: Path, lines: str, head: str = HEAD) -> Path:
    (folder / "some.yml").write_text(head + lines, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("", {}),
        ("pain", {"pain": Status.PRESENT}),
        ("-pain ?fever", {"pain": Status.ABSENT, "fever": Status.ASIDE}),
        ("<pain @fever ~rash", dict.fromkeys(("pain", "fever", "rash"), Status.ASIDE)),
        ("static -kinetic", {"static": Status.PRESENT, "kinetic": Status.ABSENT}),
        ("!cancer", {"!cancer": Status.PRESENT}),
        ("!!stroke", {"!stroke": Status.PRESENT, NOW: Status.PRESENT}),
        ("-!stroke", {"!stroke": Status.ABSENT}),
    ],
)
def test_a_label_is_a_name_with_a_mark(
    tmp_path: Path, labels: str, expected: dict[str, Status]
) -> None:
    [message] = read_messages(written(tmp_path, f'  - ["it shakes", "{labels}"]\n'))
    assert message.labels == expected
    assert message.complete == {"facts", "red_flags"}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('  - ["it shakes", "pian"]\n', "some.yml, message 1: 'pian' is no label"),
        ('  - ["it shakes", "pain -pain"]\n', "message 1: pain is labelled twice"),
        ('  - ["a", ""]\n  - ["it shakes"]\n', r"message 2: write \["),
        ('  - ["  ", ""]\n', r"message 1: write \["),
        ('  - ["It shakes", ""]\n  - ["it  shakes", ""]\n', "message 2: stands in some.yml, too"),
        ('  - ["it shakes", "', "some.yml is no YAML"),
        ('  - ["it shakes {for a week", ""]\n', "message 1: braces mark one stretch at most"),
        ('  - ["{a week}, no, {two}", ""]\n', "message 1: braces mark one stretch at most"),
        ('  - ["a week} it shakes", ""]\n', "message 1: braces mark one stretch at most"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, lines: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        list(read_messages(written(tmp_path, lines)))


def test_braces_mark_the_tremblings_own_time(tmp_path: Path) -> None:
    rows = '  - ["a nurse {for a week} shakes", ""]\n  - ["a nurse for a year", ""]\n'
    marked, unmarked = read_messages(written(tmp_path, rows))
    assert marked.text == "a nurse for a week shakes"
    assert marked.time and marked.text[slice(*marked.time)] == "for a week"
    assert unmarked.time is None


def test_a_file_without_its_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="needs `source`, `complete` and `messages`"):
        list(read_messages(written(tmp_path, "", "messages: []\n")))


def test_every_label_is_taught_and_can_be_measured() -> None:
    messages = list(read_messages())
    present = Counter(
        (name, held_back(one.text))
        for one in messages
        for name, status in one.labels.items()
        if status == Status.PRESENT
    )
    rare = [name for name in label_names() if present[name, False] < 20]
    assert rare == []
    unmeasured = [name for name in label_names() if present[name, True] < 1]
    assert len(unmeasured) <= 1  # which are held back is drawn by chance
    assert 0.08 < sum(held_back(one.text) for one in messages) / len(messages) < 0.12


def test_a_message_is_new_to_a_network_that_was_not_taught_with_its_file(tmp_path: Path) -> None:
    rows = "".join(f'  - ["it shakes {n} times", ""]\n' for n in range(50))
    messages = list(read_messages(written(tmp_path, rows)))
    assert all(is_new_to({"other.yml"}, message) for message in messages)
    new = {message.text for message in messages if is_new_to({"some.yml"}, message)}
    assert new == {message.text for message in messages if held_back(message.text)}
    assert 0 < len(new) < len(messages)
