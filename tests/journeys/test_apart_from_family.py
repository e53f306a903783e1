"""A flood parts a boy of 9 from his family: looked for, verified, together again, followed up.

Mon 10 May to Thu 17 June 2027. He is with a neighbour's relative; the UPE is told and takes part;
nobody goes back before the adult and the boy are verified and he was heard. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier, Escalation
from tests.journeys.casework import WRITE, is_refused, page_of, qualified, takes
from tests.journeys.desk import Desk

CASE = {"age_band": "9_11", "sex": "boy", "family_protection": "none", "next": "gestiones"}
STATED = {
    "facts": "MARK-FACTS",
    "child_opinion": "MARK-VIEW",
    "view_weight": "followed",
    "best_interests": "MARK-BEST",
    "family_ties": "MARK-TIES",
}
APART = {
    "apart": "separated",
    "apart_known_at": "2027-05-10T07:30",
    "apart_cause": "disaster",
    "last_together": "MARK-BRIDGE",
    "looked_for-0-looked_who": "MARK-MOTHER",
    "looked_for-0-looked_tie": "mother",
    "care_now": "kinship_care_extended_family",
    "tracing_ok": "dk",
}
TRACED = {
    "tracing_is": "tracing_in_progress",
    "trace_day": "2027-05-11",
    "trace_how": ["visit", "shelter"],
    "trace_words": "MARK-SHELTER",
}
ADULT = {
    "adult_name": "MARK-MOTHER",
    "adult_tie": "mother",
    "adult_shows": ["knows", "confirmed"],
    "adult_said": "MARK-RIVER",
    "adult_wants": "with_help",
    "adult_home": "MARK-HOUSE",
    "adult_check": "verified",
}
CHILD = {
    "child_told_of": "MARK-SONG",
    "child_knows": "yes",
    "child_matches": "yes",
    "child_wants": "yes",
    "child_wants_words": "MARK-HOME",
    "return_heard": "not_yet",
    "child_check": "verified",
}
RETURN = {
    "reunited_on": "2027-05-17",
    "reunited_with": "MARK-MOTHER",
    "care_after": "parent_s",
    "reunited_by": "family",
    "made_ready": ["child_told", "family_told"],
    "return_help": "MARK-HELP",
    **STATED,
}
SEEN = {
    "together_is": "well",
    "after_day": "2027-05-21",
    "after_with": ["child", "caregiver"],
    "after_child_said": "MARK-PLAYS",
    "after_seen": "MARK-SEEN",
}


@pytest.mark.opens(
    "separated",
    "tracing",
    "adult_verification",
    "child_verification",
    "reunification",
    "after_reunion",
    "case_note",
    "file_check",
)
def test_a_boy_parted_by_a_flood_is_with_his_family_again(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", **CASE)
    an_ordinary_case_is_asked_one_thing(desk, case)
    nobody_searches_before_he_was_asked(desk, case)
    the_search_begins_in_48_hours(desk, case)
    nobody_goes_back_unverified_or_unheard(desk, case)
    they_are_together_and_seen_again(desk, case)
    notes_and_the_list_of_the_file(desk, case)


def an_ordinary_case_is_asked_one_thing(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-10 10:30").goes(f"/dossiers/{case.id}/")
    ana.reads("Note that the child is not with the family")
    ana.does_not_read("If not with the family", "Look for the family", "Verify the adult")


def nobody_searches_before_he_was_asked(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-10 11:00")
    page_of(ana, case, "separated").presses(WRITE, {**APART, "apart_known_at": "2027-05-10T12:00"})
    ana.reads("Choose an hour that has passed.")
    takes(ana, case, "separated", APART).does_not_read("MARK-")
    is_refused(ana, case, "trace", "whether the child wants the family to be looked for")
    assert desk.due(case)["apart.ask_again"] == "2027-05-12 07:30"
    assert desk.due(case)["PE.apart.upe"] == "2027-05-12 00:00", "the next working day"
    takes(desk.comes("ana", "2027-05-10 15:00"), case, "separated", {**APART, "tracing_ok": "yes"})


def the_search_begins_in_48_hours(desk: Desk, case: Dossier) -> None:
    assert desk.due(case)["apart.trace"] == "2027-05-12 07:30", "from when the service knew"
    page = page_of(desk.comes("ana", "2027-05-11 10:00"), case, "trace")
    page.reads("Never with photographs or names on public lists.")
    takes(desk.comes("ana"), case, "trace", TRACED)
    assert "apart.trace" not in desk.due(case)
    assert desk.due(case)["apart.trace_again"] == "2027-05-19 00:00"
    found = {**TRACED, "tracing_is": "relative_found", "trace_found": "MARK-MOTHER"}
    takes(desk.comes("ana", "2027-05-12 10:00"), case, "trace", found)


def nobody_goes_back_unverified_or_unheard(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-13 10:00")
    is_refused(ana, case, "reunite", "The adult is not verified.", "Verify the adult")
    takes(ana, case, "verify_adult", {**ADULT, "adult_check": "pending"})
    is_refused(ana, case, "reunite", "The adult is not verified.")
    takes(desk.comes("ana", "2027-05-14 10:00"), case, "verify_adult", ADULT)
    is_refused(desk.comes("ana"), case, "reunite", "It is not verified with the child yet")
    takes(desk.comes("ana"), case, "verify_child", CHILD)
    is_refused(desk.comes("ana"), case, "reunite", "was not heard yet on going back")
    takes(desk.comes("ana"), case, "verify_child", {**CHILD, "return_heard": "yes"})


def they_are_together_and_seen_again(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-17 16:00")
    unheard = {key: said for key, said in RETURN.items() if key != "child_opinion"}
    page_of(ana, case, "reunite").presses(WRITE, unheard)
    ana.reads("To mend", "What the child said or showed")
    takes(ana, case, "reunite", RETURN)
    assert desk.due(case)["PE.tell.child"] == "2027-05-20 00:00"
    assert desk.due(case)["apart.first_visit"] == "2027-05-25 00:00"
    takes(desk.comes("ana", "2027-05-21 10:00"), case, "after_reunion", SEEN)
    assert desk.due(case)["apart.visits"] == "2027-06-22 00:00"
    ana = desk.comes("ana", "2027-06-17 10:00").goes(f"/dossiers/{case.id}/file/")
    ana.reads("MARK-PLAYS", "MARK-SONG", "MARK-BEST")


def notes_and_the_list_of_the_file(desk: Desk, case: Dossier) -> None:
    noted = {"note_of": "call", "note_day": "2027-06-17", "note_seen": "MARK-CALL"}
    takes(desk.comes("ana"), case, "note", noted)
    items = ("agreed", "registered", "weighed", "assessed", "plan", "review", "child", "others")
    checked = {f"fc_{item}": "yes" for item in (*items, "apart", "paper")}
    takes(desk.comes("ana"), case, "file_check", {**checked, "fc_missing": "MARK-NOTHING"})


@pytest.mark.opens("missing_child")
def test_where_nobody_knows_where_he_is_the_police_are_called_in_the_hour(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", **CASE)
    takes(desk.comes("ana", "2027-05-10 11:00"), case, "separated", {"apart": "missing"})
    assert desk.due(case)["PE.missing.police"] == "2027-05-10 12:00"
    ana = page_of(desk.comes("ana"), case, "missing").reads("Call the police first.")
    takes(ana, case, "missing", {"missing_is": "still", "missing_told": ["police"]})
    assert desk.due(case)["apart.missing"] == "2027-05-11 11:00"
    desk.it_is("2027-05-10 12:01")
    assert Escalation.objects.filter(dossier=case, clock="PE.missing.police").exists()
    found = {"missing_is": "found", "missing_child_said": "MARK-COLD"}
    takes(desk.comes("ana", "2027-05-10 18:00"), case, "missing", found)
    assert "apart.missing" not in desk.due(case)


@pytest.mark.opens("best_interests", "determination", "transfer")
def test_a_panel_decides_with_three_and_never_in_place_of_the_upe(desk: Desk) -> None:
    case = qualified(desk, "2027-05-10 10:00", **{**CASE, "family_protection": "risk"})
    known = ("bia_facts", "bia_child_view", "bia_safety", "bia_ties", "bia_growth", "bia_best")
    best = {**dict.fromkeys(known, "MARK"), "bia_for": "care", "bia_next": "panel"}
    best |= {"view_weight": "followed", "options-0-option": "MARK-AUNT"}
    takes(desk.comes("ana", "2027-05-11 10:00"), case, "best_interests", best)
    panel = {"bid_options": "MARK", "bid_decided": "MARK", "panel-0-panel_who": "MARK", **STATED}
    two = {**panel, "bid_direction": "exceptional_risk", "panel_size": "2"}
    ana = page_of(desk.comes("ana"), case, "determine").presses(WRITE, two)
    ana.reads("Three to five people decide.", "MARK-FACTS")
    apart = {**two, "bid_direction": "separation", "panel_size": "3"}
    page_of(ana, case, "determine").presses(WRITE, apart).reads("is for the UPE or a court")
    assert not case.entries.filter(step="determine").exists()
    takes(ana, case, "determine", {**two, "panel_size": "3"})
    handed = {"transfer_is": "offered", "transfer_why": "moved", "transfer_met": "planned"}
    handed |= dict.fromkeys(("transfer_to", "transfer_open", "transfer_child_said"), "MARK")
    takes(desk.comes("ana", "2027-05-12 10:00"), case, "transfer", handed)
    assert desk.due(case)["case.transfer"] == "2027-05-18 00:00", "three working days"
    desk.it_is("2027-05-18 00:01")
    carmen = desk.comes("carmen")
    carmen.reads(case.number, "Find out whether the other office took it")
