"""Words, colours and ready replies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color

from bot.console_terminal import words as module
from bot.console_terminal.canned import matching, typed_code, unfilled, unknown_code
from bot.console_terminal.draw import clean, drawn
from bot.console_terminal.message_ids import MessageIds
from bot.console_terminal.models import Canned
from bot.console_terminal.themes import DARK, LIGHT, theme_for
from bot.console_terminal.words import say

SOURCES = sorted(Path(module.__file__).parent.rglob("*.py"))
SAID = re.compile(r"""\bsay\(\s*"([\w.]+)["]""")


def test_every_sentence_that_is_said_is_written() -> None:
    used = {key for source in SOURCES for key in SAID.findall(source.read_text("utf-8"))}
    assert len(used) > 50
    for key in used:
        say(key)


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(ink: str, ground: str) -> float:
    """How well one is read on the other."""
    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_ink_can_be_read_on_its_ground(theme) -> None:  # type: ignore[no-untyped-def]
    extra = theme.variables
    pairs = [
        (ink, ground)
        for ink in (theme.foreground, theme.primary, theme.secondary, theme.warning, theme.error)
        for ground in (theme.background, theme.surface, theme.panel, extra["chosen"])
    ]
    pairs += [(extra["muted"], ground) for ground in (theme.background, extra["chosen"])]
    pairs += [(extra["on-alarm"], extra["alarm"]), (extra["on-note"], extra["note"])]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize(
    ("wish", "environment", "theme"),
    [
        ("light", {"COLORFGBG": "15;0"}, LIGHT),
        ("dark", {"COLORFGBG": "0;15"}, DARK),
        ("auto", {"COLORFGBG": "0;15"}, LIGHT),
        ("auto", {"COLORFGBG": "0;default;15"}, LIGHT),
        ("auto", {"COLORFGBG": "15;0"}, DARK),
        ("auto", {}, DARK),
    ],
)
def test_the_colours_follow_the_wish_or_the_terminal(wish, environment, theme) -> None:  # type: ignore[no-untyped-def]
    assert theme_for(wish, environment) is theme


@pytest.mark.parametrize(
    ("words", "code"),
    [("/", ""), ("/nu", "nu"), ("/number ", None), ("see /nu", None), ("1/2", None), ("", None)],
)
def test_a_code_stands_at_the_start_of_an_answer(words: str, code: str | None) -> None:
    assert typed_code(words) == code


def test_the_exact_code_comes_first() -> None:
    replies = [Canned(code, "", "") for code in ("help_more", "help", "hello")]
    assert [one.code for one in matching("help", replies)] == ["help", "help_more"]
    assert [one.code for one in matching("HE", replies)] == ["hello", "help", "help_more"]


def test_the_same_words_keep_their_id_until_they_have_gone_through() -> None:
    ids = MessageIds()
    first = ids.id_for("hello")
    assert ids.id_for("hello") == first
    assert ids.id_for("hello there") != first, "other words are another message"
    again = ids.id_for("hello")
    ids.gone_through()
    assert ids.id_for("hello") != again


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("/nmber", "/nmber"),
        ("/hi there", "/hi"),
        ("1/2", ""),
        ("/", ""),
        ("a /b", ""),
        ("/a/b", ""),
    ],
)
def test_a_code_that_was_left_is_found(words: str, code: str) -> None:
    assert unknown_code(words) == code


def test_braces_that_are_left_are_found() -> None:
    assert unfilled("Come on {day} at {}.") == ["{day}", "{}"]
    assert unfilled("Come on Monday.") == []


def test_bold_is_drawn_and_nothing_else_is_taken_for_a_code() -> None:
    content = drawn("**Call 112 now.** [bold]no[/] see [us](tel:112)\x1b[31m")
    assert content.plain == "Call 112 now. [bold]no[/] see us (tel:112)[31m"
    assert [(span.start, span.end, str(span.style)) for span in content.spans] == [(0, 13, "bold")]


def test_words_cannot_turn_the_direction_of_writing() -> None:
    assert clean("a\u202eb\u2066c\x07") == "abc"
