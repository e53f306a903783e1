"""Friday night, no police: whom to call, who answers, and what stays on top until somebody does.

Fri 14 May 2027, 21:30: a man with a machete, three children under the bed, the nearest police
station three hours away. Nothing waits for a form. Made-up people.
"""

import pytest

from amparo.system.models import Gap
from tests.journeys.desk import Desk, Visit

UNHEARD = "Danger that no person has answered"
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "help_sent",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "call_me",
    "answer_by": "2027-05-18",
}
POLICE_CALLED = {
    "referred_to": "pnp",
    "handed_person": "Suboficial Rojas (made up)",
    "handed_at": "2027-05-15T00:50",
    "channel": "call",
}


@pytest.mark.opens("concern", "receipt", "danger_check", "hand_over")
def test_nobody_answers_and_it_stays_on_top_until_a_person_does(desk: Desk) -> None:
    the_supervisor_tried_a_number_on_monday(desk)
    rosa = desk.comes("rosa", "2027-05-14 21:30")
    danger_comes_first(rosa)
    nobody_answers_at_105(desk, rosa)
    the_justice_of_the_peace_answers(rosa)
    three_answers_and_it_is_sent(desk, rosa)
    it_reached_the_office_and_the_numbers_are_still_there(rosa)
    it_stands_on_top_of_the_duty_screen(desk)
    the_supervisor_and_then_oversight_are_told(desk)
    an_officer_reaches_nobody_and_it_stays_on_top(desk)
    an_officer_reaches_somebody_and_calls_the_police(desk)
    on_monday_it_is_in_hand(desk)
    the_raiser_hears_that_it_was_read(desk)


def the_supervisor_tried_a_number_on_monday(desk: Desk) -> None:
    carmen = desk.comes("carmen", "2027-05-10 10:00").goes("/numbers/")
    carmen.does_not_read("tested on").presses("A person answered").reads("tested on Mon 10 May")


def danger_comes_first(rosa: Visit) -> None:
    rosa.reads("There is danger now").follows("There is danger now")
    rosa.reads("Nothing waits for a form. Call first.", "105", "hours not known", "not tested")
    rosa.presses("Whom to call here", danger_now="now", health_now="no")
    rosa.reads("Call 105", "A child is in danger now. We need help.")
    rosa.reads_in_order("If nobody answers", "984 333 444", "tested on Mon 10 May 2027")


def nobody_answers_at_105(desk: Desk, rosa: Visit) -> None:
    desk.it_is("2027-05-14 21:40")
    assert not Gap.objects.exists()
    rosa.presses("Nobody answers")
    (gap,) = Gap.objects.all()
    assert (gap.hotline, gap.reason, gap.area_id) == ("105", "no_answer", "PE080401")
    rosa.does_not_read("Call 105").reads("Tried already", "105", "nobody answered")


def the_justice_of_the_peace_answers(rosa: Visit) -> None:
    rosa.reads("984 333 444", "Juez de paz de Qori (made up)", "at home, day and night")
    while "Call 984 333 444" not in rosa.words:
        rosa.presses("Nobody answers")
    rosa.presses("They answered")


def three_answers_and_it_is_sent(desk: Desk, rosa: Visit) -> None:
    """Q1 to Q3, who must not know, and where: then send. The calls already gave Q3's answer."""
    rosa.presses("Go on", called_hour="21:45")
    rosa.presses("Go on", keep_from=["none"])
    rosa.presses("Go on", home_district="ours")
    rosa.reads_in_order("Where it goes", "police station, told by the DEMUNA", "What you wrote")
    desk.it_is("2027-05-14 21:46")
    rosa.reads("the justice of the peace", "21:45").presses("Send")


def it_reached_the_office_and_the_numbers_are_still_there(rosa: Visit) -> None:
    rosa.reads("It reached the office", "No person has read it yet. If there is danger, call.")
    rosa.reads("If there is danger, call", "105")


def it_stands_on_top_of_the_duty_screen(desk: Desk) -> None:
    """The office is closed; whoever is on duty finds it first all the same."""
    ana = desk.comes("ana", "2027-05-14 21:50")
    ana.reads_in_order(UNHEARD, "before Fri 14 May, 22:46", "more in this file")
    assert all(case.number in ana.words.split(UNHEARD)[1] for case in desk.cases("demuna"))
    ana.does_not_read("machete", "police station")


def the_supervisor_and_then_oversight_are_told(desk: Desk) -> None:
    case = desk.case_for("demuna")
    carmen = desk.comes("carmen", "2027-05-14 23:50")
    carmen.reads_in_order(UNHEARD, case.number, "overdue since Fri 14 May, 22:46", "Not assigned")
    carmen.does_not_read("machete", "rosa")
    told = case.escalations.filter(clock="PE.danger.answer")
    assert {(each.level, each.body.kind) for each in told} == {
        ("supervisor", "demuna"),
        ("oversight", "mimp"),
    }
    julio = desk.comes("julio").goes("/oversight/").reads("DEMUNA Calca (made up)")
    julio.reads("105", "Calca").does_not_read(case.number, "rosa")


def an_officer_reaches_nobody_and_it_stays_on_top(desk: Desk) -> None:
    case = desk.case_for("demuna")
    ana = desk.comes("ana", "2027-05-15 00:10").reads_in_order(UNHEARD, case.number, "overdue")
    ana.goes(f"/dossiers/{case.id}/").follows("Open the file")
    ana.follows("is there danger now?")
    ana.presses("Write it down", danger_checked="not_reached", next_attempt="2027-05-15T00:40")
    ana.goes("/duties/").reads_in_order(UNHEARD, case.number, "Try again: nobody answered")


def an_officer_reaches_somebody_and_calls_the_police(desk: Desk) -> None:
    own, for_police = desk.case_for("demuna"), desk.case_for("demuna", "pnp")
    ana = desk.comes("ana", "2027-05-15 00:45")
    ana.goes(f"/dossiers/{own.id}/").follows("receipt").presses("Write it down", RECEIPT)
    ana.goes("/duties/").reads_in_order(UNHEARD, for_police.number, "Call the service without")
    ana.goes(f"/dossiers/{for_police.id}/").reads("You stand in for a service without access")
    ana.reads("Comisaría de Calca (made up)").follows("Open the file").follows("hand over")
    ana.presses("Write it down", POLICE_CALLED)
    ana.goes(f"/dossiers/{for_police.id}/").follows("receipt").presses("Write it down", RECEIPT)


def on_monday_it_is_in_hand(desk: Desk) -> None:
    ana = desk.comes("ana", "2027-05-17 08:00")
    ana.reads_in_order(UNHEARD, "Nobody is waiting in danger without an answer.")
    ana.does_not_read("PE.danger", "call the service without access now")


def the_raiser_hears_that_it_was_read(desk: Desk) -> None:
    rosa = desk.comes("rosa").follows("My concerns")
    rosa.reads(
        "A person has read your notice",
        "visit because of it. Call me. Next answer before Tue 18 May",
    )
    rosa.does_not_read("No person has read it yet", "machete")
