"""How soon a doctor is needed: the highest of all red flags and rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assessment.facts import Facts
from assessment.levels import RANK, Level, highest
from assessment.model import ClinicalModel
from assessment.parts import UrgencyRule
from assessment.results import Flag, Urgency
from assessment.terms import findings_of

SAFETY: Final = "safety"

# A hint at a red flag that the person cannot confirm is taken one step more mildly than the
# flag itself, never as harmless (clinical.md 1.4).
_MILDER: Final[dict[Level, Level]] = {"emergency": "urgent", "urgent": "routine"}


def judge(facts: Facts, model: ClinicalModel) -> Urgency:
    """Level, red flags and reasons."""
    rules = [rule for rule in model.rules if fires(rule, facts)]
    flags = (
        *_stated(rules, facts, model),
        *_derived(rules, facts),
        *_withdrawn(rules, facts, model),
    )
    raised = {flag.id for flag in flags if flag.status == "active"}
    level = _level(rules, flags, facts, model)
    deciding = [rule for rule in rules if rule.level == level]
    return Urgency(
        level=level,
        flags=flags,
        rules=tuple(rule.id for rule in deciding),
        unclear=tuple(flag for flag in unclear(facts) if flag not in raised),
        because=tuple(dict.fromkeys(rule.because for rule in deciding)),
    )


def fires(rule: UrgencyRule, facts: Facts) -> bool:
    """Whether a rule holds and was not withdrawn by the person."""
    true = facts.lasting if rule.level == "emergency" else facts.true
    if not rule.holds(true) or rule.is_said_mildly(_quotes(rule, facts)):
        return False
    return not _is_withdrawn(rule, facts)


def unclear(facts: Facts) -> tuple[str, ...]:
    """Red flags that were hinted at and not yet asked about; `judge` leaves out raised ones."""
    return tuple(flag for flag in facts.unclear_flags if f"flag:{flag}" not in facts.closed)


def safety_settled(facts: Facts, model: ClinicalModel) -> bool:
    """The checklist was answered (also "not sure"), or its main signs are known anyway."""
    if SAFETY in facts.closed:
        return True
    question = model.questions.get(SAFETY)
    return bool(question and question.enough) and all(
        facts.status(name) is not None for name in (question.enough if question else ())
    )


def _level(
    rules: list[UrgencyRule], flags: tuple[Flag, ...], facts: Facts, model: ClinicalModel
) -> Level:
    level: Level = "undetermined"
    for flag in flags:
        if flag.status == "active":
            level = highest(level, flag.level)
    for doubt in _doubts(facts, model):
        level = highest(level, _MILDER.get(doubt, "routine"))
    harmless = _is_screened(facts, model)
    for rule in rules:
        if rule.level != "self_care" or harmless:
            level = highest(level, rule.level)
    if level == "undetermined" and safety_settled(facts, model) and _is_duration_settled(facts):
        return "routine"
    return level


def _doubts(facts: Facts, model: ClinicalModel) -> Iterator[Level]:
    """Levels of what was asked about and answered with "not sure"."""
    for name in facts.unclear_flags:
        if f"flag:{name}" in facts.closed:
            yield model.flags[name].level
    for rule in model.rules:
        sign = rule.sole_sign
        if rule.level == "emergency" and sign and facts.status(sign) == "unknown":
            yield rule.level


def _is_screened(facts: Facts, model: ClinicalModel) -> bool:
    """Self-care needs a checklist that was answered with none of the signs (clinical.md 2)."""
    return (
        safety_settled(facts, model)
        and facts.closed.get(SAFETY) != "unknown"
        and not facts.unclear_flags
    )


def _is_duration_settled(facts: Facts) -> bool:
    return facts.duration is not None or facts.hint is not None or "duration" in facts.closed


def _is_withdrawn(rule: UrgencyRule, facts: Facts) -> bool:
    """The flag was taken back after everything that the rule rests on had been said."""
    if rule.flag is None or rule.flag not in facts.retracted_flags:
        return False
    said = [facts.ever[name] for name in findings_of(rule.all | rule.any) if name in facts.ever]
    return facts.retracted_flags[rule.flag][0] > max(said, default=-1)


def _stated(rules: list[UrgencyRule], facts: Facts, model: ClinicalModel) -> Iterator[Flag]:
    """Flags that were said outright, raised where a rule over findings makes them worse."""
    for name, evidence in facts.active_flags.items():
        level = model.flags[name].level_of(evidence.quote, evidence.level)
        for rule in rules:
            if rule.flag == name:
                level = highest(level, rule.level)
        yield Flag(name, level, evidence.quote, "active")


def _derived(rules: list[UrgencyRule], facts: Facts) -> Iterator[Flag]:
    """Flags that follow from a combination of findings, each once, at its highest level."""
    best: dict[str, UrgencyRule] = {}
    for rule in rules:
        if rule.flag is None or rule.flag in facts.active_flags:
            continue
        if rule.flag not in best or RANK[rule.level] > RANK[best[rule.flag].level]:
            best[rule.flag] = rule
    for flag, rule in best.items():
        yield Flag(flag, rule.level, "; ".join(_quotes(rule, facts)), "active")


def _quotes(rule: UrgencyRule, facts: Facts) -> list[str]:
    """In which words the findings of a rule were told, each once."""
    names = findings_of(rule.all | rule.any)
    quotes = (facts.findings[name].quote for name in names if facts.status(name) == "present")
    return list(dict.fromkeys(filter(None, quotes)))


def _withdrawn(rules: list[UrgencyRule], facts: Facts, model: ClinicalModel) -> Iterator[Flag]:
    raised = {rule.flag for rule in rules}
    for name, (_, evidence) in facts.retracted_flags.items():
        if name not in raised:
            yield Flag(name, model.flags[name].level, evidence.quote, "retracted")
