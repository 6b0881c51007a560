"""The assessment in its public form, and the summary for the doctor."""

from __future__ import annotations

import json

from assessment.assess import assess
from assessment.ledger import Evidence, Ledger
from assessment.summary import summarize
from assessment.withdraw import withdrawal
from tests.unit.assessment.builders import clinical_model, told

MODEL = clinical_model()
STORY = Ledger().extend(
    [
        Evidence("duration", "21", turn=1, quote="for about three weeks"),
        Evidence("activation", "kinetic", turn=1, quote="when I bend down"),
        Evidence("finding", "numbness", "absent", turn=1, quote="no numbness"),
        Evidence("finding", "pain", origin="asked", turn=2, quote="yes"),
        Evidence("finding", "stress", "unknown", origin="asked", turn=3, quote="not sure"),
        Evidence(
            "finding", "parkinson", subject="other", turn=3, quote="my father had Parkinson's"
        ),
        Evidence("finding", "spasm", time="past", turn=3, quote="cramps years ago"),
        Evidence("unmatched", "sacroiliitis", turn=3, quote="sacroiliitis"),
        Evidence("question", "stress", "unknown", origin="asked", turn=3),
    ]
)


def test_the_public_form_has_every_field_of_the_contract() -> None:
    public = assess(STORY, MODEL).to_dict("in_scope")
    assert {
        "classification", "findings", "unmatched", "urgency", "candidates", "specialists",
        "tests", "next_question", "complete", "handling",
    } <= public.keys()  # fmt: skip
    assert public["classification"] == {
        "activation": "kinetic", "course": "acute", "duration_days": 21, "onset": None,
    }  # fmt: skip
    assert public["handling"] == "in_scope"
    assert json.loads(json.dumps(public)) == public


def test_findings_of_the_public_form_keep_status_subject_time_and_words() -> None:
    rows = {row["id"]: row for row in assess(STORY, MODEL).to_dict()["findings"]}
    assert rows["numbness"] == {
        "id": "numbness", "kind": "symptom", "status": "absent", "subject": "self",
        "time": "current", "origin": "volunteered", "turn": 1, "quote": "no numbness",
    }  # fmt: skip
    assert rows["parkinson"]["subject"] == "other" and rows["parkinson"]["kind"] == "history"
    assert rows["spasm"]["time"] == "past"
    assert rows["stress"]["kind"] == "trigger"


def test_an_agent_volunteers_in_the_public_form() -> None:
    ledger = Ledger().add(Evidence("finding", "pain", origin="agent"))
    (finding,) = assess(ledger, MODEL).to_dict()["findings"]
    assert (finding["origin"], finding["by"]) == ("volunteered", "agent")


def test_an_emergency_is_complete_and_asks_nothing_more() -> None:
    public = assess(told("flag:stroke"), MODEL).to_dict()
    assert (public["next_question"], public["complete"]) == (None, True)
    assert public["urgency"]["flags"][0]["status"] == "active"
    assert public["candidates"]


def test_the_summary_sorts_findings_by_what_is_known() -> None:
    findings = summarize(STORY, MODEL)["findings"]
    assert [row["id"] for row in findings["present"]] == ["pain"]
    assert [row["id"] for row in findings["absent"]] == ["numbness"]
    assert [row["id"] for row in findings["unknown"]] == ["stress"]
    assert [row["id"] for row in findings["past"]] == ["spasm"]
    assert [row["id"] for row in findings["others"]] == ["parkinson"]


def test_the_summary_quotes_the_complaint_and_keeps_what_was_not_understood() -> None:
    summary = summarize(STORY, MODEL)
    assert summary["complaint"][:2] == ["for about three weeks", "when I bend down"]
    assert "yes" not in summary["complaint"]
    assert summary["unmatched"] == ["sacroiliitis"]
    assert summary["unanswered"] == ["stress"]


def test_the_summary_shows_retracted_flags() -> None:
    ledger = told("flag:stroke", "pain", turn=1)
    ledger = ledger.extend(withdrawal(ledger, MODEL, turn=2))
    flags = summarize(ledger, MODEL)["urgency"]["flags"]
    assert [(flag["id"], flag["status"]) for flag in flags] == [("stroke", "retracted")]


def test_age_is_a_range_when_it_was_told_as_one() -> None:
    assert summarize(told("age=46"), MODEL)["age"] == {"from": 46, "to": 46}
    assert summarize(told("age=71-"), MODEL)["age"] == {"from": 71, "to": None}
    assert summarize(Ledger(), MODEL)["age"] is None


def test_the_summary_is_plain_data() -> None:
    summary = summarize(STORY, MODEL)
    assert json.loads(json.dumps(summary)) == summary
