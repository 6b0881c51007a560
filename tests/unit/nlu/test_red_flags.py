"""What a message says of a red flag: present, denied, unsure, past, a relative's, or no sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from nlu.language.red_flags import RedFlagFinder

FOLDER = Path("nlu/lexicon/red_flags")
CASES = yaml.safe_load((Path(__file__).parent / "red_flag_cases.yml").read_text(encoding="utf-8"))
STORIES = yaml.safe_load(
    (Path(__file__).parent / "red_flag_stories.yml").read_text(encoding="utf-8")
)
EXAMPLES = yaml.safe_load(Path("nlu/data/red_flags_examples.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finder() -> RedFlagFinder:
    return RedFlagFinder.from_folder(FOLDER)


def statuses(finder: RedFlagFinder, text: str) -> dict[str, str]:
    return {flag.flag: flag.status for flag in finder.find(text)}


def cases(*kinds: str) -> Iterator[tuple[str, str]]:
    for flag, rows in CASES.items():
        for kind in kinds:
            for text in rows[kind]:
                yield flag, text


@pytest.mark.parametrize(("flag", "text"), cases("present"))
def test_a_sign_that_is_stated_is_present(finder: RedFlagFinder, flag: str, text: str) -> None:
    assert statuses(finder, text).get(flag) == "present"


@pytest.mark.parametrize(("flag", "text"), cases("denied"))
def test_a_sign_that_is_denied_is_not_present(finder: RedFlagFinder, flag: str, text: str) -> None:
    assert "present" not in statuses(finder, text).values()


@pytest.mark.parametrize(("flag", "text"), cases("unsure"))
def test_a_sign_that_is_doubted_is_asked_about(finder: RedFlagFinder, flag: str, text: str) -> None:
    assert statuses(finder, text).get(flag) == "unclear"


@pytest.mark.parametrize(("flag", "text"), cases("past", "relative", "look_alike", "question"))
def test_what_is_past_elsewhere_or_only_asked_about_is_no_flag(
    finder: RedFlagFinder, flag: str, text: str
) -> None:
    assert "present" not in statuses(finder, text).values()


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("cauda_equina", "no numbness until yesterday when it started between my legs"),
        ("cauda_equina", "no pain anywhere, but I can't feel my genitals"),
        ("cauda_equina", "nothing wrong except that I wet myself without noticing"),
        ("cauda_equina", "no fever no weight loss i cant pee"),
        ("cauda_equina", "No, I can't feel when I wipe."),
        ("progressive_weakness", "no pain at all, just no strength in my legs since Monday"),
        ("cardiac", "nope no headache but chest pain"),
        ("suicidal", "I'm not in pain, I just don't want to live"),
    ],
)
def test_a_denial_beside_it_does_not_silence_a_sign(
    finder: RedFlagFinder, flag: str, text: str
) -> None:
    assert statuses(finder, text).get(flag) == "present"


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("cauda_equina", "my mother can't feel her legs and has wet herself this morning"),
        ("cardiac", "my husband has chest pain right now"),
        ("stroke", "my wife suddenly cannot speak and her face droops"),
        ("seizure_loc", "my son is having a seizure"),
        ("suicidal", "my brother says he wants to kill himself"),
    ],
)
def test_the_present_emergency_of_a_relative_counts(
    finder: RedFlagFinder, flag: str, text: str
) -> None:
    assert statuses(finder, text).get(flag) == "present"


@pytest.mark.parametrize(
    "text",
    [
        "no saddle anaesthesia, no bladder/bowel disturbance, no leg weakness, nil red flags",
        "Red flags: nil. Afebrile. No trauma.",
        "denies fever, weight loss, night sweats, numbness or weakness",
        "bladder and bowels fine, saddle sensation intact, power 5/5",
        "numbness: none, incontinence: none, fever: none",
        "Bladder ok bowel ok saddle normal",
        "neither incontinence nor leg weakness",
    ],
)
def test_the_all_clear_of_an_agent_raises_nothing(finder: RedFlagFinder, text: str) -> None:
    assert "present" not in statuses(finder, text).values()


LONG = (
    "Hello, sorry for the long message. I work in an office and sit a lot, my boss is nice. It "
    "began about three weeks ago with a small flicker when I bend down to tie my shoes and my wife "
    "says one can see it. {} I sleep well, I like walking the dog and I had a scan years ago that "
    "was normal. Could you tell me what an EMG is and which doctor I should see first? Thank you."
)


@pytest.mark.parametrize(
    ("flag", "fact"),
    [
        ("cauda_equina", "Since Tuesday I don't notice when my bladder is full."),
        ("progressive_weakness", "Oddly my right foot has begun to drag and it is getting worse."),
        ("cancer", "I had breast cancer and the back pain is new."),
        ("suicidal", "At times I think about ending it all."),
    ],
)
def test_one_fact_hidden_in_a_long_text_is_found(
    finder: RedFlagFinder, flag: str, fact: str
) -> None:
    assert statuses(finder, LONG.format(fact)).get(flag) == "present"
    assert "present" not in statuses(finder, LONG.format("")).values()


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("cauda_equina", "numbnes betwen my legs"),
        ("cauda_equina", "i cant feal when i pee"),
        ("seizure_loc", "had a seizre this mornign"),
        ("suicidal", "suicdal thougts"),
        ("cardiac", "chst pian"),
        ("stroke", "sudenly my fase is droping"),
        ("major_trauma", "fell of a ladderr yesterdy"),
        ("hypoglycaemia", "diabetc shakin and sweatng"),
    ],
)
def test_one_or_two_wrong_letters_hide_nothing(finder: RedFlagFinder, flag: str, text: str) -> None:
    assert statuses(finder, text).get(flag) == "present"


BEFORE = [
    "Hello there.",
    "I like tea and I have no questions today.",
    "No fever, no weight loss.",
    "",
]
AFTER = ["Thank you very much.", "Otherwise I am fine.", "No pain at all by the way.", ""]


@pytest.mark.parametrize(("flag", "text"), list(cases("present")))
def test_harmless_sentences_around_it_never_remove_a_flag(
    finder: RedFlagFinder, flag: str, text: str
) -> None:
    for before in BEFORE:
        for after in AFTER:
            assert statuses(finder, f"{before} {text}. {after}").get(flag) == "present"


@pytest.mark.parametrize("flag", sorted(EXAMPLES["red_flag_examples"]))
def test_every_flag_has_thirty_examples_and_nearly_all_escalate(
    finder: RedFlagFinder, flag: str
) -> None:
    texts = EXAMPLES["red_flag_examples"][flag]
    caught = [text for text in texts if "present" in statuses(finder, text).values()]
    assert len(set(texts)) >= 30
    assert len(caught) / len(texts) >= 0.9


def test_nearly_all_look_alikes_are_left_alone(finder: RedFlagFinder) -> None:
    texts = EXAMPLES["look_alikes"]
    raised = [text for text in texts if "present" in statuses(finder, text).values()]
    assert len(set(texts)) >= 150
    assert len(raised) / len(texts) <= 0.03, raised


def test_the_quote_is_a_slice_of_the_message(finder: RedFlagFinder) -> None:
    for texts in EXAMPLES["red_flag_examples"].values():
        for text in texts:
            for flag in finder.find(text):
                assert text[flag.start : flag.end] == flag.quote


def test_where_other_words_raise_the_urgency_the_quote_is_the_whole_sentence(
    finder: RedFlagFinder,
) -> None:
    (flag,) = finder.find("Hi. I am 12 weeks gone, cramping in the back and blood in my knickers")
    assert flag.quote == "I am 12 weeks gone, cramping in the back and blood in my knickers"


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("pregnancy", "26/40, rhythmic lumbar pain q8min, no PV loss"),
        ("hypoglycaemia", "bm 3.1, tremilous, huungry, T1DM"),
        ("progressive_weakness", "power R dorsiflexion 2/5, was 4/5 on Mon"),
        ("major_trauma", "pt 34M pedestrian v car 2h ago, LBP"),
    ],
)
def test_the_shorthand_of_professionals_is_read(
    finder: RedFlagFinder, flag: str, text: str
) -> None:
    assert statuses(finder, text).get(flag) == "present"


def test_no_word_is_a_slip_for_an_abbreviation(finder: RedFlagFinder) -> None:
    assert finder.find("quiero cambiar mi cita del lunes") == []
    assert [one.flag for one in finder.find("CIWA 22, shaking")] == ["alcohol_withdrawal"]


def test_eight_years_back_names_no_back(finder: RedFlagFinder) -> None:
    assert not finder.find("Had my aneurysm repaired eight years back and the scans are fine")


@pytest.mark.parametrize("text", ["", "   ", "?!...", "\u200f\u202e", "😀😀", "\x00", "a" * 4000])
def test_odd_texts_hold_no_flag(finder: RedFlagFinder, text: str) -> None:
    assert finder.find(text) == []


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("I'm pregnant 30 weeks and my lower back is trembling at rest", True),
        ("She’s expecting, her back shakes when bending.", True),
        ("pregnant, the back shakes and theres blud in my knickers", False),
        ("expecting twins, belly goes hard every ten minutes", False),
        ("pregnant and my back hurts", False),
    ],
)
def test_a_tremor_in_pregnancy_is_no_warning_sign_of_it_by_itself(
    finder: RedFlagFinder, text: str, harmless: bool
) -> None:
    assert finder.is_harmless("pregnancy", text) is harmless
    assert not finder.is_harmless("cauda_equina", text)


@pytest.mark.parametrize(
    ("flag", "text"),
    [(flag, text) for flag, texts in STORIES["escalate"].items() for text in texts],
)
def test_a_sign_told_as_a_story_is_present(finder: RedFlagFinder, flag: str, text: str) -> None:
    assert statuses(finder, text).get(flag) == "present"


@pytest.mark.parametrize("text", STORIES["calm"])
def test_what_only_sounds_like_a_sign_is_no_flag(finder: RedFlagFinder, text: str) -> None:
    assert "present" not in statuses(finder, text).values()
