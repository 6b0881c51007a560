"""What the parts of a message mean in the light of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.language.intent_parts import IntentParts
from nlu.language.intent_table import Intent, IntentTable, Signs

ROOT = Path(__file__).resolve().parents[4]
VOICE = Signs(groups=frozenset({"elsewhere", "tremor"}), line="my voice shakes when i sing")
TREATMENT = Signs(line="is there a treatment", question=True)


@pytest.fixture(scope="module")
def rules() -> IntentParts:
    return IntentParts(IntentTable.from_file(ROOT / "nlu/handling.yml"))


def test_a_scrap_of_a_question_asks_what_its_message_asks(rules: IntentParts) -> None:
    whole = Intent("explain_specialist", 0.9)
    parts = [Intent("ask_specialists", 0.8), Intent("explain_specialist", 0.9)]
    joined = rules.joined(whole, parts, ["who", "or what is a rheumatologist"])
    assert [part.name for part in joined] == ["explain_specialist", "explain_specialist"]


def test_an_insult_and_its_scraps_are_one(rules: IntentParts) -> None:
    parts = [Intent("abuse", 0.8), Intent("bot_challenge", 0.6)]
    joined = rules.joined(Intent("abuse", 0.8), parts, ["what a load of crap", "and you too"])
    assert [part.name for part in joined] == ["abuse", "abuse"]


@pytest.mark.parametrize(
    ("whole", "signs", "part", "expected"),
    [
        (Intent("other_medical", 0.9), VOICE, TREATMENT, "other_medical"),
        (Intent("smalltalk", 0.8), Signs(), TREATMENT, "smalltalk"),
        (Intent("other_medical", 0.6), VOICE, TREATMENT, "other_medical"),
        (Intent("other_medical", 0.4), VOICE, TREATMENT, "ask_treatments"),
        (Intent("medication_dose", 0.9), Signs(), TREATMENT, "ask_treatments"),
        (
            Intent("other_medical", 0.9),
            Signs(groups=frozenset({"back"})),
            TREATMENT,
            "ask_treatments",
        ),
        (Intent("other_medical", 0.9), VOICE, Signs(kinds=["treatment"]), "other_medical"),
        (
            Intent("other_medical", 0.9),
            VOICE,
            Signs(kinds=["test"], line="what is a <test>"),
            "ask_treatments",
        ),
        (Intent("other_medical", 0.9), VOICE, Signs(numbers=1), "other_medical"),
        (
            Intent("other_medical", 0.9),
            VOICE,
            Signs(groups=frozenset({"tremor"}), findings=1),
            "ask_treatments",
        ),
        (
            Intent("other_medical", 0.9),
            VOICE,
            Signs(groups=frozenset({"tremor"}), line="what type of <tremor> is this"),
            "other_medical",
        ),
        (
            Intent("other_medical", 0.9),
            Signs(groups=frozenset({"back"}), line="only my hands shake my <back> is fine"),
            TREATMENT,
            "other_medical",
        ),
    ],
)
def test_a_question_belongs_to_the_complaint_beside_it(
    rules: IntentParts, whole: Intent, signs: Signs, part: Signs, expected: str
) -> None:
    parts = [Intent("other_medical", 0.9), Intent("ask_treatments", 0.9)]
    settled = rules.settled(whole, Intent("other_medical", 0.0), parts, [signs, signs, part], {})
    assert settled[2].name == expected


def test_what_is_told_of_an_animal_is_not_taken_in(rules: IntentParts) -> None:
    dog = Signs(groups=frozenset({"animal", "tremor"}), findings=1)
    parts = [Intent("inform", 0.5), Intent("ask_urgency", 0.8)]
    borrowed = rules.borrowed(Intent("other_medical", 0.9), parts, [dog, Signs()])
    assert [part.name for part in borrowed] == ["other_medical", "other_medical"]


def test_a_bare_name_beside_what_is_told_is_told_too(rules: IntentParts) -> None:
    told, name = Intent("inform", 0.9), Intent("explain_disease", 0.9)
    sway = Signs(line="i sway when i <tremor>", findings=1)
    bare = Signs(line="<disease>", findings=1)
    asked = Signs(line="<disease>", findings=1, question=True)
    assert [one.name for one in rules.told_beside([name, told], [bare, sway])] == ["inform"] * 2
    assert rules.told_beside([name, told], [asked, sway]) == [name, told]
    assert rules.told_beside([name], [bare]) == [name]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ibuprofen twice a day", True),
        ("mirtazapine nightly same dose throughout", True),
        ("pregabalin morning or evening", False),
        ("i want to quit the beta blocker", False),
        ("how many tramadol", False),
    ],
)
def test_a_medicine_that_is_taken_beside_what_is_told_is_a_fact(
    rules: IntentParts, line: str, told: bool
) -> None:
    parts = [Intent("inform", 0.9), Intent("medication_dose", 0.98)]
    sway = Signs(line="it <tremor> when i walk", findings=1)
    taken = Signs(line=line, words=frozenset(line.split()), findings=1)
    after = rules.told_beside(parts, [sway, taken])
    assert after[1].name == ("inform" if told else "medication_dose")


@pytest.mark.parametrize(
    ("whole", "part", "signs", "expected"),
    [
        (Intent("abuse", 0.98), Intent("skip", 0.3), Signs(), "abuse"),
        (
            Intent("medication_dose", 0.97),
            Intent("ask_expert_advice", 0.66),
            Signs(),
            "medication_dose",
        ),
        (
            Intent("medication_dose", 0.99),
            Intent("ask_urgency", 0.85),
            Signs(findings=1),
            "medication_dose",
        ),
        (Intent("medication_dose", 0.9), Intent("ask_urgency", 0.85), Signs(), "ask_urgency"),
        (
            Intent("medication_dose", 0.99),
            Intent("explain_test", 0.9),
            Signs(kinds=["test"]),
            "explain_test",
        ),
        (Intent("abuse", 0.98), Intent("ask_tests", 0.9), Signs(), "ask_tests"),
        (Intent("abuse", 0.98), Intent("inform", 0.5), Signs(groups=frozenset({"back"})), "inform"),
        (Intent("abuse", 0.98), Intent("inform", 0.5), Signs(findings=1), "inform"),
        (Intent("admin", 0.9), Intent("explain_test", 0.5), Signs(kinds=["test"]), "explain_test"),
        (
            Intent("admin", 0.95),
            Intent("inform", 0.9),
            Signs(groups=frozenset({"back", "tremor"})),
            "admin",
        ),
        (
            Intent("admin", 0.95),
            Intent("inform", 0.9),
            Signs(groups=frozenset({"back", "tremor"}), numbers=1),
            "inform",
        ),
        (Intent("inform", 0.98), Intent("skip", 0.3), Signs(), "skip"),
        (Intent("admin", 0.6), Intent("repeat", 0.4), Signs(), "repeat"),
    ],
)
def test_what_is_hardly_understood_in_a_letter_of_another_kind_is_of_that_kind(
    rules: IntentParts, whole: Intent, part: Intent, signs: Signs, expected: str
) -> None:
    assert [one.name for one in rules.carried(whole, [part], [signs], {})] == [expected]


@pytest.mark.parametrize(
    ("whole", "part", "share", "expected"),
    [
        (Intent("smalltalk", 0.87), Intent("medication_dose", 0.76), 0.02, "smalltalk"),
        (Intent("smalltalk", 0.87), Intent("medication_dose", 0.99), 0.02, "medication_dose"),
        (Intent("smalltalk", 0.87), Intent("medication_dose", 0.76), 0.3, "medication_dose"),
        (Intent("smalltalk", 0.9), Intent("injection", 0.8), 0.01, "injection"),
    ],
)
def test_a_line_is_of_no_kind_that_its_letter_does_not_look_like(
    rules: IntentParts, whole: Intent, part: Intent, share: float, expected: str
) -> None:
    [read] = rules.carried(whole, [part], [Signs()], {part.name: share})
    assert read.name == expected


BACK, SHOULDER = Signs(groups=frozenset({"back"})), Signs(groups=frozenset({"elsewhere"}))


@pytest.mark.parametrize(
    ("share", "signs", "about"),
    [
        (0.6, Signs(), "other_medical"),
        (0.4, Signs(), None),
        (0.6, Signs(findings=1), "other_medical"),
        (0.4, Signs(findings=1), None),
        (0.6, Signs(findings=1, groups=SHOULDER.groups), "other_medical"),
        (0.8, BACK, None),
        (0.95, BACK, "other_medical"),
        (0.8, Signs(groups=frozenset({"tremor"})), None),
        (0.8, Signs(groups=frozenset({"tremor", "elsewhere"})), "other_medical"),
        (0.6, Signs(groups=BACK.groups, line="nothing wrong with his <back>"), "other_medical"),
    ],
)
def test_a_message_that_names_no_back_and_looks_like_another_matter_is_one(
    rules: IntentParts, share: float, signs: Signs, about: str | None
) -> None:
    matter = rules.matter(Intent("inform", 0.5), Intent("other_medical", share), [], signs)
    assert (matter.name if matter else None) == about


def test_a_complaint_of_one_part_is_of_its_matter(rules: IntentParts) -> None:
    calf = Signs(groups=frozenset({"elsewhere"}), findings=2)
    [whole] = rules.settled(Intent("inform", 0.6), Intent("other_medical", 0.8), [], [calf], {})
    assert whole.name == "other_medical"
    test = Signs(kinds=["test"], line="what is an <test>")
    asked = Intent("explain_test", 0.9)
    assert rules.settled(asked, Intent("smalltalk", 0.6), [], [test], {}) == [asked]


@pytest.mark.parametrize(("share", "expected"), [(0.02, "other_medical"), (0.3, "how_long")])
def test_how_long_it_takes_to_heal_is_not_asked_of_our_talk(
    rules: IntentParts, share: float, expected: str
) -> None:
    parts, signs = [Intent("how_long", 0.9)], [Signs()]
    stye = Intent("other_medical", 0.95)
    assert rules.carried(stye, parts, signs, {"how_long": share})[0].name == expected
