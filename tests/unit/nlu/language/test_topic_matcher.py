"""Names of items in a text: whole, longest first, misspelt, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.topic_matcher import TopicMatcher
from nlu.language.topics import TopicFileError, Topics, load_topics

COMMON = [
    "what",
    "is",
    "the",
    "a",
    "of",
    "my",
    "for",
    "are",
    "they",
    "do",
    "back",
    "legs",
    "test",
    "and",
    "my",
    "walk",
    "rest",
]
TOPICS = Topics(
    kinds={
        "emg": ("test",),
        "lumbar_xray": ("test",),
        "restless_legs": ("disease",),
        "psychological_disorders": ("complication",),
        "psychiatric_disorder": ("cause",),
        "reflex": ("glossary",),
    },
    names={
        "emg": ("emg", "electromyography"),
        "lumbar_xray": ("x ray", "x rays"),
        "restless_legs": ("restless legs", "restless legs syndrome"),
    },
    lay_words={
        "psychological_disorders": ("depression",),
        "psychiatric_disorder": ("depression",),
        "reflex": ("reflex", "emg"),
    },
)


@pytest.fixture(scope="module")
def matcher() -> TopicMatcher:
    return TopicMatcher(TOPICS, COMMON)


def found_in(matcher: TopicMatcher, text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(one.topics, text[one.start : one.end]) for one in matcher.read(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is EMG?", [(("emg",), "EMG")]),
        ("what is electromyografy", [(("emg",), "electromyografy")]),
        ("do they do X-rays", [(("lumbar_xray",), "X-rays")]),
        ("the restless legs syndrome", [(("restless_legs",), "restless legs syndrome")]),
        ("restles leggs", [(("restless_legs",), "restles leggs")]),
        ("depression", [(("psychological_disorders", "psychiatric_disorder"), "depression")]),
        ("EMG and x ray", [(("emg",), "EMG"), (("lumbar_xray",), "x ray")]),
        ("my legs rest", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_names_are_found_where_they_stand(
    matcher: TopicMatcher, text: str, expected: list[tuple[tuple[str, ...], str]]
) -> None:
    assert found_in(matcher, text) == expected


def test_a_rare_word_is_no_misspelt_name() -> None:
    matcher = TopicMatcher(TOPICS, COMMON, rare=["emu"])
    assert found_in(matcher, "an emu") == []


def test_a_glossary_word_does_not_take_a_name_from_an_item(matcher: TopicMatcher) -> None:
    assert found_in(matcher, "emg") == [(("emg",), "emg")]


def test_what_is_kept_with_a_model_is_read_back_the_same() -> None:
    assert Topics.from_dict(TOPICS.to_dict()).to_dict() == TOPICS.to_dict()


def test_an_unknown_kind_in_the_file_is_named(tmp_path: Path) -> None:
    names = tmp_path / "topics.yml"
    names.write_text("illnesses: {flu: [flu]}", encoding="utf-8")
    groups = tmp_path / "groups.yml"
    groups.write_text("back: [back]", encoding="utf-8")
    with pytest.raises(TopicFileError, match="illnesses"):
        load_topics(names, groups)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TopicFileError, match=r"nowhere\.yml"):
        load_topics(tmp_path / "nowhere.yml", tmp_path / "groups.yml")
