"""What the ledger keeps and what it overwrites."""

from __future__ import annotations

from assessment.ledger import Evidence, Ledger
from tests.unit.assessment.builders import told


def test_what_is_said_twice_stands_once() -> None:
    assert len(told("pain", "pain").entries) == 1


def test_a_correction_is_one_more_entry_and_the_old_one_stays_readable() -> None:
    ledger = told("pain", "!pain")
    assert ledger.status("finding", "pain") == "absent"
    assert [entry.status for entry in ledger.entries] == ["present", "absent"]


def test_another_persons_and_past_findings_do_not_overwrite_the_patients_own() -> None:
    ledger = told("numbness").extend(
        [
            Evidence("finding", "numbness", "absent", subject="other"),
            Evidence("finding", "numbness", "absent", time="past"),
        ]
    )
    assert ledger.status("finding", "numbness") == "present"


def test_an_onset_can_be_changed_back_to_what_it_was() -> None:
    ledger = told("onset:sudden", "onset:gradual", "onset:sudden")
    newest = ledger.latest("onset")
    assert newest is not None and newest.value == "sudden"


def test_after_a_withdrawn_flag_the_same_words_count_anew() -> None:
    ledger = told("bladder_bowel").retract_flag("cauda_equina", turn=2)
    again = ledger.add(Evidence("finding", "bladder_bowel", turn=3))
    assert len(again.entries) == len(ledger.entries) + 1


def test_a_flag_told_again_is_news_only_if_it_is_graver() -> None:
    ledger = Ledger().add(Evidence("flag", "pregnancy", level="urgent"))
    assert ledger.add(Evidence("flag", "pregnancy", turn=2, level="urgent")) == ledger
    assert ledger.add(Evidence("flag", "pregnancy", turn=2, level="emergency")) != ledger


def test_a_flag_that_follows_from_findings_can_be_withdrawn_too() -> None:
    ledger = told("bladder_bowel").retract_flag("cauda_equina", turn=2)
    assert ledger.status("flag", "cauda_equina") == "retracted"


def test_a_number_is_a_number_and_a_range_is_none() -> None:
    assert told("duration=21").number("duration") == 21
    assert told("duration=14-42").number("duration") is None
    assert told("age=46", "?age=").number("age") is None
    assert Ledger().number("age") is None


def test_going_back_forgets_one_turn() -> None:
    ledger = told("pain", turn=1).extend(told("stress", turn=2).entries)
    assert ledger.retract_turn(2) == told("pain", turn=1)


def test_a_ledger_survives_being_stored() -> None:
    ledger = told("pain", "!numbness", "activation:static", "duration=3", "flag:stroke")
    assert Ledger.from_list(ledger.to_list()) == ledger
    assert Ledger.from_list(None) == Ledger()


def test_going_back_leaves_a_red_flag_in_force() -> None:
    ledger = Ledger().add(Evidence("flag", "cauda_equina", turn=2))
    assert ledger.retract_turn(2) == ledger


def test_of_what_there_is_one_of_only_the_newest_stands() -> None:
    ledger = told("duration=730", "onset:sudden", "pain", "duration=14", "onset:gradual")
    assert [e.value for e in ledger.standing("duration")] == ["14"]
    assert [e.value for e in ledger.standing("onset")] == ["gradual"]
    assert [e.value for e in ledger.standing("finding")] == ["pain"]
