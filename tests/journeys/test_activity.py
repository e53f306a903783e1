"""What a group did, told in ticks: by a member, for numbers of at least five groups.

Rosa notes a talk, and takes back one that was wrong. Nobody else sees either. Made-up people.
"""

from datetime import date, timedelta

import pytest

from amparo.dossiers.models import Dossier, Duty, Entry, SealedPart
from amparo.forms.form import CODED
from tests.journeys.conciliating import WRITE
from tests.journeys.desk import Desk, Visit
from tests.journeys.reading import Typed
from tests.world import peru

NOW = "2027-05-10 17:00"
TODAY = date(2027, 5, 10)
TALK: Typed = {
    "activity_kind": "talk",
    "activity_on": TODAY.isoformat(),
    "activity_about": ["good_treatment", "where_help"],
    "how_many": "up_to_25",
    "who_came": ["caregivers", "adolescents"],
}


def activities() -> list[Dossier]:
    return list(Dossier.objects.filter(protocol="activity"))


def notes(desk: Desk, **answers: str | list[str]) -> Visit:
    rosa = desk.comes("rosa", NOW).goes("/activities/note/")
    return rosa.presses(WRITE, {**TALK, **answers})


@pytest.mark.opens("activity")
def test_a_member_notes_a_talk_and_takes_back_a_wrong_one(desk: Desk) -> None:
    rosa = desk.comes("rosa", NOW).follows("Activities")
    rosa.reads("Here will be the activities of your group").follows("Note an activity")
    rosa.presses(WRITE, TALK).reads("Written down. Thank you.", "A talk", "11 to 25")
    rosa.reads("Week of").follows("Take it back").reads("A talk", "11 to 25")
    address = rosa.address
    for who in ("lucia", "evaristo", "ana", "carmen", "elsa", "mario", "julio"):
        desk.comes(who).finds_nothing(address)
    desk.comes("lucia").goes("/activities/").reads("Here will be the activities")
    rosa = desk.comes("rosa").goes(address).presses("Take it back")
    rosa.reads("Taken back. It is not counted any more.").does_not_read("11 to 25")
    nothing_is_owed_and_nothing_is_locked(desk)


def nothing_is_owed_and_nothing_is_locked(desk: Desk) -> None:
    (noted,) = activities()
    assert not Duty.objects.filter(dossier=noted).exists()
    assert not SealedPart.objects.filter(entry__dossier=noted).exists()
    assert noted.parties.get().account == desk.world.people["rosa"]
    assert noted.entries.get(step="note").coded["activity_on"] == "2027-W19"


def test_no_question_of_it_can_hold_a_name() -> None:
    asked = peru().forms["activity"].questions()
    assert {each.kind for each in asked} == {"select_one", "select_multiple", "date"}
    assert {each.answer_class for each in asked} == {CODED}
    assert all(each.choices for each in asked if each.kind != "date")


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_to_come_or_of_long_ago_is_not_taken(desk: Desk, days: int) -> None:
    notes(desk, activity_on=str(TODAY - timedelta(days=days))).reads("of the last 90 days")
    assert activities() == []


@pytest.mark.parametrize("days", [0, 90])
def test_today_and_the_ninetieth_day_are_taken(desk: Desk, days: int) -> None:
    notes(desk, activity_on=str(TODAY - timedelta(days=days))).reads("Written down.")
    assert len(activities()) == 1


def test_a_page_sent_twice_notes_one(desk: Desk) -> None:
    rosa = desk.comes("rosa", NOW).goes("/activities/note/")
    page = rosa.html
    rosa.presses(WRITE, TALK)
    rosa.html, rosa.address = page, "/activities/note/"
    rosa.presses(WRITE, TALK)
    assert len(activities()) == 1


def test_taking_back_twice_takes_back_once(desk: Desk) -> None:
    rosa = notes(desk).follows("Take it back")
    page, address = rosa.html, rosa.address
    rosa.presses("Take it back")
    rosa.html, rosa.address = page, address
    rosa.presses("Take it back").reads("Taken back.")
    assert Entry.objects.filter(step="take_back").count() == 1
    assert rosa.goes(address).words.count("Taken back. It is not counted.") == 1


def test_something_left_out_is_asked_for_and_nothing_is_noted(desk: Desk) -> None:
    rosa = desk.comes("rosa", NOW).goes("/activities/note/")
    rosa.presses(WRITE, activity_kind="talk").reads("To mend")
    assert activities() == []
