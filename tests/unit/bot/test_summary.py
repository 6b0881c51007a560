"""The summary's words: what is told, what is left out, and in which order."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.errors import NotPrinted, StoreError
from bot.problems import problem_of, problem_response
from bot.settings import ClinicSettings
from bot.summary.names import Names, read_names
from bot.summary.page import Page, page_of
from bot.summary.pdf import as_pdf
from bot.summary.press import Press
from bot.summary.render import as_html, as_text
from bot.texts import load_texts

FACTS = Path(__file__).parents[2] / "fakes/summary.json"
NAMES = Names(
    names={"mri": "MRI scan", "therapist": "Therapist", "numbness": "numbness or tingling"},
    glosses={"therapist": "{your} family doctor"},
    how_soon={"urgent": "Today.", "emergency": "Now."},
    speaker={"your": "your"},
)


def page(**changes: Any) -> Page:
    facts = {**json.loads(FACTS.read_text(encoding="utf-8")), **changes}
    return page_of(facts, load_texts(ClinicSettings.model_validate({})), NAMES)


def lines(of: Page, heading: str) -> tuple[str, ...]:
    return next((s.lines for s in of.sections if s.heading == heading), ())


def test_how_soon_comes_first_and_stands_out() -> None:
    first = page().sections[0]
    assert first.urgent
    assert first.lines[0] == "Today."


def test_words_people_do_not_know_are_explained() -> None:
    assert lines(page(), "Whom to see")[0].startswith("1. Therapist (your family doctor).")


def test_an_id_without_a_name_is_made_readable() -> None:
    candidate = lines(page(), "What may be behind it, to talk over with a doctor")[0]
    assert candidate.startswith("Intervertebral hernia. For it: leg pain, ")


def test_reasons_are_told_as_a_person_would_and_denials_as_denials() -> None:
    candidate = lines(page(), "What may be behind it, to talk over with a doctor")[0]
    assert candidate == (
        "Intervertebral hernia. For it: leg pain, shaking on movement, a short time so far,"
        " age 30 or more. Against it: no numbness or tingling, there for less than 14 days."
    )


def test_a_flag_that_was_taken_back_stays_on_record() -> None:
    assert lines(page(), "How soon")[-1] == (
        "Taken back by the person: spinal infection: “a fever last year”"
    )


def test_what_was_said_with_the_same_words_stands_in_one_line() -> None:
    none = "None of these"
    denied = [{"id": "numbness", "quote": none}, {"id": "fever", "quote": none}]
    absent = lines(page(findings={"absent": denied}), "Not present")
    assert absent == ("Numbness or tingling, fever: “None of these”",)


def test_who_told_it_when_and_which_versions_read_it() -> None:
    times = {
        "began": "2026-11-27T20:51:00+00:00",
        "last": "2026-11-27T21:05:00+00:00",
        "written": "2026-11-28T08:00:00+00:00",
    }
    told = page(times=times)
    assert told.about == (
        "Told by somebody else: the patient is their mother",
        "Conversation of 27 November 2026, 20:51 UTC to 21:05 UTC",
    )
    assert told.versions == (
        "Written 28 November 2026, 08:00 UTC · content c0ffeec0ffee · model decadedecade"
    )


def test_a_usual_summary_fits_on_one_sheet() -> None:
    assert len(PdfReader(io.BytesIO(as_pdf(page()))).pages) == 1


def test_in_an_emergency_only_where_to_go_now_is_listed() -> None:
    emergency = page(urgency={"level": "emergency", "flags": []})
    assert len(lines(emergency, "Whom to see")) == 1
    headings = [section.heading for section in emergency.sections]
    assert "Tests to expect" not in headings
    assert "What may be behind it, to talk over with a doctor" not in headings


@pytest.mark.parametrize(
    ("age", "line"),
    [
        ({"from": 47, "to": 47}, "Age: 47"),
        ({"from": 40, "to": 49}, "Age: 40 to 49"),
        ({"from": 60, "to": None}, "Age: 60 or more"),
        ({"from": None, "to": None}, None),
        (None, None),
    ],
)
def test_age(age: dict[str, int | None] | None, line: str | None) -> None:
    told = [one for one in lines(page(age=age), "Kind of tremor") if one.startswith("Age")]
    assert told == ([line] if line else [])


def test_sections_without_lines_are_left_out() -> None:
    headings = [section.heading for section in page(findings={}, unmatched=[]).sections]
    assert "Present" not in headings
    assert "Also mentioned" not in headings


def test_braces_in_what_people_said_stay_as_they_are() -> None:
    odd = "{name} {0} %s {{7*7}} <i>"
    written = page(complaint=[odd])
    assert odd in as_text(written).decode()
    assert "{name} {0} %s {{7*7}} &lt;i&gt;" in as_html(written).decode()
    assert as_pdf(written).startswith(b"%PDF")


def test_a_long_summary_goes_over_several_sheets() -> None:
    many = as_pdf(page(complaint=[f"{n} " + "trembling " * 60 for n in range(40)]))
    assert len(PdfReader(io.BytesIO(many)).pages) > 2


def test_a_missing_knowledge_store_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        read_names(tmp_path / "no.db", {})


async def test_the_press_prints_what_would_be_drawn_here() -> None:
    from_outside = await Press().print(page())
    assert PdfReader(io.BytesIO(from_outside)).pages[0].extract_text() == (
        PdfReader(io.BytesIO(as_pdf(page()))).pages[0].extract_text()
    )


async def test_a_press_that_fails_is_an_error_of_ours() -> None:
    with pytest.raises(NotPrinted):
        await Press(("/bin/false",)).print(page())


async def test_a_press_that_is_not_there_is_an_error_of_ours() -> None:
    with pytest.raises(NotPrinted):
        await Press(("/nowhere/press",)).print(page())


async def test_a_press_that_is_too_slow_is_stopped_and_said_so() -> None:
    with pytest.raises(NotPrinted):
        await Press(("/bin/sleep", "60"), seconds=0.1).print(page())


async def test_nobody_waits_for_ever_behind_others_and_then_there_is_room_again() -> None:
    press = Press(("/bin/sleep", "60"), seconds=0.5, wait_seconds=0.1)
    told = await asyncio.gather(*(press.print(page()) for _ in range(3)), return_exceptions=True)
    assert [str(one) for one in told].count("others are still being printed") == 1
    with pytest.raises(NotPrinted, match="not drawn"):
        await press.print(page())


def test_no_pdf_just_now_is_told_with_when_to_try_again_and_what_to_do_meanwhile() -> None:
    problem = problem_of(NotPrinted("too slow"), 4000)
    told = problem_response(problem, load_texts(ClinicSettings.model_validate({})))
    assert isinstance(told.body, bytes)
    body = json.loads(told.body)
    assert (told.status, body["code"], told.headers["Retry-After"]) == (503, "not_printed", "30")
    assert body["retry_after"] == 30
    assert "a page to print" in body["detail"]
