"""What else a case may come to: advice, a commitment, another district, the UPE, a crime, 18 years.

Each on its own page, on some day of 2027. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.casework import WRITE, agrees, is_refused, page_of, qualified, takes
from tests.journeys.desk import Desk
from tests.journeys.test_whole_case import STATED

NO_RISK = {"family_protection": "none", "rights": ["prot.other"]}


@pytest.mark.opens("asesoria", "compromiso", "decline")
def test_advice_a_commitment_and_a_real_move(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", **NO_RISK, next="asesoria")
    assert desk.due(case)["PE.dna.asesoria"] == "2027-06-01 00:00"
    ana = desk.comes("ana", "2027-05-12 10:00")
    takes(ana, case, "asesoria", {"advice_asked": "MARK", "advice_given": "MARK"})
    commitment = {
        "commitment_about": "conduct",
        "commitment_who": "MARK",
        "commitment_words": "MARK",
        "commitment_child": "MARK",
    }
    takes(ana, case, "compromiso", commitment)
    page_of(ana, case, "decline").presses(WRITE, move_kind="harvest", move_words="MARK-MOVE")
    ana.reads("A move for a time or for the harvest does not change whose it is.", "MARK-MOVE")
    assert not case.entries.filter(step="decline").exists()
    takes(ana, case, "decline", {"move_kind": "habitual", "move_words": "MARK"})
    assert desk.due(case)["PE.dna.decline"] == "2027-05-14 00:00"


@pytest.mark.opens("prelim_more", "risk_prelim", "accreditation_lost", "others_did")
def test_preliminary_actions_and_an_office_that_lost_its_accreditation(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", family_protection="cannot_tell", next="gestiones")
    assert desk.due(case)["PE.risk.prelim"] == "2027-05-11 10:00"
    ana = desk.comes("ana", "2027-05-10 15:00")
    longer = {"prelim_why": "emergency", "emergency_decree": "yes", "prelim_decree": "MARK"}
    page_of(ana, case, "prelim_more").presses(WRITE, {**longer, "child_present": "yes"})
    ana.reads("never while the child is present")
    takes(ana, case, "prelim_more", {**longer, "child_present": "no"})
    assert desk.due(case)["PE.risk.prelim"] == "2027-05-13 10:00"
    result = {"prelim_result": "open", "prelim_words": "MARK"}
    takes(desk.comes("ana", "2027-05-12 10:00"), case, "risk_prelim", result)
    takes(desk.comes("ana"), case, "accreditation_lost", {"accredited_now": "no"})
    assert desk.due(case)["PE.dna.upe"] == "2027-05-14 00:00"
    is_refused(desk.comes("ana"), case, "risk_open", "The office is no longer accredited")
    known = {"vio_step": "police_knew", "vio_at": "2027-05-12T08:00", "vio_level": "severe"}
    takes(desk.comes("ana"), case, "others_did", known).reads(
        "The police: informs the prosecutor and the court", "TUO Ley 30364 art. 16"
    )
    assert not [clock for clock in desk.due(case) if clock.startswith("PE.vio")]


@pytest.mark.opens("separation")
def test_lack_of_money_parts_no_family(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", **NO_RISK, next="gestiones")
    is_refused(desk.comes("ana"), case, "propose_separation", "your supervisor must agree")
    agrees(desk, case, "separation")
    proposal = {"tried_first": "MARK-TRIED", "relative_first": "MARK", **STATED}
    ana = page_of(desk.comes("ana"), case, "propose_separation")
    ana.presses(WRITE, {**proposal, "separation_grounds": ["poverty"]})
    ana.reads("Lack of money or a disability, by themselves, never part a family.", "MARK-TRIED")
    assert not case.entries.filter(step="propose_separation").exists()
    takes(ana, case, "propose_separation", {**proposal, "separation_grounds": ["violence"]})
    assert "PE.tell.child" in desk.due(case)


@pytest.mark.opens("birth_month", "transition_plan", "follow_end")
def test_at_eighteen_nothing_ends_by_itself(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", age_band="16_17")
    the_month_is_enough(desk, case)
    ana = desk.comes("ana", "2027-05-11 09:00")
    opening = {"accredited_now": "yes", "resolution_number": "MARK", "facts": "MARK"}
    takes(ana, case, "risk_open", opening)
    takes(ana, case, "risk_evaluate", {"child_heard": "yes", "evaluation_words": "MARK"})
    ruling = {"risk_found": "risk", "measures": ["parenting"], "resolution_number": "MARK"}
    takes(ana, case, "risk_decide", {**ruling, **STATED})
    ending = {"risk_end_why": "plan_reached", "returned_home": "yes", **STATED}
    takes(ana, case, "risk_end", ending)
    is_refused(ana, case, "close", "accompanied for at least two years")
    takes(ana, case, "follow_end", {"follow_words": "MARK"})
    a_young_person_has_a_plan_before(desk, case)


def the_month_is_enough(desk: Desk, case: Dossier) -> None:
    assert desk.due(case)["PE.adult.month"] == "2027-05-18 00:00"
    ana = page_of(desk.comes("ana", "2027-05-10 12:00"), case, "birth_month")
    for day in ("2010-05-12", "2015-05-31"):
        ana.presses(WRITE, born_known="yes", born_by=day)
        ana.reads("Choose the last day of the month of birth; only from 16 years on.")
    takes(ana, case, "birth_month", {"born_known": "yes", "born_by": "2010-05-31"})
    assert desk.due(case)["PE.adult.plan"] == "2027-12-01 00:00"


def a_young_person_has_a_plan_before(desk: Desk, case: Dossier) -> None:
    desk.comes("carmen", "2027-12-01 09:00").reads(case.number, "Make the plan for turning 18")
    words = ("transition_wants", "transition_steps", "transition_file")
    plan = {**dict.fromkeys(words, "MARK"), "adult_services": ["study", "health"]}
    takes(desk.comes("ana"), case, "transition_plan", plan)
    desk.it_is("2028-06-01 09:00")
    case.refresh_from_db()
    assert case.state != "ended", "nothing ends by itself"
