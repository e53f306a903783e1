"""A student of 15 in a residence; a teacher touches girls; the director is his cousin.

Raised at the desk by a member of the group on Sat 18 Sep 2027, 16:00. The school must not know:
it goes to the UGEL and to the prosecutor, each through the DEMUNA, since they have no access.
Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk, Visit
from tests.journeys.raising import writes_a_concern

SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {"danger_now": "no", "health_now": "no"},
    "who_not": {"keep_from": ["school"]},
    "seen": {"signs": ["sexual", "school"], "last_time": "month", "how_known": "child_told"},
    "children": {"how_many": "dk", "each_child-0-child_age": "14_17"},
    "where": {"where_now": "school", "person": "school_staff"},
    "words": {"child_view": "afraid", "words_said": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME", "good_hour_place": "MARK-WHERE"},
    "about_me": {"tie": "unrelated", "my_risk": "no_risk"},
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "nothing",
    "answer_by": "2027-09-27",
}
FILE = "Open the file"


@pytest.mark.opens(
    "concern", "receipt", "hand_over", "hold", "hold_seen", "feedback", "release", "cause"
)
def test_the_school_is_avoided_and_answers_wait_while_the_prosecutor_asks(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-09-18 16:00")
    it_avoids_the_school(desk, rosa)
    on_saturday_the_page_says_when_somebody_reads(desk, rosa)
    on_monday_it_is_the_first_duty(desk)
    the_officer_hands_over_to_both(desk)
    the_prosecutor_asks_to_wait(desk)
    the_supervisor_looks_at_the_wait(desk)
    the_raiser_hears_nothing_new_meanwhile(desk)
    after_the_wait_she_hears_and_is_released(desk)
    a_clock_missed_is_shown_with_its_cause(desk)


def it_avoids_the_school(desk: Desk, rosa: Visit) -> None:
    writes_a_concern(rosa, SAID).reads_in_order("Who will not know", "the school")
    where = rosa.words.split("Where it goes")[1].split("Who will not know")[0]
    assert "UGEL" in where
    assert "prosecutor's office" in where
    assert "school" not in where
    rosa.presses("Send")
    through = {case.parties.get(key="service").for_body for case in desk.cases("demuna")}
    assert through >= {desk.world.bodies["ugel"], desk.world.bodies["fiscalia"]}
    assert not Dossier.objects.filter(parties__body__kind="escuela").exists()


def on_saturday_the_page_says_when_somebody_reads(desk: Desk, rosa: Visit) -> None:
    rosa.reads("No person has read it yet. If there is danger, call.", "Mon 20 Sep")
    rosa.does_not_read('type="file"', "MARK-")
    assert desk.due(desk.case_for("demuna", "ugel"))["PE.case.open"] == "2027-09-21 00:00"


def on_monday_it_is_the_first_duty(desk: Desk) -> None:
    ana = desk.comes("ana", "2027-09-20 08:00")
    ana.reads_in_order("Nobody is waiting in danger", "Not opened yet", "until the end of Mon 20")
    ana.does_not_read("MARK-", "sexual", "teacher")


def the_officer_hands_over_to_both(desk: Desk) -> None:
    for body in ("ugel", "fiscalia"):
        ana = opens(desk, "ana", body, "2027-09-20 09:00").follows(FILE)
        ana.follows("Receipt").presses("Write it down", RECEIPT)
        ana.follows("Hand over to a service without access").presses(
            "Write it down",
            referred_to=body,
            handed_person="Dra. Quispe (made up)",
            handed_at="2027-09-20T09:00",
            channel="in_person",
            receipt_number="MARK-CARGO",
        )


def the_prosecutor_asks_to_wait(desk: Desk) -> None:
    ana = opens(desk, "ana", "fiscalia", "2027-09-20 15:00").follows("Let the answer wait")
    ana.presses("Write it down", hold_reason="prosecutor_asked", hold_until="2027-11-20")
    ana.reads("Choose a day from today to 30 days ahead.")
    ana.presses("Write it down", hold_reason="prosecutor_asked", hold_until="2027-09-30")
    assert desk.due(desk.case_for("demuna", "fiscalia"))["PE.hold.seen"] == "2027-09-22 00:00"


def the_supervisor_looks_at_the_wait(desk: Desk) -> None:
    case = desk.case_for("demuna", "fiscalia")
    carmen = desk.comes("carmen", "2027-09-21 09:00").reads(case.number)
    carmen.does_not_read("MARK-", "sexual", "rosa")
    carmen.follows(case.number).follows("Look at the wait again")
    carmen.presses("Write it down", hold_agreed="agreed")
    assert "PE.hold.seen" not in desk.due(case)


def the_raiser_hears_nothing_new_meanwhile(desk: Desk) -> None:
    """What was owed by Wednesday waits until the day that was written down."""
    rosa = desk.comes("rosa", "2027-09-25 10:00").follows("My concerns")
    rosa.reads("A person has read your notice").does_not_read("wait", "prosecutor asked", "MARK-")
    assert desk.due(desk.case_for("demuna", "fiscalia"))["PE.relay.tell"] == "2027-10-01 00:00"


def after_the_wait_she_hears_and_is_released(desk: Desk) -> None:
    ana = opens(desk, "ana", "fiscalia", "2027-09-30 10:00")
    ana.follows("Answer the person who raised it")
    ana.presses("Write it down", answer="elsewhere", elsewhere_to="defensa_publica")
    rosa = desk.comes("rosa").follows("My concerns")
    rosa.reads("This office can't attend to it; you may go to the public defender.")
    ana = opens(desk, "ana", "fiscalia", "2027-12-10 10:00")
    ana.follows("Say that they no longer need to keep it in mind")
    ana.presses("Write it down", release_why="passed_on")
    rosa = desk.comes("rosa").follows("My concerns")
    rosa.reads("You no longer need to keep this in mind. If you see something new, tell us again")
    rosa.does_not_read("another service attends", "passed_on", "Next answer before Thu 30 Sep")


def a_clock_missed_is_shown_with_its_cause(desk: Desk) -> None:
    """The answer of the UGEL was owed three working days after the hand-over."""
    case = desk.case_for("demuna", "ugel")
    assert desk.due(case)["PE.relay.answer"] == "2027-09-24 00:00"
    ana = opens(desk, "ana", "ugel", "2027-12-10 11:00").reads("overdue since the end of Thu 23")
    ana.follows("Note why the clock was missed").presses(
        "Write it down", cause="other_service_silent"
    )
    carmen = desk.comes("carmen").reads_in_order("Clocks that were missed", case.number, "Cause")
    carmen.reads("another service is silent")


def opens(desk: Desk, who: str, body: str, moment: str) -> Visit:
    """Come, and open the cover of the case in which the DEMUNA stands in for a body."""
    case = desk.case_for("demuna", body)
    return desk.comes(who, moment).goes(f"/dossiers/{case.id}/")
