"""A girl of 12 out of school, from the qualification of her case to its end and after.

Mon 10 May 2027 to February 2028: the procedure by risk, with her heard; a plan made with her;
visits in twos; the end agreed with the supervisor. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier, Escalation
from tests.journeys.casework import WRITE, agrees, is_refused, page_of, qualified, takes
from tests.journeys.desk import Desk

STATED = {
    "facts": "MARK-FACTS",
    "child_opinion": "MARK-VIEW",
    "view_weight": "followed",
    "best_interests": "MARK-BEST",
    "family_ties": "MARK-TIES",
}
TOLD = {
    "child_told_by": "MARK-WHO",
    "told_company": "alone",
    "told_things": ["heard", "next", "who_knows", "may_refuse", "whom_to_ask"],
    "child_words": "MARK-HER-WORDS",
    "view_weight": "followed",
}
VISIT_BACK = {
    "visit_safe": "yes",
    "visit_back_hour": "17:10",
    "visit_met": ["child_alone", "caregiver"],
    "visit_seen": "MARK-SEEN",
}


@pytest.mark.opens(
    "concern",
    "receipt",
    "qualification",
    "risk_open",
    "weigh",
    "risk_evaluate",
    "risk_decide",
    "tell_child",
    "tell_caregiver",
    "caregiver_notice",
    "assessment",
    "plan",
    "visit_out",
    "visit_back",
    "service_given",
    "review",
    "conference",
    "gestiones",
    "colaboracion",
    "verification",
    "risk_appeal",
    "risk_extend",
    "risk_end",
    "ask_approval",
    "decide_approval",
    "child_feedback",
    "caregiver_feedback",
    "closure",
    "feedback",
    "release",
    "aftercare",
    "reopening",
)
def test_a_case_goes_its_whole_way(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00")
    the_procedure_opens_and_she_is_heard(desk, case)
    a_decision_states_what_it_must(desk, case)
    she_and_the_family_are_told(desk, case)
    a_plan_is_made_with_her(desk, case)
    two_people_visit_and_come_back(desk, case)
    it_is_reviewed_and_checked(desk, case)
    the_measures_are_extended_and_end(desk, case)
    nothing_ends_without_agreement(desk, case)
    it_ends_and_whoever_raised_it_is_released(desk, case)
    she_is_seen_afterwards_and_may_come_back(desk, case)


def the_procedure_opens_and_she_is_heard(desk: Desk, case: Dossier) -> None:
    assert desk.due(case)["PE.risk.open"] == "2027-05-12 00:00"
    ana = desk.comes("ana", "2027-05-11 09:00").goes(f"/dossiers/{case.id}/")
    ana.reads_in_order("What can be done now", "Open the procedure by risk", "With the child")
    opening = {"accredited_now": "yes", "resolution_number": "MARK-1", "facts": "MARK-FACTS"}
    takes(ana, case, "risk_open", opening).reads("In a procedure by risk")
    takes(ana, case, "weigh", {"risk_level": "medium", "weigh_why": "MARK"})
    assert desk.due(case)["PE.risk.eval"] == "2027-05-19 00:00", "five working days"
    heard = {"child_heard": "yes", "heard_words": "MARK", "evaluation_words": "MARK-FOUND"}
    takes(desk.comes("ana", "2027-05-18 15:00"), case, "risk_evaluate", heard)
    assert desk.due(case)["PE.risk.decide"] == "2027-05-20 00:00", "the next working day"


def a_decision_states_what_it_must(desk: Desk, case: Dossier) -> None:
    """Without the child's view and the weight given to it there is no decision."""
    ruling = {"risk_found": "risk", "measures": ["school_health"], "resolution_number": "MARK-2"}
    ana = desk.comes("ana", "2027-05-19 10:00")
    page_of(ana, case, "risk_decide").presses(WRITE, {**ruling, "facts": "MARK-FACTS"})
    ana.reads("To mend", "The weight given to it", "What the child said or showed")
    assert not case.entries.filter(step="risk_decide").exists()
    takes(ana, case, "risk_decide", {**ruling, **STATED}).reads("What others owe by law")
    ana.reads("The family: may appeal", "For information").does_not_read("MARK-")
    assert desk.due(case)["PE.tell.child"] == "2027-05-22 00:00"


def she_and_the_family_are_told(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-20 16:00").follows(case.number).reads("Tell the child")
    takes(ana, case, "tell_child", {**TOLD, "child_told_day": "2027-05-20"})
    assert not {"PE.tell.child", "PE.tell.child_planned"} & desk.due(case).keys()
    notice = {
        "notice_to": "MARK-MOTHER",
        "notice_day": "2027-05-24",
        "notice_hour": "10:00",
        "notice_place": "MARK-OFFICE",
        "notice_taken_by": "MARK-TWO",
    }
    takes(ana, case, "cite_caregiver", notice)
    told = {"caregiver_told_by": "MARK-TWO", "caregiver_who": "MARK", "caregiver_how": "in_person"}
    takes(desk.comes("ana", "2027-05-24 10:30"), case, "tell_caregiver", told)
    assert "PE.tell.caregiver" not in desk.due(case)
    takes(desk.comes("ana"), case, "risk_appeal", {"appeal_state": "received", "appeal_words": "M"})


def a_plan_is_made_with_her(desk: Desk, case: Dossier) -> None:
    known = ("child_now", "child_says", "care", "what_is_missing")
    ana = desk.comes("ana", "2027-05-25 10:00")
    takes(ana, case, "assess", dict.fromkeys(known, "MARK"))
    assert desk.due(case)["PE.case.plan_medium"] == "2027-06-02 00:00"
    plan = {
        "made_with": ["child", "caregiver"],
        "goals-0-goal": "MARK-SCHOOL",
        "goals-0-goal_who": "MARK-AUNT",
        "goals-0-goal_until": "2027-06-30",
        "plan_child_said": "MARK",
    }
    takes(desk.comes("ana", "2027-05-27 10:00"), case, "plan", plan)
    given = {
        "service_type": "education_formal",
        "service_outcome": "given",
        "service_words": "MARK",
    }
    for _ in range(2):
        takes(desk.comes("ana"), case, "serve", given)
    school = {"gestion_for": "school", "gestion_words": "MARK"}
    takes(desk.comes("ana"), case, "gestiones", school)
    takes(desk.comes("ana"), case, "colaboracion", {"colab_with": "MARK", "colab_words": "MARK"})


def two_people_visit_and_come_back(desk: Desk, case: Dossier) -> None:
    """A visit that is not back by its hour is a duty, and the supervisor is told at once."""
    out = {"visit_for": ["for_service"], "visit_with": "MARK-TWO", "back_by": "2027-06-02T16:00"}
    ana = desk.comes("ana", "2027-06-02 13:00")
    page_of(ana, case, "visit_out").presses(WRITE, {**out, "back_by": "2027-06-02T12:00"})
    ana.reads("Choose an hour that has not passed yet.")
    takes(ana, case, "visit_out", out)
    is_refused(ana, case, "visit_out", "A visit has no return noted.", "Come back from the visit")
    desk.it_is("2027-06-02 16:01")
    assert Escalation.objects.filter(dossier=case, clock="PE.visit.back").exists()
    desk.comes("carmen").reads(case.number, "Note the return from the visit")
    takes(desk.comes("ana", "2027-06-02 17:15"), case, "visit_back", VISIT_BACK)
    assert "PE.visit.back" not in desk.due(case)
    ana = desk.comes("ana").goes(f"/dossiers/{case.id}/file/").reads("MARK-SEEN")
    ana.reads_in_order("Note help given", "1 of 2", "Note help given", "2 of 2")


def it_is_reviewed_and_checked(desk: Desk, case: Dossier) -> None:
    assert desk.due(case)["PE.case.review"] == "2027-06-28 00:00"
    ana = desk.comes("ana", "2027-06-25 10:00")
    review = {"review_says": "as_planned", "review_child_said": "MARK", "review_words": "MARK"}
    takes(ana, case, "review", review)
    assert desk.due(case)["PE.case.review"] == "2027-07-26 00:00"
    conference = {
        "conference_for": "complex",
        "conference_who": "MARK",
        "conference_child_view": "MARK",
        "view_weight": "followed",
        "conference_decision": "MARK",
        "tasks-0-task": "MARK",
        "dissent": "MARK",
    }
    takes(ana, case, "conference", conference)
    checked = {"verified": "attended", "verify_more": "end", "verified_how": "MARK"}
    takes(ana, case, "verify", checked)
    assert "PE.dna.verify" not in desk.due(case)


def the_measures_are_extended_and_end(desk: Desk, case: Dossier) -> None:
    assert desk.due(case)["PE.risk.measures"] == "2028-02-20 00:00", "nine months"
    ana = desk.comes("ana", "2028-01-10 10:00")
    takes(ana, case, "risk_extend", {"measures_extended": "yes", **STATED})
    assert desk.due(case)["PE.risk.measures"] == "2028-05-20 00:00", "twelve months"
    end = {"risk_end_why": "plan_reached", "returned_home": "no"}
    is_refused(ana, case, "close", "measures are in force", "To end, your supervisor must agree.")
    takes(desk.comes("ana", "2028-02-01 10:00"), case, "risk_end", {**end, **STATED})
    takes(desk.comes("ana"), case, "tell_child", {**TOLD, "child_told_day": "2028-02-01"})


CLOSING = {
    "closing_reason": "limited_resources",
    "closing_agreed": "both",
    "closing_checks": ["child_feedback", "knows_whom"],
    **STATED,
}


def nothing_ends_without_agreement(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2028-02-02 09:00")
    is_refused(ana, case, "close", "To end, your supervisor must agree.", "Ask for agreement")
    agrees(desk, case, "closing")
    ana = page_of(desk.comes("ana", "2028-02-02 12:00"), case, "close").presses(WRITE, CLOSING)
    ana.reads("Lack of staff, money or a service ends nothing.", "Note a missing service")
    ana.reads("MARK-FACTS")
    assert not case.entries.filter(step="close").exists()


def it_ends_and_whoever_raised_it_is_released(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2028-02-02 14:00")
    takes(ana, case, "answer_raiser", {"answer": "in_hand"})
    scales = ("explained", "listened", "pressed", "followed", "rarely", "useful", "better")
    child = {f"cf_{name}": "8" for name in (*scales, "overall")}
    takes(ana, case, "child_feedback", {**child, "cf_asked": "yes"})
    takes(ana, case, "caregiver_feedback", {"gf_explained": "yes", "gf_useful": "9"})
    ended = takes(ana, case, "close", {**CLOSING, "closing_reason": "goal_met"})
    ended.reads("Our attention ended")
    assert desk.due(case)["PE.case.aftercare"] == "2028-05-03 00:00"
    released = desk.comes("ana", "2028-02-10 10:00")
    takes(released, case, "release", {"release_why": "attention_ended"})
    rosa = desk.comes("rosa").follows("My concerns")
    rosa.reads("You no longer need to keep this in mind.").does_not_read("MARK-", "goal_met")


def she_is_seen_afterwards_and_may_come_back(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2028-04-28 10:00")
    is_refused(ana, case, "plan", "Our attention has ended.", "Open it again")
    takes(ana, case, "aftercare", {"after_says": "again", "after_words": "MARK"})
    takes(ana, case, "reopen", {"reopen_reason": "new_harm", "reopen_words": "MARK"})
    assert desk.due(case)["PE.case.weigh"] == "2028-05-03 00:00", "1 May is a holiday"
    is_refused(ana, case, "close", "To end, your supervisor must agree.")
