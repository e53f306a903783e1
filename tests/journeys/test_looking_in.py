"""“Please look in on”: asked from a case, of two members, with the family's agreement, until a day.

Mon 14 Jun 2027 to September: they come by each week; it gets worse, which becomes a concern of its
own in two answers; the office ends it. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier, Entry, KeptFrom, Wrap
from tests.journeys.casework import WRITE, page_of, qualified, takes
from tests.journeys.desk import Desk
from tests.journeys.reading import Reading

LOW = {"risk_level": "low", "weigh_why": "MARK"}
ASKED = {
    "home_violence": "no",
    "look_in_family": "yes",
    "look_in_child": "yes",
    "look_in_task": "be_near",
    "visit_rhythm": "week",
    "look_until": "2027-09-30",
    "child_called": "MARK-LITTLE-NAME",
    "good_hour_place": "MARK-PLACE",
    "look_for": ["eats", "school"],
}
WELL = {"went_two": "yes", "saw_child": "well", "well_in": ["eats"], "got_worse": "no"}
WORSE = {"went_two": "yes", "saw_child": "not_sure", "signs": ["no_care"], "got_worse": "yes"}


def asked(desk: Desk, **answers: str) -> Dossier:
    """Let ana ask rosa and lucia from a case in which danger was weighed as low."""
    case = qualified(desk, "2027-06-14 08:00")
    ana = desk.comes("ana", "2027-06-14 12:00")
    takes(ana, case, "weigh", LOW)
    people = desk.world.people
    two = {"first_person": str(people["rosa"].id), "second_person": str(people["lucia"].id)}
    page_of(ana, case, "look_in").presses(WRITE, {**ASKED, **two, **answers})
    return case


def look_in(case: Dossier) -> Dossier:
    return Dossier.objects.get(protocol="accompaniment", came_from=case)


@pytest.mark.opens(
    "look_in_ask", "look_in", "look_in_visit", "look_in_reply", "look_in_renew", "look_in_end"
)
def test_two_members_look_in_until_the_office_ends_it(desk: Desk) -> None:
    case = asked(desk)
    rosa = desk.comes("rosa").goes(f"/asked/{look_in(case).id}/")
    rosa.reads("We ask you: be near", "30 Sep 2027", "MARK-LITTLE-NAME", "You may say no")
    rosa.presses("Yes, I can").reads("The other person has not said yes yet")
    lucia = desk.comes("lucia", "2027-06-14 18:00").goes(f"/asked/{look_in(case).id}/")
    lucia.presses("Yes, I can").reads("Come by as two")
    lucia = desk.comes("lucia", "2027-06-20 17:00").goes(f"/asked/{look_in(case).id}/")
    lucia.follows("Tell how the visit was").presses("Send", WELL).reads("Only the office reads it")
    ana = desk.comes("ana", "2027-06-21 09:00").goes(f"/dossiers/{look_in(case).id}/file/")
    ana.reads("They look in", "saw them, and they are well", "eats", "MARK-LITTLE-NAME")
    takes(ana, look_in(case), "reply", {"look_in_says": "thanks"})
    renewed = {"look_in_family": "yes", "look_in_child": "yes", "visit_rhythm": "month"}
    takes(ana, look_in(case), "renew", {**renewed, "look_until": "2027-08-31"})
    desk.comes("rosa").goes(f"/asked/{look_in(case).id}/").reads("31 Aug 2027", "Go on as always")
    takes(desk.comes("ana"), look_in(case), "end", {"look_in_end": "done"})
    ended = desk.comes("rosa").goes(f"/asked/{look_in(case).id}/").reads("It has ended. Thank you.")
    ended.does_not_read("MARK-LITTLE-NAME", "MARK-PLACE", "Tell how the visit was")
    assert not Wrap.objects.filter(part__entry__dossier=look_in(case), account__isnull=False)


def test_a_turn_for_the_worse_is_a_concern_in_two_answers(desk: Desk) -> None:
    case = asked(desk)
    kept = desk.world.bodies["posta"]
    KeptFrom.objects.create(
        dossier=look_in(case), body=kept, reason="raiser_said", at=desk.world.clock.at
    )
    for who in ("rosa", "lucia"):
        desk.comes(who).goes(f"/asked/{look_in(case).id}/").presses("Yes, I can")
    rosa = desk.comes("rosa", "2027-06-20 17:00").goes(f"/asked/{look_in(case).id}/")
    rosa.follows("Tell how the visit was").presses("Send", WORSE)
    rosa.reads("It is worse: give notice")
    rosa.presses("Send the notice", danger_now="no", health_now="yes").reads("reached")
    concern = Dossier.objects.filter(protocol="concern").latest("opened_at")
    assert concern.entries.get().coded["home_district"] == "ours"
    assert concern.kept_from.filter(body=kept).exists(), "who must not know learns of it"
    assert case.entries.filter(step="look_in_worse").count() == 1
    ana = desk.comes("ana").goes(f"/dossiers/{desk.cases('demuna')[-1].id}/file/")
    ana.reads("MARK-LITTLE-NAME", "food, care or health care is missing")
    assert "look_in.worse" in desk.due(look_in(case))


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"home_violence": "yes"}, "There is violence in the home"),
        ({"home_violence": "unknown"}, "There is violence in the home"),
        ({"look_in_family": "no"}, "It is not said that the family"),
        ({"look_in_child": "no"}, "It is not said that the family"),
    ],
)
def test_nobody_is_asked_without_agreement_or_where_there_is_violence(
    desk: Desk, answers: dict[str, str], why: str
) -> None:
    case = asked(desk, **answers)
    assert not Dossier.objects.filter(protocol="accompaniment").exists()
    desk.comes("ana").goes(f"/dossiers/{case.id}/steps/look_in/")
    assert not Entry.objects.filter(step="look_in").exists(), why


def test_somebody_must_go_along_and_nobody_is_asked_who_must_not_know(desk: Desk) -> None:
    rosa = str(desk.world.people["rosa"].id)
    case = asked(desk, second_person=rosa)
    assert not Dossier.objects.filter(protocol="accompaniment").exists()
    tomas = desk.world.people["tomas"]
    KeptFrom.objects.create(dossier=case, account=tomas, reason="own_tie", at=desk.world.clock.at)
    page = page_of(desk.comes("ana"), case, "look_in").does_not_read(tomas.display_name)
    page.presses(WRITE, {**ASKED, "first_person": rosa}).reads("Choose two people")


def test_one_says_no_and_neither_can_open_it_any_more(desk: Desk) -> None:
    case = asked(desk)
    here = f"/asked/{look_in(case).id}/"
    desk.comes("rosa", "2027-06-15 08:00").goes(here).presses("Yes, I can")
    desk.comes("lucia").goes(here).presses("I can't").reads("Nobody will ask you why")
    desk.comes("rosa").goes(here).does_not_read("MARK-LITTLE-NAME", "Yes, I can")
    assert not Wrap.objects.filter(part__entry__dossier=look_in(case), account__isnull=False)
    assert case.entries.filter(step="look_in_declined").count() == 1
    for stranger in ("tomas", "evaristo", "ana"):
        desk.comes(stranger).finds_nothing(here)


def test_the_supervisor_learns_that_a_group_sleeps(desk: Desk) -> None:
    case = asked(desk)
    desk.it_is("2027-06-20 00:05")
    told = look_in(case).entries.filter(step="escalate")
    assert [each.coded["level"] for each in told] == ["supervisor"]
    desk.comes("carmen").goes("/office/").reads(look_in(case).number)


def test_no_copy_for_the_parties_says_that_anybody_was_asked(desk: Desk) -> None:
    case = asked(desk)
    ana = desk.comes("ana", "2027-06-15 10:00").goes(f"/dossiers/{case.id}/copy/")
    ana.presses("Open the pieces and decide")
    asks, _button = Reading(ana.html).form_with("Make the copy")
    offered = {name: codes or set() for name, codes in asks.offered.items()}
    decide = {name: codes for name, codes in offered.items() if name.startswith("decide_")}
    said = {name: "give" if "give" in codes else max(codes) for name, codes in decide.items()}
    ana.presses("Make the copy", said, copy_for="the father", read_again="yes")
    sheet = ana.html.partition('<article class="pages"')[2].partition("</article>")[0].lower()
    assert "qualify" in sheet
    for told in ("look in", "mark-little", "mark-place", "rosa", "lucia", "group"):
        assert told not in sheet, told
