"""The service's words as Telegram's HTML: escaped, and split where people pause."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.rich import Rich, Span, read, split, units

TAGS = re.compile(r"</?(b|a)\b[^>]*>")


def plain(html: str) -> str:
    return unescape(TAGS.sub("", html))


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("**Call 112 now.** Go.", "<b>Call 112 now.</b> Go."),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("**<script>**", "<b>&lt;script&gt;</b>"),
        ("[page](https://clinic.example/?a=1&b=2)",
         '<a href="https://clinic.example/?a=1&amp;b=2">page</a>'),
        ("[bad](javascript:alert(1))", "[bad](javascript:alert(1))"),
        ('[quote](https://x.example/"onclick=)', '[quote](https://x.example/"onclick=)'),
        ("[call us](tel:+442079460018)", "call us (+442079460018)"),
        ("- one\n- two", "• one\n• two"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
        ("**open", "**open"),
    ],
)  # fmt: skip
def test_words_become_html_and_nothing_else_does(words: str, html: str) -> None:
    assert split(read(words)) == [html]


def test_a_text_that_fits_is_one_part() -> None:
    assert split(read("x" * 4096)) == ["x" * 4096]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two.\n\nthree four.", ["one two.", "three four."]),
        ("one two. three four five", ["one two.", "three four five"]),
        ("one two three four five", ["one two three", "four five"]),
        ("onetwothreefourfivesix", ["onetwothreefour", "fivesix"]),
        ("one\ntwo three four.", ["one", "two three four."]),
    ],
)
def test_long_texts_are_cut_where_people_pause(text: str, parts: list[str]) -> None:
    assert split(Rich(text), 15) == parts


def test_a_bold_stretch_that_is_cut_goes_on_in_the_next_part() -> None:
    rich = Rich("aaaa bbbb cccc", (Span(0, 14, None),))
    assert split(rich, 12) == ["<b>aaaa</b>", "<b>bbbb</b>", "<b>cccc</b>"]


def test_length_is_counted_as_telegram_does() -> None:
    assert units("😀") == 2
    assert split(Rich("😀" * 6), 8) == ["😀" * 4, "😀" * 2]


def test_what_is_one_sign_to_a_reader_stays_whole() -> None:
    family = "👨‍👩‍👧‍👦"
    parts = split(Rich(family * 4), 30)
    assert "".join(parts) == family * 4
    assert not any(part.startswith("\u200d") or part.endswith("\u200d") for part in parts)


def test_escapes_are_never_cut_in_half() -> None:
    for part in split(Rich("&" * 100), 12):
        assert part == "&amp;" * (len(part) // 5)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(12, 60))
def test_whatever_is_said_arrives_whole_and_no_part_is_too_long(words: str, most: int) -> None:
    rich = read(words)
    rich = Rich(rich.text, tuple(span for span in rich.spans if span.address is None))
    parts = split(rich, most)
    assert all(0 < units(part) <= most for part in parts)
    assert re.sub(r"\s", "", "".join(map(plain, parts))) == re.sub(r"\s", "", rich.text)
