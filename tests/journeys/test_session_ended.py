"""The session ends while somebody types: what was typed survives the sign-in, for them alone."""

import pytest

from amparo.dossiers.models import Draft
from tests.journeys.desk import Desk, Visit
from tests.journeys.raising import goes_on
from tests.world import PASSPHRASE

BEFORE: dict[str, dict[str, str | list[str]]] = {
    "danger": {"danger_now": "no", "health_now": "no"},
    "who_not": {"keep_from": ["family"]},
    "seen": {"signs": ["school"]},
    "children": {},
    "where": {"home_place": "MARK-PLACE"},
}
TYPED = "MARK-WORDS «no quiero» 😀 سلام <script>alert(1)</script>"
KEPT = "We kept what you had typed."


@pytest.mark.opens("concern")
def test_what_a_member_typed_survives_the_sign_in(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-05-10 10:00").goes("/concerns/raise/").follows("Begin")
    goes_on_up_to_the_words(rosa)
    the_session_ends_while_she_types(desk, rosa)
    nobody_else_at_this_computer_sees_it(rosa)
    she_signs_in_and_finds_it(rosa)
    it_is_sent_once_and_nothing_stays_behind(desk, rosa)


def goes_on_up_to_the_words(rosa: Visit) -> None:
    for answers in BEFORE.values():
        rosa.presses("Go on", answers)


def the_session_ends_while_she_types(desk: Desk, rosa: Visit) -> None:
    desk.it_is("2027-05-10 10:45")
    rosa.presses("Go on", child_view="afraid", words_seen=TYPED)
    rosa.reads("Sign in", "User name").does_not_read("MARK-", "rosa")
    assert Draft.objects.filter(account=desk.world.people["rosa"]).count() == 2


def nobody_else_at_this_computer_sees_it(rosa: Visit) -> None:
    page = rosa.html
    signs_in(rosa, "tomas").does_not_read("MARK-", KEPT)
    rosa.goes("/concerns/").does_not_read("Begun, not sent").presses("Sign out")
    rosa.html, rosa.address = page, "/sign-in/"


def she_signs_in_and_finds_it(rosa: Visit) -> None:
    signs_in(rosa, "rosa").reads(KEPT, TYPED).does_not_read("<script>alert")
    goes_on(rosa, {"words": {}, "find": {}, "about_me": {}}).reads(TYPED, "MARK-PLACE")


def it_is_sent_once_and_nothing_stays_behind(desk: Desk, rosa: Visit) -> None:
    rosa.presses("Send").reads("It reached the office").does_not_read("MARK-")
    assert not Draft.objects.exists()
    ana = desk.comes("ana").goes(f"/dossiers/{desk.case_for('demuna').id}/file/")
    ana.reads(TYPED).does_not_read("<script>alert")


@pytest.mark.opens("receipt")
def test_what_an_officer_typed_survives_the_sign_in_and_can_be_thrown_away(desk: Desk) -> None:
    desk.it_is("2027-05-10 10:00")
    case = desk.world.case_of(desk.world.raise_concern())
    ana = desk.comes("ana").goes(f"/dossiers/{case.id}/file/").follows("Receipt")
    desk.it_is("2027-05-10 10:31")
    ana.presses("Write it down", arrived="app", conflict="office", conflict_reason="MARK-WHY")
    signs_in(ana, "ana").reads(KEPT, "MARK-WHY")
    ana.presses("Throw it away").does_not_read(KEPT, "MARK-WHY")
    assert not Draft.objects.exists()
    ana.presses("Write it down", arrived="app", conflict="none").reads("To mend")
    ana.presses("Write it down", RECEIPT).reads("Written down.")


RECEIPT = {
    "danger_checked": "safe_now",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "nothing",
    "answer_by": "2027-05-14",
}


def signs_in(visit: Visit, who: str) -> Visit:
    return visit.presses("Sign in", username=who, passphrase=PASSPHRASE)
