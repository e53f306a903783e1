"""Alimony that was not only alimony, and one that was.

On Wed 1 Sep 2027 a situation is qualified as conciliation. In the separate talk on Thu 16 Sep she
says that he hits them: it stops, the prosecutor is told the same day, and nothing about visits or
custody can be written down any more. In the variant the mother is 16 and lives alone.
Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier, Entry
from tests.journeys import conciliating as says
from tests.journeys.conciliating import WRITE, a_case_qualified_as_conciliation, opens_it, writes
from tests.journeys.desk import Desk, Visit

CAME_OUT = {
    "disclosed": ["violence"],
    "crime": "yes",
    "disclosure_words": "MARK-SAID",
    "disclosure_safe": "MARK-SAFE",
}
DECISION = {
    "reported": "yes",
    "sessions_apart": "yes",
    "best_for_child": "yes",
    "reopen_reason": "MARK-REASON",
}
SEEN = {"kept": "yes", "child_well": "yes", "follow_note": "MARK-SEEN"}


@pytest.mark.opens(
    "mediation_open",
    "mediation_screen",
    "mediation_invite",
    "mediation_received",
    "mediation_disclosure",
    "mediation_reopen",
    "mediation_session",
    "mediation_follow_up",
    "mediation_close",
    "hand_over",
)
def test_it_stops_when_she_says_that_he_hits_them(desk: Desk) -> None:
    case = a_case_qualified_as_conciliation(desk, "2027-09-01 09:00")
    address = the_questions_come_first(desk, case)
    they_are_invited_in_time(desk, case, address)
    she_says_it_in_the_talk(desk, case, address)
    nobody_can_write_down_an_agreement(desk, address)
    the_prosecutor_is_told_the_same_day(desk, case)
    only_a_reasoned_decision_reopens_maintenance(desk, address)
    it_closes_after_two_follow_ups(desk, case, address)


def the_questions_come_first(desk: Desk, case: Dossier) -> str:
    ana = desk.comes("ana", "2027-09-01 10:00")
    address = opens_it(ana, case)
    assert desk.due(case)["PE.dna.invite"] == "2027-09-07 00:00"
    ana.goes(f"{address}steps/invite/")
    ana.reads("This can't be done now", "The questions beforehand come")
    assert WRITE not in ana.words
    writes(ana, address, "screen", {**says.NOTHING_STANDS_IN_THE_WAY, "m02": "unknown"})
    ana.reads("not now: see why").follows("Invite to the hearing")
    ana.reads("There is violence in the family or the couple, or it is not known.")
    ana.reads("TUO Ley 30364 art. 40")
    writes(ana, address, "screen", says.NOTHING_STANDS_IN_THE_WAY)
    return address


def they_are_invited_in_time(desk: Desk, case: Dossier, address: str) -> None:
    ana = desk.comes("ana", "2027-09-06 16:00")
    writes(ana, address, "invite", says.INVITED)
    assert "PE.dna.invite" not in desk.due(case)
    own = Dossier.objects.get(protocol="mediation")
    assert desk.due(own)["PE.dna.hearing"] == "2027-09-21 00:00"
    writes(desk.comes("ana", "2027-09-07 12:00"), address, "received", says.RECEIVED)
    assert "PE.dna.notice" in desk.due(own)


def she_says_it_in_the_talk(desk: Desk, case: Dossier, address: str) -> None:
    ana = desk.comes("ana", "2027-09-16 09:00")
    writes(ana, address, "disclosure", CAME_OUT).reads("Stopped: something came out")
    assert desk.due(case)["PE.crime.report"] == "2027-09-16 10:00"
    ana.goes(f"/dossiers/{case.id}/").reads("Tell the prosecutor or the police")


def nobody_can_write_down_an_agreement(desk: Desk, address: str) -> None:
    ana = desk.comes("ana", "2027-09-16 09:10")
    for step in ("invite", "talk", "session", "agreement"):
        ana.goes(f"{address}steps/{step}/").reads("This can't be done now")
        assert WRITE not in ana.words
    own = Dossier.objects.get(protocol="mediation")
    assert not Entry.objects.filter(dossier=own, step__in=("session", "agreement")).exists()


def the_prosecutor_is_told_the_same_day(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-09-16 09:40")
    ana.goes(f"/dossiers/{case.id}/steps/hand_over/").presses(
        WRITE,
        referred_to="fiscalia",
        handed_person="MARK-PERSON",
        handed_at="2027-09-16T09:30",
        channel="call",
    )
    assert "PE.crime.report" not in desk.due(case)


def only_a_reasoned_decision_reopens_maintenance(desk: Desk, address: str) -> None:
    ana = desk.comes("ana", "2027-09-17 09:00")
    ana.goes(f"{address}steps/reopen_alimony/").presses(WRITE, {**DECISION, "reported": "no"})
    ana.reads("What came out is reported first.")
    ana.presses(WRITE, DECISION).reads("Reopened for maintenance alone")
    for talk in (says.ONE, says.TWO, says.CHILD):
        writes(ana, address, "talk", talk)
    writes(ana, address, "consent", says.BOTH_AGREE)
    ana.goes(f"{address}steps/session/").presses(WRITE, says.TOGETHER)
    ana.reads("After what came out, sessions are held apart: never in one room.")
    writes(ana, address, "session", {**says.TOGETHER, "together": "apart"})
    ana.goes(f"{address}steps/agreement/").presses(WRITE, says.AGREEMENT)
    ana.reads(
        "only maintenance is agreed on: neither custody nor visits", "DS 005-2019-MIMP art. 43.3"
    )
    assert not Entry.objects.filter(step="agreement").exists()
    writes(ana, address, "agreement", {**says.AGREEMENT, "agreed_matters": ["alimony"]})


def it_closes_after_two_follow_ups(desk: Desk, case: Dossier, address: str) -> None:
    ending = {"end_why": "stopped", "close_next": "MARK-NEXT"}
    ana = desk.comes("ana", "2027-10-04 09:00")
    writes(ana, address, "follow_up", SEEN)
    ana.goes(f"{address}steps/close/")
    ana.reads("Before it is closed there must be at least two follow-ups.")
    assert WRITE not in ana.words
    ana = desk.comes("ana", "2027-10-18 09:00")
    writes(ana, address, "follow_up", SEEN)
    writes(ana, address, "close", ending).reads("Closed")
    ana.goes(f"/dossiers/{case.id}/file/").reads("The conciliation ended")
    ana.does_not_read("MARK-SAID")


@pytest.mark.opens(
    "mediation_talk",
    "mediation_consent",
    "mediation_agreement",
    "mediation_confirm",
    "mediation_extend",
)
def test_an_agreement_that_is_kept_is_followed_up_and_closed(desk: Desk) -> None:
    case = a_case_qualified_as_conciliation(desk, "2027-09-01 09:00")
    ana = desk.comes("ana", "2027-09-02 10:00")
    address = opens_it(ana, case)
    writes(ana, address, "screen", says.NOTHING_STANDS_IN_THE_WAY)
    writes(ana, address, "invite", says.INVITED)
    writes(desk.comes("ana", "2027-09-07 12:00"), address, "received", says.RECEIVED)
    ana = desk.comes("ana", "2027-09-16 09:00")
    ana.goes(f"{address}steps/session/").reads("each person is talked to apart")
    for talk in (says.ONE, says.TWO, says.CHILD):
        writes(ana, address, "talk", talk)
    writes(ana, address, "consent", says.BOTH_AGREE)
    writes(ana, address, "session", says.TOGETHER)
    it_does_not_buy_silence(ana, address)
    writes(ana, address, "agreement", says.AGREEMENT).reads(
        "There is an agreement, to be confirmed"
    )
    ana = desk.comes("ana", "2027-09-21 09:00")
    writes(ana, address, "confirm", {"confirmed": "all", "confirm_note": "MARK-BOTH"})
    writes(ana, address, "follow_up", SEEN)
    writes(ana, address, "extend", {"extended": "far", "extend_note": "MARK-FAR"})
    ana = desk.comes("ana", "2027-10-05 09:00")
    writes(ana, address, "follow_up", SEEN)
    writes(ana, address, "close", {"end_why": "kept", "close_next": "MARK-NEXT"}).reads("Closed")


def it_does_not_buy_silence(ana: Visit, address: str) -> None:
    bought = {**says.AGREEMENT, "clauses": ["silence", "handing_over"]}
    ana.goes(f"{address}steps/agreement/").presses(WRITE, bought)
    ana.reads("The agreement buys silence", "hands the child over")
    assert "MARK-AGREEMENT" in ana.html


def test_a_mother_of_sixteen_who_lives_alone_is_made_known_to_the_upe(desk: Desk) -> None:
    case = a_case_qualified_as_conciliation(desk, "2027-09-01 09:00")
    ana = desk.comes("ana", "2027-09-02 10:00")
    address = opens_it(ana, case)
    sixteen = {**says.NOTHING_STANDS_IN_THE_WAY, "party_age": "of_age", "supporter": "no"}
    writes(ana, address, "screen", {**sixteen, "lives_alone": "yes"})
    ana.goes(f"{address}steps/invite/").reads("has nobody independent beside them")
    ana.goes(f"/dossiers/{case.id}/").reads("Tell the UPE: an adolescent who lives alone")
    assert desk.due(case)["PE.dna.upe_alone"] == "2027-09-04 00:00"
