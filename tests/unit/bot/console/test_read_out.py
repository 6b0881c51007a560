"""What an agent reads out in an emergency, over the content as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.console.naming import Naming, read_naming
from bot.console.read_out import read_out
from bot.console.whom import whom
from bot.settings import ClinicSettings
from bot.texts import load_texts

Json = dict[str, Any]
ROOT = Path(__file__).parents[4]

ABOUT = {
    "the caller, as noted": ("self", "her legs went numb", "you"),
    "the caller, herself": ("herself", "", "you"),
    "a mother": ("mother", "numb between the legs", "her"),
    "in the agent's own words": ("Rings for his grandad", "", "him"),
    "somebody whose sex is not known": ("neighbour", "", "them"),
    "words that are not known": ("Schwester", "", "them"),
    "nothing noted, said of oneself": (None, "I can't hold my water", "you"),
    "nothing noted, said of a wife": (None, "my wife can't feel her legs", "her"),
    "nothing noted, and the words do not tell": (None, "numb between the legs", "you"),
    "nothing noted, somebody is spoken of": ("", "he's passed out", "him"),
}


@pytest.fixture(scope="module")
def naming() -> Naming:
    settings = ClinicSettings.model_validate({"country": "GB"})
    return read_naming(ROOT / "knowledge.db", load_texts(settings))


def emergency(*flags: tuple[str, str], status: str = "active") -> Json:
    told = [
        {"id": id_, "quote": quote, "level": "emergency", "status": status} for id_, quote in flags
    ]
    return {"level": "emergency", "flags": told}


def words(naming: Naming, relation: str | None, *flags: tuple[str, str]) -> str:
    told = read_out(naming, emergency(*flags), relation)
    assert told is not None
    return str(told["text"])


@pytest.mark.parametrize("case", ABOUT)
def test_whom_it_is_about(case: str) -> None:
    relation, quote, expected = ABOUT[case]
    assert whom(relation, quote) == expected


def test_a_patient_on_the_phone_hears_the_action_first_then_what_not_to_do_then_why(
    naming: Naming,
) -> None:
    lines = words(naming, "self", ("cauda_equina", "I can't hold my water")).splitlines()
    assert lines[0] == "**Please call 999 now, as soon as we hang up.**"
    assert lines[1].startswith("Go to an emergency department now.")
    assert lines[2].startswith("Do not wait for a visit")
    assert lines[3].startswith("The reason: you told me “I can't hold my water”. Numbness between")
    assert lines[4].startswith("Please say back to me")


def test_who_calls_for_a_mother_is_told_what_to_tell_her(naming: Naming) -> None:
    lines = words(naming, "mother", ("cauda_equina", "she can't hold her water")).splitlines()
    assert lines[0] == "**Please call 999 for her now, as soon as we hang up.**"
    assert lines[1].startswith("Tell her: “Go to an emergency department now.")
    assert lines[2].startswith("Tell her, too: “Do not wait")


@pytest.mark.parametrize("relation", ["self", "mother", "father", "friend"])
def test_nothing_is_worded_for_somebody_who_types(naming: Naming, relation: str) -> None:
    for sign in naming.signs:
        told = words(naming, relation, (sign, "these words"))
        assert "you wrote" not in told.lower()
        assert "misread" not in told
        assert "{" not in told
        assert told.startswith("**")
        assert "these words" in told


def test_words_of_suicide_come_before_every_other_sign_and_with_a_line_of_their_own(
    naming: Naming,
) -> None:
    flags = (("suicidal", "better off dead"), ("cauda_equina", "numb between the legs"))
    own = words(naming, "self", *flags)
    assert own.startswith("**I am really glad that you told me.")
    assert "116 123" in own
    assert "hang up" not in own
    hers = words(naming, "sister", *flags)
    assert "together with her" in hers
    assert "better off dead" in hers


def test_a_country_without_a_crisis_line_is_told_where_there_is_one() -> None:
    settings = ClinicSettings.model_validate({"country": "ZZ"})
    naming = read_naming(ROOT / "knowledge.db", load_texts(settings))
    assert "findahelpline.com" in words(naming, "self", ("suicidal", "I want to die"))


def test_an_answer_is_told_with_its_question(naming: Naming) -> None:
    question = next(wording for wording in sorted(naming.wordings) if "fit" in wording)
    told = words(naming, "self", ("seizure_loc", f"he shook; {question} yes, twice"))
    assert f"I asked “{question}”, and the answer was “yes, twice”" in told


def test_the_newest_sign_is_told_and_one_that_is_taken_back_is_not(naming: Naming) -> None:
    flags = (("stroke", "her face droops"), ("sepsis", "cold and blotchy"))
    assert "cold and blotchy" in words(naming, "mother", *flags)
    told = read_out(naming, emergency(*flags, status="retracted"), "mother")
    assert told is not None
    assert told["flags"] == []
    assert told["text"].startswith("**Please call 999 for her now")


def test_without_an_emergency_there_is_nothing_to_read_out(naming: Naming) -> None:
    assert read_out(naming, {"level": "urgent", "flags": []}, None) is None
