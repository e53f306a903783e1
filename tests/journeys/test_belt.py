"""The belt: a boy of 9 with welts, Wed 16 Jun 2027; nobody has said yet whether it is safe to tell.

A notice to the caregivers is owed at once by law, and refused until then, with its reason.
Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.casework import QUALIFIED, agrees, is_refused, page_of, received, takes
from tests.journeys.desk import Desk

PUNISHED = {
    **QUALIFIED,
    "age_band": "9_11",
    "sex": "boy",
    "rights": ["vac.physical.corporal_punishment"],
    "family_protection": "none",
    "alleged_tie": "lives_with",
    "alleged_access": "yes",
    "alleged_power": "no",
    "alleged_under_18": "no",
    "next": "gestiones",
}
NOTICE = {
    "notice_to": "MARK-MOTHER",
    "notice_day": "2027-06-18",
    "notice_hour": "09:00",
    "notice_place": "MARK-OFFICE",
    "notice_taken_by": "MARK-TWO",
}
SAFE = {
    "child_told": "told",
    "child_told_on": "2027-06-17",
    "caregiver_told": "planned",
    "caregiver_told_on": "2027-06-18",
    "telling_plan": "MARK",
}


@pytest.mark.opens("telling", "not_tell_caregiver")
def test_no_notice_goes_out_before_somebody_said_that_it_is_safe(desk: Desk) -> None:
    case = received(desk, "2027-06-16 10:00")
    before_the_qualification_there_is_no_notice(desk, case)
    unsafe = {"caregiver_told": "not_safe", "telling_plan": "MARK", "next": "gestiones"}
    takes(desk.comes("ana", "2027-06-16 12:00"), case, "qualify", {**PUNISHED, **unsafe})
    while_it_is_not_safe_it_is_refused_with_its_reason(desk, case)
    once_it_is_safe_the_law_asks_for_it_at_once(desk, case)
    what_is_printed_says_neither_why_nor_who(desk, case)
    not_telling_needs_the_supervisor(desk, case)


def before_the_qualification_there_is_no_notice(desk: Desk, case: Dossier) -> None:
    """What is sent to the step's address all the same is kept out of turn and changes nothing."""
    ana = page_of(desk.comes("ana", "2027-06-16 11:00"), case, "cite_caregiver")
    ana.reads("This step is not open now")


def while_it_is_not_safe_it_is_refused_with_its_reason(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-06-16 12:30")
    ana.goes(f"/dossiers/{case.id}/").reads("Ask the caregiver to come not now: see why")
    reason = "It is not safe today to tell the caregiver"
    for step in ("cite_caregiver", "tell_caregiver", "caregiver_feedback"):
        is_refused(ana, case, step, reason, "Say whether it is safe to tell them")
    assert "PE.tell.look_again" in desk.due(case)
    assert not case.entries.filter(step="cite_caregiver").exists()


def once_it_is_safe_the_law_asks_for_it_at_once(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-06-17 09:00")
    takes(ana, case, "telling", SAFE)
    due = desk.due(case)
    assert due["PE.tell.caregiver_now"] == "2027-06-19 00:00"
    assert not {"PE.tell.look_again", "PE.tell.caregiver"} & due.keys()
    takes(ana, case, "cite_caregiver", NOTICE)


def what_is_printed_says_neither_why_nor_who(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana").goes(f"/dossiers/{case.id}/file/").follows("Print the notice")
    ana.reads("MARK-OFFICE", "09:00", "MARK-MOTHER")
    ana.does_not_read("MARK-WORDS", "punishment", "school", "Grupo", "rosa")


def not_telling_needs_the_supervisor(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-06-18 10:00")
    is_refused(ana, case, "not_tell_caregiver", "your supervisor must agree", "Ask for agreement")
    agrees(desk, case, "not_telling_caregiver")
    takes(desk.comes("ana"), case, "not_tell_caregiver", {"not_tell_why": "MARK"})
    assert "PE.tell.caregiver_now" not in desk.due(case)
