"""Taking a red flag back: what a confirmed "that was a mistake" adds to the ledger."""

from __future__ import annotations

from dataclasses import replace

from assessment import facts as reading
from assessment import urgency
from assessment.ledger import Evidence, Ledger
from assessment.model import ClinicalModel
from assessment.results import Flag


def withdrawal(
    ledger: Ledger, model: ClinicalModel, turn: int, only: str | None = None
) -> list[Evidence]:
    """Evidence that retracts every active red flag, and the signs that raise one by themselves.

    The flags stay on record as retracted; a sign that is told again later counts anew, and what
    was denied stays denied, so that nobody is asked for it again. With `only`, it is about that
    flag alone.
    """
    active = [
        flag
        for flag in _flags(ledger, model)
        if flag.status == "active" and only in (None, flag.id)
    ]
    names = {flag.id for flag in active}
    signs = {rule.sole_sign for rule in model.rules if rule.flag in names} - {None}
    standing = [
        replace(entry, turn=turn)
        for entry in ledger.standing("finding")
        if entry.value in signs and (entry.subject, entry.time) == ("self", "current")
    ]
    raised = reading.read(ledger, model).ever
    retracted = [
        replace(entry, status="retracted")
        for entry in standing
        if entry.status != "absent" or entry.value in raised
    ]
    denied = [entry for entry in standing if entry.status == "absent" and entry.value in raised]
    flags = [Evidence("flag", f.id, "retracted", turn=turn, quote=f.quote) for f in active]
    return [*retracted, *denied, *flags]


def contradicted(ledger: Ledger, model: ClinicalModel) -> tuple[str, ...]:
    """Active red flags whose sign was denied later: worth asking whether it was a mistake."""
    facts = reading.read(ledger, model)
    denied_flags = {
        entry.value
        for entry in ledger.standing("flag")
        if entry.status == "absent" and entry.value in facts.active_flags
    }
    lost = {
        rule.flag
        for rule in model.rules
        if urgency.fires(rule, facts) and not rule.all <= facts.true
    }
    return tuple(f.id for f in _flags(ledger, model) if f.id in denied_flags | lost)


def _flags(ledger: Ledger, model: ClinicalModel) -> tuple[Flag, ...]:
    return urgency.judge(reading.read(ledger, model), model).flags
