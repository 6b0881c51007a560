"""Parts of the web console that need neither a browser nor a service."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.console_web import asked
from bot.console_web.login import inside
from bot.console_web.plots import bars, columns
from bot.console_web.spoken import plain, spoken
from bot.console_web.talk import chips_of, script_of, stage_of
from bot.console_web.words import key, keys, words

ROOT = Path(__file__).parents[4]
WEB = ROOT / "bot" / "console_web"

SPOKEN = {
    "bold words": ("**Call 112 now.** Go.", "<p><strong>Call 112 now.</strong> Go.</p>"),
    "a list": (
        "Any of these?\n- pain\n- fever",
        "<p>Any of these?</p><ul><li>pain</li><li>fever</li></ul>",
    ),
    "markup of somebody's": ("**<b>**<script>", "<p><strong>&lt;b&gt;</strong>&lt;script&gt;</p>"),
    "a link, which is not followed": ("[here](javascript:x)", "<p>here (javascript:x)</p>"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", SPOKEN)
def test_what_the_bot_says_is_drawn(case: str) -> None:
    text, expected = SPOKEN[case]
    assert str(spoken(text)) == expected


def test_one_line_of_it_has_no_marks() -> None:
    assert plain("**Call**\nnow, see [this](https://x.example)") == "Call now, see this"


ADDRESSES = {
    "/console": "/console",
    "/console/c/4be1?tab=mine": "/console/c/4be1?tab=mine",
    "/console/login": "/console",
    "//evil.example/console": "/console",
    "https://evil.example": "/console",
    "/consolex": "/console",
    "": "/console",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_after_the_login_one_stays_inside(address: str) -> None:
    assert inside(address) == ADDRESSES[address]


def test_filters_stand_in_the_address_and_come_back_from_it() -> None:
    wanted = asked.read({"tab": "mine", "q": " fox & co ", "urgency": "urgent", "channel": ""})
    assert wanted.query == "tab=mine&q=fox+%26+co&urgency=urgent"
    assert wanted.filtered
    assert asked.read({"tab": "nonsense"}) == asked.Asked()
    assert asked.Asked().query == ""


def test_notes_stand_among_the_lines_where_they_were_written_and_are_marked() -> None:
    lines = [{"seq": 1, "at": "2026-11-28T08:00"}, {"seq": 2, "at": "2026-11-28T08:09"}]
    script = script_of(lines, [{"id": 7, "at": "2026-11-28T08:05", "text": "private"}])
    assert [bool(entry.get("note")) for entry in script] == [False, True, False]


def assessment(**given: Any) -> dict[str, Any]:
    """An assessment with the little that a stage needs."""
    return {
        "classification": {"activation": "kinetic", "course": "unclear"},
        "kind_of_tremor": {"activation": "On movement", "course": "Not told"},
        "findings": [],
        "question": None,
        **given,
    }


def test_chips_begin_with_what_the_last_sentence_told() -> None:
    found = [
        {"id": "pain", "name": "pain", "status": "present", "subject": "self"},
        {"id": "fever", "name": "fever", "status": "absent", "subject": "self"},
        {"id": "parkinson", "name": "Parkinson's", "status": "present", "subject": "other"},
    ]
    last = {"understanding": {"findings": [{"id": "fever"}]}}
    chips = chips_of(assessment(findings=found), last)
    assert [(chip["name"], chip["fresh"]) for chip in chips] == [
        ("fever", True),
        ("On movement", False),
        ("pain", False),
    ]


def test_in_an_emergency_what_to_read_out_takes_the_place_of_the_words_for_patients() -> None:
    lines = [
        {"seq": 1, "role": "user", "text": "numb"},
        {"seq": 2, "role": "bot", "kind": "emergency", "text": "**Call 112.** You wrote “numb”."},
        {"seq": 3, "role": "bot", "kind": "answer", "text": "Do not drive."},
    ]
    told = {"text": "**Please call 112 for her now.**", "flags": []}
    view = {"lines": lines, "assessment": assessment(), "emergency": told}
    stage = stage_of(view)
    assert stage["emergency"] == "**Please call 112 for her now.**"
    assert stage["say"] == ["Do not drive."]
    assert stage_of({**view, "emergency": None})["emergency"] is None


@pytest.mark.parametrize("draw", [bars, columns])
def test_plots_escape_their_words_and_take_no_rows(draw: Any) -> None:
    assert "<b>" not in str(draw("<b>", [("<b>", 3), ("x", 0)]).svg)
    assert draw("nothing", []).rows == []


def templates() -> list[tuple[str, str]]:
    """Every template with its text."""
    found = (WEB / "templates").rglob("*.html")
    return [(str(path.relative_to(WEB)), path.read_text("utf-8")) for path in found]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    missing = []
    for name, text in templates():
        for path in re.findall(r"\bw((?:\.[a-z_A-Z]+)+)", text):
            place: Any = words()
            for step in path.strip(".").split("."):
                if step in ("format", "items"):
                    break
                place = place.get(step) if isinstance(place, dict) else None
            if place is None:
                missing.append(f"{name}: w{path}")
    assert missing == []


def test_no_word_has_a_name_that_a_template_would_take_for_a_method() -> None:
    def names(place: Any) -> list[str]:
        if not isinstance(place, dict):
            return []
        inner = (names(value) for value in place.values())
        return [*map(str, place), *(name for found in inner for name in found)]

    assert set(names(words())) & {name for name in dir(dict) if not name.startswith("_")} == set()


def test_no_sentence_stands_in_a_template() -> None:
    for name, text in templates():
        bare = re.sub(r"{[{%#].*?[}%#]}|<[^>]*>|&\w+;", " ", text, flags=re.S)
        assert re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", bare) == [], name


def test_keys_are_those_of_the_table() -> None:
    assert 'data-key="t"' in key("conversation", "take")
    assert "quit" not in keys()["everywhere"]
    for name, text in templates():
        for screen, duty in re.findall(r'key\("(\w+)", "(\w+)"\)', text):
            assert duty in keys()[screen], f"{name}: {screen}.{duty}"
