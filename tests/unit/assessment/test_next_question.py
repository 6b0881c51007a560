"""The next question: safety first, nothing twice, nothing idle, soon at the end."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.answers import evidence_for
from assessment.assess import assess
from assessment.ledger import Evidence, Ledger
from assessment.levels import RANK
from assessment.next_question import MOST
from assessment.results import Assessment
from tests.unit.assessment.builders import clinical_model, evidence, stories, told
from tests.unit.assessment.patients import Interview, interview

MODEL = clinical_model()
SCREENED = ("answered:safety",)

# Words that make no emergency, so that a correction needs no confirmation.
HARMLESS = [
    name
    for name in MODEL.finding_kinds
    if name not in ("bladder_bowel", "saddle_numbness", "fever", "cancer", "trauma", "speech")
]
FACTS = st.one_of(
    st.tuples(st.sampled_from(["", "!", "?"]), st.sampled_from(HARMLESS)).map("".join),
    st.sampled_from(["activation:static", "activation:kinetic", "!activation:static"]),
    st.sampled_from(["onset:sudden", "onset:gradual", "onset:recurrent", "?onset:"]),
    st.sampled_from(["duration=0", "duration=20", "duration=43-83", "duration=400"]),
    st.sampled_from(["age=24", "age=46", "age=73", "age=61-70", "course:chronic"]),
)
ANYTHING = st.one_of(
    FACTS,
    st.sampled_from(["fever", "cancer", "trauma", "bladder_bowel", "!saddle_numbness"]),
    st.tuples(st.sampled_from(["", "!", "?"]), st.sampled_from(list(MODEL.flags))).map(
        lambda pair: f"{pair[0]}flag:{pair[1]}"
    ),
    st.tuples(st.sampled_from(["", "?"]), st.sampled_from(list(MODEL.questions))).map(
        lambda pair: f"{pair[0]}answered:{pair[1]}"
    ),
)
LEDGERS = st.lists(ANYTHING, max_size=25).map(lambda words: told(*words))


def state(*words: str) -> Assessment:
    return assess(told(*words), MODEL)


def next_after(*words: str) -> str | None:
    return state(*words).next_question


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("", "safety"),
        ("activation:static duration=400 numbness pain stress leg_pain", "safety"),
        ("answered:safety", "activation"),
        ("?answered:safety", "bladder_bowel"),
        ("answered:safety activation:kinetic", "duration"),
        ("answered:safety duration=3", "activation"),
        ("answered:safety activation:static duration=60", "onset"),
        ("answered:safety activation:static ?answered:duration", "onset"),
        ("answered:safety ?answered:activation", "duration"),
        ("answered:safety activation:static duration=20", "pain"),
        ("answered:safety activation:kinetic duration=20 !pain", "stress"),
        ("answered:safety activation:kinetic duration=3 trauma pain", "numbness"),
        ("?flag:stroke", "flag:stroke"),
        ("?flag:stroke answered:safety answered:activation", "flag:stroke"),
        ("?flag:stroke ?answered:flag:stroke", "safety"),
        ("flag:stroke", None),
        ("bladder_bowel", None),
    ],
)
def test_what_is_asked_next(words: str, question: str | None) -> None:
    assert next_after(*words.split()) == question


def test_denials_of_all_main_signs_make_the_checklist_superfluous() -> None:
    assert next_after("!bladder_bowel", "!saddle_numbness", "!weakness", "!fever") != "safety"


@pytest.mark.parametrize(
    "known", ["duration=5", "duration=400", "onset:recurrent", "course:chronic"]
)
def test_a_settled_course_is_not_asked_for(known: str) -> None:
    asked = _asked_from(*SCREENED, "activation:static", known)
    assert not {"onset", "duration"} & set(asked)


def test_who_needs_a_doctor_today_is_asked_for_the_kind_of_tremor_only() -> None:
    assert set(_asked_from("flag:kidney")) <= {"safety", "activation", "duration", "onset"}


def test_age_is_asked_only_if_it_can_change_something() -> None:
    assert "age" in _asked_from(*SCREENED, "trauma", "activation:kinetic", "duration=3")
    assert "age" not in _asked_from(*SCREENED, "activation:static", "duration=3", "stress", "pain")


@pytest.mark.parametrize(
    ("known", "answered"),
    [
        ("morning_stiffness", {"stiffness"}),
        ("!stiffness", {"morning_stiffness"}),
        ("!pain", {"night_pain", "leg_pain"}),
        ("night_pain", {"pain"}),
    ],
)
def test_what_follows_from_something_known_is_not_asked(known: str, answered: set[str]) -> None:
    for kind in ("activation:static", "activation:kinetic"):
        for length in ("duration=20", "duration=400"):
            assert not answered & set(_asked_from(*SCREENED, kind, length, known))


@given(LEDGERS)
@settings(max_examples=300, deadline=None)
def test_nothing_is_asked_that_is_known_or_was_dealt_with(ledger: Ledger) -> None:
    question = assess(ledger, MODEL).next_question
    if question is None:
        return
    assert ledger.latest("question", question) is None
    if question in MODEL.finding_kinds:
        assert ledger.latest("finding", question) is None
    if question in ("activation", "onset", "duration", "age"):
        classification = assess(ledger, MODEL).classification
        assert question != "activation" or classification.activation == "unclear"
        assert question != "onset" or classification.course == "unclear"
        assert question != "duration" or ledger.number("duration") is None
        assert question != "age" or ledger.number("age") is None


@given(LEDGERS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_every_interview_ends_whatever_is_answered(ledger: Ledger, chance: random.Random) -> None:
    asked: list[str] = []
    while (question := assess(ledger, MODEL).next_question) is not None:
        assert question not in asked
        asked.append(question)
        choice = chance.choice(MODEL.questions[question].choices)
        ledger = ledger.extend(evidence_for(question, choice, len(asked)))
    assert len([question for question in asked if not question.startswith("flag:")]) <= MOST
    assert assess(ledger, MODEL).urgency.level != "undetermined"


@given(LEDGERS, st.sampled_from(list(MODEL.flags)))
@settings(max_examples=200, deadline=None)
def test_adding_a_red_flag_never_lowers_the_urgency(ledger: Ledger, flag: str) -> None:
    before = RANK[assess(ledger, MODEL).urgency.level]
    after = assess(ledger.extend(evidence([f"flag:{flag}"])), MODEL).urgency.level
    assert RANK[after] >= before


@given(st.lists(FACTS, max_size=30), st.lists(FACTS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_correction_gives_the_same_as_a_fresh_conversation(
    said: list[str], corrected: list[str]
) -> None:
    told_late = told(*said).extend(evidence(corrected, turn=9))
    fresh = Ledger().extend(_standing(told_late))
    late, new = assess(told_late, MODEL), assess(fresh, MODEL)
    assert late.classification == new.classification
    assert late.candidates == new.candidates
    assert late.urgency == new.urgency
    assert (late.specialists, late.tests) == (new.specialists, new.tests)
    assert late.next_question == new.next_question


@pytest.mark.parametrize(
    ("share", "median", "most"), [(0.0, 7, 10), (0.5, 6, 8), (1.0, 4, 7)], ids=str
)
def test_interviews_are_short(share: float, median: float, most: int) -> None:
    lengths = [len(talk.asked) for talk in _interviews(share)]
    assert statistics.median(lengths) <= median
    assert max(lengths) <= most


def test_who_tells_everything_at_once_is_asked_next_to_nothing() -> None:
    everything = "activation:kinetic duration=21 pain !numbness !leg_pain stress posture age=44"
    checked = "!bladder_bowel !saddle_numbness !weakness !fever"
    assert len(_asked_from(*everything.split())) <= 2
    assert _asked_from(*everything.split(), *checked.split()) == []


def test_the_announced_number_of_questions_is_right_within_one() -> None:
    errors = [
        announced - (len(talk.asked) - place)
        for share in (0.0, 0.3, 0.6, 1.0)
        for talk in _interviews(share)
        for place, announced in enumerate(talk.announced)
    ]
    assert sum(abs(error) <= 1 for error in errors) / len(errors) > 0.9


def test_the_interview_finds_the_condition_of_most_patients() -> None:
    """Half of a story told at first: the right condition is among the first three."""
    hits = [
        bool(set(story["first"].split()) & {c.id for c in talk.result.candidates[:3]})
        for story, talk in zip(stories(), _interviews(0.5), strict=True)
    ]
    assert sum(hits) / len(hits) > 0.85


def _interviews(share: float) -> list[Interview]:
    chance = random.Random(11)  # noqa: S311 - a repeatable draw, no secret
    talks = []
    for story in stories():
        words = story["told"].split()
        opening = chance.sample(words, round(len(words) * share))
        talks.append(interview(words, opening, MODEL))
    return talks


def _asked_from(*words: str) -> list[str]:
    return list(interview([], words, MODEL).asked)


def _standing(ledger: Ledger) -> list[Evidence]:
    """What a person would say who had told only the corrected facts."""
    return [
        *ledger.standing("finding"),
        *ledger.standing("activation"),
        *(e for about in ("onset", "duration", "course", "age") if (e := ledger.latest(about))),
    ]
