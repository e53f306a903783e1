"""Between services: what she agrees to, passed on and never refused, and what she takes back.

The DEMUNA asks a girl of 15, each thing apart, and refers her to the UPE, which passes it on to the
national desk. Then she no longer agrees. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier, Wrap
from tests.journeys.conciliating import RECEIPT, WRITE
from tests.journeys.desk import Desk

AGREES = {
    "consent_age": "14_17",
    "given_by": ["child"],
    "child_agrees": "yes",
    "consent_services": "yes",
    "consent_data": "yes",
    "consent_photos": "no",
    "consent_said": "MARK-CONSENT",
}
SENT = {
    "referred_to": "upe",
    "referred_for": ["support"],
    "agreement": "agrees",
    "child_called": "MARK-NAME",
    "what_to_know": "MARK-NEED",
}
PASSED = {
    **SENT,
    "pass_why": "specialised",
    "referred_to": "linea_1810",
    "child_called": "",
    "what_to_know": "MARK-PASSED",
}
TAKEN_BACK = {
    "withdrawn_for": ["data"],
    "withdrawn_by": "child",
    "withdrawn_alone": "yes",
    "withdrawn_pressure": "no",
    "withdrawn_said": "MARK-NO-MORE",
}


@pytest.mark.opens("consent", "referral", "pass_on", "withdraw_consent", "withdrawal_seen")
def test_what_she_takes_back_can_be_opened_no_more(desk: Desk) -> None:
    case = asked_each_thing_apart(desk)
    referred_with_the_least(desk, case)
    theirs = the_upe_passes_it_on(desk)
    the_sender_reads_where_it_went(desk, case)
    under_pressure_nothing_changes(desk, case, theirs)
    said_freely_the_keys_are_gone(desk, case, theirs)


def asked_each_thing_apart(desk: Desk) -> Dossier:
    desk.it_is("2027-05-10 09:15")
    case = desk.world.case_of(desk.world.raise_concern())
    desk.world.opened(case)
    desk.world.take(case, "receipt", None, **RECEIPT)
    ana = desk.comes("ana", "2027-05-10 10:00").goes(f"/dossiers/{case.id}/steps/consent/")
    ana.reads("do not ask about the family's work or money", "not needed in order to be helped")
    ana.presses(WRITE, {**AGREES, "given_by": ["caregiver"]})
    ana.reads("From 14 the adolescent says it.")
    ana.presses(WRITE, AGREES).reads("Written down.")
    return case


def referred_with_the_least(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-10 10:30").goes(f"/dossiers/{case.id}/steps/refer/")
    ana.presses(WRITE, SENT, receiver=str(desk.world.bodies["upe"].id)).reads("Written down.")
    ana.reads("Referred to other services", "UPE", "It reached the other service")


def the_upe_passes_it_on(desk: Desk) -> Dossier:
    theirs = desk.case_for("upe")
    elsa = desk.comes("elsa", "2027-05-10 15:00").goes(f"/dossiers/{theirs.id}/file/")
    elsa.reads("MARK-NEED").does_not_read("MARK-CONSENT", "MARK-WORDS")
    elsa.goes(f"/dossiers/{theirs.id}/steps/pass_on/").reads("This step is not open now")
    desk.world.take(theirs, "receipt", desk.world.officer("elsa", "upe"), **RECEIPT)
    elsa.goes(f"/dossiers/{theirs.id}/steps/pass_on/").reads("It is not refused")
    options = elsa.html.split('id="receiver"')[1].split("</select>")[0]
    assert str(desk.world.bodies["demuna"].id) not in options
    elsa.presses(WRITE, PASSED, receiver=str(desk.world.bodies["desk_1810"].id))
    elsa.reads("Written down.", "Referred to other services")
    return theirs


def the_sender_reads_where_it_went(desk: Desk, case: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-11 09:00").goes(f"/dossiers/{case.id}/")
    ana.reads("It belongs to another service: passed on: national desk")


def under_pressure_nothing_changes(desk: Desk, case: Dossier, theirs: Dossier) -> None:
    ana = desk.comes("ana", "2027-05-12 09:00").goes(f"/dossiers/{case.id}/steps/withdraw_consent/")
    ana.reads("It does not undo what they have read, nor the duty to protect")
    pressed = {**TAKEN_BACK, "withdrawn_by": "caregiver", "withdrawn_pressure": "unknown"}
    ana.presses(WRITE, pressed).reads("Told now: UPE", "that can't be undone")
    desk.comes("elsa").goes(f"/dossiers/{theirs.id}/file/").reads("MARK-NEED", "under pressure")
    carmen = desk.comes("carmen", "2027-05-12 11:00").goes("/office/")
    carmen.reads("A consent was withdrawn, perhaps under pressure", case.number)
    assert desk.due(case)["PE.withdrawal.seen"] == "2027-05-14 00:00"


def said_freely_the_keys_are_gone(desk: Desk, case: Dossier, theirs: Dossier) -> None:
    carmen = desk.comes("carmen", "2027-05-12 12:00")
    carmen.goes(f"/dossiers/{case.id}/steps/withdrawal_seen/").reads("nothing changes")
    carmen.presses(WRITE, withdrawn_freely="yes", seen_next="MARK-PLAN")
    assert "PE.withdrawal.seen" not in desk.due(case)
    elsa = desk.comes("elsa", "2027-05-12 13:00").goes(f"/dossiers/{theirs.id}/file/")
    elsa.reads("Consent was withdrawn: this can't be opened any more.", "They may have read it")
    elsa.does_not_read("MARK-NAME", "MARK-NEED")
    sent = Dossier.objects.filter(protocol="referral")
    assert sent.count() == 2
    assert not Wrap.objects.filter(part__entry__dossier__in=sent).exists()
