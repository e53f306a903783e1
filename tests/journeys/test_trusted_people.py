"""A file opened in an emergency, a judge who asks who gave notice, and a file at its last date."""

import pytest

from amparo.dossiers.models import Dossier, Entry
from tests.journeys.desk import Desk
from tests.world import PASSPHRASE

WHY = "MARK-WHY the child stands at the door and is afraid"


def in_anas_hands(desk: Desk) -> Dossier:
    case = desk.world.case_of(desk.world.raise_concern())
    desk.world.assign(case)
    return case


@pytest.mark.opens("emergency_access", "review_access")
def test_a_colleague_opens_it_for_four_hours_and_the_supervisor_looks(desk: Desk) -> None:
    case = in_anas_hands(desk)
    beto = desk.comes("beto", "2027-05-10 20:00")
    beto.finds_nothing(f"/dossiers/{case.pk}/")
    beto.goes(f"/dossiers/{case.pk}/emergency/")
    said = {"access_why": "danger_now", "access_reason": WHY, "passphrase": PASSPHRASE}
    beto.presses("Open it now", said).reads("The file is open to you until")
    desk.comes("beto", "2027-05-11 00:01").finds_nothing(f"/dossiers/{case.pk}/file/")
    carmen = desk.comes("carmen", "2027-05-11 08:30").goes("/office/")
    carmen.reads("Emergency access to review", case.number)
    carmen.goes(f"/accesses/{case.pk}/review/").reads(WHY)
    carmen.presses("Write it down", access_found="needed", access_note="Spoken with Beto.")
    assert Entry.objects.filter(step="review_access").exists()


@pytest.mark.opens("identity_ask", "identity_agree", "identity_second")
def test_who_gave_notice_is_shown_once_after_two_people_agreed(desk: Desk) -> None:
    case = in_anas_hands(desk)
    ana = desk.comes("ana", "2027-05-11 09:00").goes(f"/dossiers/{case.pk}/identity/")
    ana.presses("Ask for it", identity_for="judge_order", identity_by="A court (made up)")
    address = f"/identities/{case.identity_requests.get().entry_id}/"
    desk.comes("carmen", "2027-05-11 09:30").finds_nothing(address)
    celia = desk.comes("celia", "2027-05-11 10:00").goes(address).does_not_read("Rosa")
    celia.presses("Decide", identity_says="agree", identity_tell="yes")
    carmen = desk.comes("carmen", "2027-05-11 11:00").goes(address).does_not_read("Rosa")
    carmen.presses("Decide", identity_says="agree")
    celia = desk.comes("celia", "2027-05-11 12:00").goes(address)
    celia.presses("Show the identity once").reads("Rosa")
    desk.comes("celia", "2027-05-11 12:30").goes(address).does_not_read("Rosa")
    rosa = desk.comes("rosa", "2027-05-11 18:00").goes(f"/concerns/{case.came_from_id}/")
    rosa.reads("because a judge ordered it")


@pytest.mark.opens("retention")
def test_what_reached_its_date_is_decided_by_a_person_with_a_reason(desk: Desk) -> None:
    world = desk.world
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", tell_raiser="nothing")
    world.take(case, "qualify", crime="no", next="not_a_rights_matter")
    carmen = desk.comes("carmen", "2029-06-11 09:00").goes("/office/retention/").reads(case.number)
    carmen.follows(case.number)
    reason = "Two years have passed and nobody asked for it."
    carmen.presses("Decide", retention_says="erase", retention_reason=reason)
    carmen.reads("decided: it will be erased")
