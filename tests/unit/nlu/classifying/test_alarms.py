"""When a red flag is raised: hardly any may be missed, and rules are never overruled downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from evaluation import sets
from nlu.classifying.alarms import (
    ALARM,
    ALARM_AGAINST_RULE,
    ALARM_OF_HINT,
    ALARM_OF_LITTLE,
    DOUBT_OF_AMBULANCE,
    DOUBT_OF_FIVE,
    LITTLE,
    NEVER_MISSED,
    QUESTION,
    Alarms,
    Heard,
)
from nlu.classifying.corpus import NOW, Status

LABELS = ("pain", "!stroke", "!cancer", NOW)


def heard(
    stroke: float = 0.0,
    cancer: float = 0.0,
    by_rule: Mapping[str, str] | None = None,
    touched: frozenset[str] = frozenset(),
    now: float = 0.0,
) -> Heard:
    shares = np.array([[1 - p, p, 0.0, 0.0] for p in (0.0, stroke, cancer, now)])
    return Heard(shares, by_rule or {}, touched)


@pytest.fixture(scope="module")
def alarms() -> Alarms:
    """Learned where the network is mostly right, and rules with it."""
    present: Mapping[str, Status] = {"!stroke": Status.PRESENT}
    cases = [(heard(stroke=p), present) for p in np.linspace(0.5, 0.99, 60)]
    cases += [(heard(stroke=0.9, by_rule={"stroke": "present"}), present)] * 30
    cases += [(heard(stroke=p), {}) for p in np.linspace(0.0, 0.3, 200)]
    return Alarms.learn(LABELS, cases, waiting={"cancer"})


def raised(alarms: Alarms, what: Heard) -> dict[str, str]:
    return {flag: status for flag, status, *_ in alarms.raised(what)}


def test_what_the_network_is_sure_of_is_raised(alarms: Alarms) -> None:
    assert raised(alarms, heard(stroke=0.98)) == {"stroke": "present"}


def test_nothing_is_raised_where_nothing_is_said(alarms: Alarms) -> None:
    assert raised(alarms, heard()) == {}


@pytest.mark.parametrize(("now", "cannot_wait"), [(0.95, True), (0.5, False)])
def test_a_message_cannot_wait_only_if_the_network_is_sure(
    alarms: Alarms, now: float, *, cannot_wait: bool
) -> None:
    assert alarms.demands_now(heard(cancer=0.9, now=now)) is cannot_wait
    kept = Alarms.from_arrays(alarms.to_arrays())
    assert kept.demands_now(heard(cancer=0.9, now=now)) is cannot_wait


def test_a_sign_is_read_aside_only_where_that_is_clearly_likelier(alarms: Alarms) -> None:
    shares = np.array([[1.0, 0.0, 0.0, 0.0]] * len(LABELS))
    shares[1], shares[2] = (0.0, 0.2, 0.0, 0.8), (0.0, 0.4, 0.0, 0.6)
    of_both = Heard(shares, {}, frozenset())
    assert alarms.reads_aside(of_both, "stroke")
    assert not alarms.reads_aside(of_both, "cancer")


def test_two_flags_of_one_message_are_both_named(alarms: Alarms) -> None:
    assert set(raised(alarms, heard(stroke=0.98, cancer=0.97))) == {"stroke", "cancer"}


def test_many_small_chances_of_one_danger_add_up(alarms: Alarms) -> None:
    assert alarms.any_flag(heard(stroke=0.6, cancer=0.6)) > alarms.any_flag(heard(stroke=0.6))


@pytest.fixture(scope="module")
def of_tales() -> Alarms:
    """Learned where strokes are told of in many messages, and only some demand an ambulance."""
    stroke: Mapping[str, Status] = {"!stroke": Status.PRESENT}
    cancer: Mapping[str, Status] = {"!cancer": Status.PRESENT}
    cases = [(heard(stroke=p, now=0.95), stroke) for p in np.linspace(0.3, 0.99, 80)]
    cases += [(heard(stroke=p, now=0.02), {}) for p in np.linspace(0.3, 0.99, 80)]
    cases += [(heard(cancer=p, now=0.02), cancer) for p in np.linspace(0.5, 0.99, 80)]
    cases += [(heard(), {})] * 80
    return Alarms.learn(LABELS, cases, waiting={"cancer"})


def test_a_tale_in_the_words_of_an_emergency_is_less_likely_one(of_tales: Alarms) -> None:
    tale = of_tales.any_flag(heard(stroke=0.8, now=0.02))
    assert tale < of_tales.any_flag(heard(stroke=0.8, now=0.95)) / 2


def test_a_sign_for_the_doctor_today_need_not_demand_an_ambulance(of_tales: Alarms) -> None:
    waiting = of_tales.any_flag(heard(cancer=0.8, now=0.02))
    assert waiting > of_tales.any_flag(heard(stroke=0.8, now=0.02))
    assert raised(of_tales, heard(cancer=0.8, now=0.02)) == {"cancer": "present"}


def test_a_cry_of_fear_in_the_words_of_a_flag_does_not_raise_it(of_tales: Alarms) -> None:
    touched = frozenset({"stroke"})
    shares = (float(p) for p in np.linspace(0.0, 1.0, 200))
    p = next(p for p in shares if of_tales.any_flag(heard(stroke=p, now=1.0)) >= ALARM)
    assert raised(of_tales, heard(stroke=p, now=1.0, touched=touched)) == {}
    assert raised(of_tales, heard(stroke=p, now=1.0)) == {"stroke": "present"}
    assert raised(of_tales, heard(stroke=0.9, now=1.0, touched=touched)) == {"stroke": "present"}


def test_an_urgent_tone_alone_names_no_flag_but_may_hide_a_wish_to_die(of_tales: Alarms) -> None:
    urgent_tone = replace(of_tales, weights=np.array([1.0, 0.0, 0.0, 0.0, 1.2]))
    unseen, seen = heard(stroke=0.01), heard(stroke=0.05)
    assert urgent_tone.chances(unseen)[0] < LITTLE <= urgent_tone.chances(seen)[0]
    assert ALARM <= urgent_tone.any_flag(unseen) < ALARM_OF_LITTLE
    assert raised(urgent_tone, unseen) == {}
    assert raised(urgent_tone, seen) == {"stroke": "present"}
    of_suicide = replace(urgent_tone, flags=((1, "suicidal"), (2, "cancer")))
    assert raised(of_suicide, unseen) == {"suicidal": "present"}


def test_a_hint_that_only_the_rules_heard_is_asked_about_a_little_longer(alarms: Alarms) -> None:
    hint = {"stroke": "unclear"}
    between = [
        one
        for p in np.linspace(0.0, 1.0, 400)
        if ALARM <= alarms.any_flag(one := heard(stroke=p, by_rule=hint)) < ALARM_OF_HINT
    ]
    assert between
    assert all(raised(alarms, one) == {"stroke": "unclear"} for one in between)
    assert raised(alarms, heard(stroke=0.99, by_rule=hint)) == {"stroke": "present"}


def test_a_likely_flag_is_asked_about_before_it_alarms() -> None:
    assert QUESTION < ALARM


def test_what_only_a_rule_believes_is_doubted_and_what_both_hint_at_is_raised(
    alarms: Alarms,
) -> None:
    found = {"stroke": "present"}
    assert raised(alarms, heard(stroke=0.6, by_rule=found)) == {"stroke": "present"}
    assert not alarms.doubts_the_rules(heard(stroke=0.6, by_rule=found), "stroke", "emergency")
    assert alarms.doubts_the_rules(heard(stroke=0.0), "stroke", "emergency")


def test_what_the_rules_read_as_past_or_feared_is_asked_about(alarms: Alarms) -> None:
    touched = frozenset({"cancer", "stroke"})
    for flag, expected in (("cancer", "unclear"), ("stroke", "present")):
        chances = [heard(**{flag: p}, touched=touched) for p in np.linspace(0.0, 1.0, 400)]
        between = [one for one in chances if ALARM <= alarms.any_flag(one) < ALARM_AGAINST_RULE]
        assert between
        assert all(raised(alarms, what) == {flag: expected} for what in between)


def test_an_ambulance_is_doubted_sooner_but_never_of_the_five_signs(alarms: Alarms) -> None:
    chances = [heard(cancer=p) for p in np.linspace(0.0, 1.0, 200)]
    what = next(
        one for one in chances if DOUBT_OF_FIVE <= alarms.any_flag(one) < DOUBT_OF_AMBULANCE
    )
    assert alarms.doubts_the_rules(what, "sepsis", "emergency")
    assert not alarms.doubts_the_rules(what, "cancer", "urgent")
    assert not any(alarms.doubts_the_rules(what, flag, "emergency") for flag in NEVER_MISSED)


def test_the_signs_that_are_not_doubted_soon_are_those_that_are_judged_never_to_be_missed() -> None:
    assert set(sets.NEVER_MISSED) == NEVER_MISSED


def test_alarms_survive_storage(alarms: Alarms) -> None:
    again = Alarms.from_arrays(alarms.to_arrays())
    what = heard(stroke=0.8, cancer=0.2)
    assert again.flags == alarms.flags
    assert again.any_flag(what) == alarms.any_flag(what)
    assert list(again.raised(what)) == list(alarms.raised(what))
