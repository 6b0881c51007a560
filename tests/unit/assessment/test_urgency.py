"""How soon: single flags, combinations, what is withdrawn, what is doubtful."""

from __future__ import annotations

import pytest

from assessment.assess import assess
from assessment.ledger import Evidence, Ledger
from assessment.levels import RANK, Level
from assessment.results import Urgency
from assessment.withdraw import contradicted, withdrawal
from tests.unit.assessment.builders import clinical_model, content, told

EMERGENCIES = [
    "cauda_equina",
    "progressive_weakness",
    "major_trauma",
    "sepsis",
    "aaa",
    "cardiac",
    "stroke",
    "seizure_loc",
    "suicidal",
    "overdose",
    "serotonin_toxicity",
    "alcohol_withdrawal",
    "benzo_withdrawal",
    "thyroid_storm",
    "meningitis",
]
URGENT = [
    "fracture_risk",
    "spinal_infection",
    "cancer",
    "hypoglycaemia",
    "rhabdo",
    "kidney",
    "pregnancy",
]


def urgency(*words: str) -> Urgency:
    return assess(told(*words), clinical_model()).urgency


def judged(ledger: Ledger) -> Urgency:
    return assess(ledger, clinical_model()).urgency


@pytest.mark.parametrize("flag", EMERGENCIES)
def test_a_single_emergency_flag_is_enough(flag: str) -> None:
    assert urgency(f"flag:{flag}", "answered:safety", "duration=3", "stress").level == "emergency"


@pytest.mark.parametrize("flag", URGENT)
def test_a_single_urgent_flag_is_enough(flag: str) -> None:
    assert urgency(f"flag:{flag}").level == "urgent"


def test_all_flags_of_the_vocabulary_have_a_level() -> None:
    assert sorted(EMERGENCIES + URGENT) == sorted(clinical_model().flags)


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("hypoglycaemia", "diabetic, shaky and not making sense"),
        ("rhabdo", "pee dark like cola after the race"),
        ("pregnancy", "32 weeks and my waters broke"),
        ("spinal_infection", "fever, chills and confused"),
        ("cancer", "breast cancer and my legs are numb now"),
    ],
)
def test_some_flags_are_worse_when_the_words_say_so(flag: str, words: str) -> None:
    ledger = Ledger().add(Evidence("flag", flag, quote=words))
    assert judged(ledger).level == "emergency"


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        (("urgent",), "urgent"),
        (("urgent", "emergency"), "emergency"),
        (("emergency", "urgent"), "emergency"),
    ],
    ids=["as it was told", "worse in a later message", "a milder message later ends nothing"],
)
def test_a_flag_is_as_grave_as_its_gravest_message(levels: tuple[Level, ...], level: str) -> None:
    told = [Evidence("flag", "pregnancy", turn=n, level=each) for n, each in enumerate(levels)]
    assert judged(Ledger().extend(told)).level == level


COMBINATIONS = [
    ("bladder_bowel", "emergency", "cauda_equina"),
    ("saddle_numbness", "emergency", "cauda_equina"),
    ("ms bladder_bowel duration=900", "emergency", "cauda_equina"),
    ("fever", "urgent", "spinal_infection"),
    ("fever weakness", "emergency", "spinal_infection"),
    ("fever numbness", "emergency", "spinal_infection"),
    ("flag:spinal_infection weakness", "emergency", "spinal_infection"),
    ("cancer pain", "urgent", "cancer"),
    ("cancer numbness", "emergency", "cancer"),
    ("cancer weakness", "emergency", "cancer"),
    ("weight_loss night_pain", "urgent", "cancer"),
    ("trauma osteoporosis", "urgent", "fracture_risk"),
    ("trauma steroids", "urgent", "fracture_risk"),
    ("trauma age=74", "urgent", "fracture_risk"),
    ("exertion pain onset:sudden osteoporosis", "urgent", "fracture_risk"),
    ("trauma numbness duration=2", "emergency", "major_trauma"),
    ("weakness duration=4", "urgent", "progressive_weakness"),
    ("weakness numbness duration=30", "urgent", "progressive_weakness"),
    ("diabetes sweating", "urgent", "hypoglycaemia"),
    ("kidney fever", "urgent", "kidney"),
    ("thyroid fever palpitations", "emergency", "thyroid_storm"),
    ("speech onset:sudden duration=1", "emergency", "stroke"),
]


@pytest.mark.parametrize(("words", "level", "flag"), COMBINATIONS, ids=[c[0] for c in COMBINATIONS])
def test_findings_together_amount_to_a_flag(words: str, level: str, flag: str) -> None:
    found = urgency(*words.split())
    assert found.level == level
    assert flag in {f.id for f in found.flags if f.status == "active"}
    assert found.because


@pytest.mark.parametrize(
    "words",
    [
        "trauma age=74 duration=800",
        "trauma age=40 duration=2",
        "cancer",
        "weight_loss",
        "night_pain",
        "weakness duration=400",
        "numbness duration=200 leg_pain",
        "vision duration=400",
        "stress duration=21",
        "limited_mobility",
        "medication",
        "thyroid",
        "diabetes",
        "pregnancy duration=3 stress answered:safety",
        "parkinson activation:static",
        "onset:recurrent",
    ],
)
def test_the_family_doctor_soon_is_enough(words: str) -> None:
    found = urgency(*words.split())
    assert found.level == "routine"
    assert found.flags == ()


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("", "undetermined"),
        ("activation:static", "undetermined"),
        ("stress duration=3", "undetermined"),
        ("answered:safety", "undetermined"),
        ("answered:safety stress duration=3", "self_care"),
        ("answered:safety exertion duration=0-13", "self_care"),
        ("answered:safety duration=3", "routine"),
        ("?answered:safety stress duration=3", "routine"),
        ("answered:safety stress duration=14", "routine"),
        ("answered:safety stress duration=3 numbness", "routine"),
        ("!bladder_bowel !saddle_numbness !weakness !fever stress duration=3", "self_care"),
        ("answered:safety ?answered:duration", "routine"),
    ],
)
def test_self_care_needs_a_short_time_a_harmless_reason_and_a_clean_checklist(
    words: str, level: str
) -> None:
    assert urgency(*words.split()).level == level


def test_the_quote_of_a_concluded_flag_is_the_persons_own() -> None:
    ledger = Ledger().add(Evidence("finding", "bladder_bowel", quote="can't hold my pee"))
    assert [flag.quote for flag in judged(ledger).flags] == ["can't hold my pee"]


@pytest.mark.parametrize("later", ["!flag:cauda_equina", "answered:safety"])
def test_a_later_denial_alone_never_ends_an_emergency(later: str) -> None:
    assert judged(told("flag:cauda_equina", later)).level == "emergency"
    assert judged(told("saddle_numbness", "!saddle_numbness", later)).level == "emergency"


def test_a_noted_conclusion_ends_with_its_findings_unless_it_is_an_emergency() -> None:
    concluded = Evidence("flag", "spinal_infection", origin="inferred", turn=1)
    assert judged(told("fever").add(concluded)).level == "urgent"
    assert judged(told("fever").add(concluded).extend(told("!fever").entries)).flags == ()
    grave = Evidence("flag", "stroke", origin="inferred", turn=1)
    words = ("speech", "onset:sudden", "duration=1")
    assert (
        judged(told(*words).add(grave).extend(told("onset:gradual").entries)).level == "emergency"
    )


def test_a_denial_that_contradicts_a_flag_is_worth_a_question() -> None:
    model = clinical_model()
    assert contradicted(told("saddle_numbness"), model) == ()
    assert contradicted(told("saddle_numbness", "!saddle_numbness"), model) == ("cauda_equina",)
    assert contradicted(told("flag:stroke", "!flag:stroke"), model) == ("stroke",)


@pytest.mark.parametrize(
    "words", ["flag:stroke", "saddle_numbness", "fever weakness", "cancer pain"]
)
def test_a_confirmed_withdrawal_lowers_the_level_and_stays_on_record(words: str) -> None:
    ledger = told(*words.split(), turn=1)
    after = judged(ledger.extend(withdrawal(ledger, clinical_model(), turn=2)))
    assert after.level in ("undetermined", "routine")
    assert after.flags and all(flag.status == "retracted" for flag in after.flags)


@pytest.mark.parametrize("words", ["flag:stroke", "saddle_numbness", "fever weakness"])
def test_a_sign_told_again_after_its_withdrawal_counts_again(words: str) -> None:
    ledger = told(*words.split(), turn=1)
    ledger = ledger.extend(withdrawal(ledger, clinical_model(), turn=2))
    assert judged(ledger.extend(told(*words.split(), turn=3).entries)).level == "emergency"


def test_what_was_denied_stays_denied_when_an_alarm_is_taken_back() -> None:
    ledger = told("!saddle_numbness", "bladder_bowel", turn=1)
    ledger = ledger.extend(withdrawal(ledger, clinical_model(), turn=2))
    assert ledger.status("finding", "saddle_numbness") == "absent"
    assert ledger.status("finding", "bladder_bowel") == "retracted"


def test_a_sign_that_was_denied_after_all_raises_nothing_later() -> None:
    ledger = told("bladder_bowel", "!bladder_bowel", turn=1)
    ledger = ledger.extend(withdrawal(ledger, clinical_model(), turn=2))
    assert ledger.status("finding", "bladder_bowel") == "absent"
    assert judged(ledger.extend(told("numbness", "weakness", turn=3).entries)).level != "emergency"


def test_a_hint_at_a_flag_that_is_raised_is_not_asked_about() -> None:
    hinted = urgency("?flag:spinal_infection", "fever")
    assert hinted.unclear == ()
    assert [flag.id for flag in hinted.flags] == ["spinal_infection"]


def test_a_hint_is_asked_about_and_a_doubt_counts_one_step_milder() -> None:
    assert urgency("?flag:stroke").unclear == ("stroke",)
    assert urgency("?flag:stroke", "!flag:stroke").unclear == ()
    assert urgency("?flag:stroke", "?answered:flag:stroke").level == "urgent"
    assert urgency("?saddle_numbness", "answered:safety").level == "urgent"
    assert urgency("?flag:kidney", "?answered:flag:kidney").level == "routine"


def test_adding_any_flag_or_finding_of_a_rule_never_lowers_the_level() -> None:
    for words, *_ in COMBINATIONS:
        before = RANK[urgency(*words.split()).level]
        for flag in clinical_model().flags:
            assert RANK[urgency(*words.split(), f"flag:{flag}").level] >= before


def test_every_rule_can_fire() -> None:
    for row in content()["urgency_rules"]:
        words = [*row.get("all", ()), *row.get("any", ())[:1], "answered:safety"]
        told_words = [_as_told(word) for word in words]
        found = urgency(*told_words)
        assert row["id"] in found.rules or RANK[found.level] > RANK[row["level"]], row["id"]


def _as_told(term: str) -> str:
    numbers = {
        "duration<7": "duration=3",
        "duration<14": "duration=3",
        "duration>=14": "duration=20",
    }
    return {"course:chronic": "duration=100", "age>70": "age=80", **numbers}.get(term, term)


def test_other_peoples_and_past_findings_raise_nothing() -> None:
    ledger = Ledger().extend(
        [
            Evidence("finding", "bladder_bowel", subject="other"),
            Evidence("finding", "saddle_numbness", time="past"),
            Evidence("flag", "stroke", subject="other"),
        ]
    )
    assert judged(ledger) == judged(Ledger())


@pytest.mark.parametrize(
    ("quote", "level"),
    [
        ("bit constipated from the codeine", "routine"),
        ("loose bowels this week", "routine"),
        ("can't hold my water", "emergency"),
        ("yes", "emergency"),
    ],
)
def test_a_slow_bowel_is_no_lost_control(quote: str, level: Level) -> None:
    ledger = Ledger().add(Evidence("finding", "bladder_bowel", quote=quote))
    assert judged(ledger).level == level
