"""A girl of 13, forty hours ago: health first, and the prosecutor at the same time.

It was on Sun 6 Jun 2027 at 19:00; Monday is a holiday; on Tue 8 Jun at 11:00 she tells her aunt,
a member of the group. Her father works for the municipality, and she fears that he learns of it.
The health post and the prosecutor have no access here. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk, Visit, lima
from tests.journeys.raising import goes_on, writes_a_concern

WINDOW = lima("2027-06-09 19:00")
"""Seventy-two hours after it happened; a health lead still has to confirm this window."""

SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {},
    "who_not": {"keep_from": ["family", "municipality"]},
    "seen": {"signs": ["sexual"], "last_time": "d3", "how_known": "child_told"},
    "children": {"how_many": "1", "each_child-0-child_age": "12_13"},
    "where": {"home_place": "MARK-PLACE", "where_now": "with_me", "person": "known"},
    "words": {"child_view": "afraid", "words_said": "MARK-WORDS"},
    "find": {"good_hour_place": "MARK-WHERE"},
    "about_me": {"tie": "related", "my_risk": "fear", "call_me": "MARK-CALL"},
}
FEARED = ("their family", "the municipality")
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "help_sent",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "accompany_to",
    "accompany_to": "health",
    "answer_by": "2027-06-11",
}
NAMES_NOTHING = ("sexual", "violen", "MARK-", "prosecutor", "crime", "girl", "hospital", "father")
"""What no page with messages to her may hold, but for the offices' own names."""


@pytest.mark.opens("concern", "receipt", "hand_over", "relay_answer", "feedback")
def test_health_comes_first_and_the_prosecutor_at_once(desk: Desk) -> None:
    aunt = desk.comes("lucia", "2027-06-08 11:00")
    health_comes_first(aunt)
    she_says_it_in_a_few_taps(aunt)
    her_fear_changes_the_receiver(desk, aunt)
    both_are_called_within_the_hour(desk)
    the_letter_holds_the_least_and_nobody_who_told(desk)
    t1_names_nothing(desk)
    the_health_post_answers_and_t2_says_no_more(desk)


def health_comes_first(aunt: Visit) -> None:
    aunt.follows("There is danger now").presses(
        "Whom to call here", danger_now="no", health_now="yes"
    )
    aunt.reads_in_order("Call 084 111 222", "Health first. Go to the health post today.")
    aunt.reads("No washing", "Don't ask what happened.", "A child needs health care today.")
    aunt.does_not_read("DEMUNA Calca (made up) answered").presses("They answered")


def she_says_it_in_a_few_taps(aunt: Visit) -> None:
    aunt.does_not_read("consent", "name of the person", "how many times")
    goes_on(aunt, SAID)


def her_fear_changes_the_receiver(desk: Desk, aunt: Visit) -> None:
    aunt.reads_in_order("Where it goes", "told by the UPE", "Who will not know", *FEARED)
    where = aunt.words.split("Where it goes")[1].split("Who will not know")[0]
    assert "health post" in where
    assert "prosecutor's office" in where
    assert "DEMUNA" not in where
    aunt.presses("Send").reads("It reached the office")
    assert desk.cases("demuna") == []
    cases = Dossier.objects.filter(protocol="case")
    assert {case.parties.get(key="service").for_body for case in cases} >= {
        desk.world.bodies["posta"],
        desk.world.bodies["fiscalia"],
    }
    assert desk.world.bodies["juez_paz"] not in {c.parties.get().for_body for c in cases}


def both_are_called_within_the_hour(desk: Desk) -> None:
    for body in ("posta", "fiscalia"):
        case = desk.case_for("upe", body)
        assert desk.due(case)["PE.relay.hand_over_danger"] == "2027-06-08 12:00"
        assert lima(desk.due(case)["PE.relay.hand_over_danger"]) < WINDOW
        elsa = desk.comes("elsa", "2027-06-08 11:20").goes(f"/dossiers/{case.id}/")
        elsa.follows("Open the file").follows("Hand over")
        elsa.presses(
            "Write it down",
            referred_to=body,
            handed_person="Lic. Condori (made up)",
            handed_at="2027-06-08T11:25",
            channel="call",
        )
        assert "PE.relay.hand_over_danger" not in desk.due(case)
        elsa.goes(f"/dossiers/{case.id}/").follows("Receipt").presses("Write it down", RECEIPT)


def the_letter_holds_the_least_and_nobody_who_told(desk: Desk) -> None:
    case = desk.case_for("upe", "posta")
    elsa = desk.comes("elsa").goes(f"/dossiers/{case.id}/").follows("The letter to print")
    elsa.presses("Show the letter").reads(case.number, "copia 1", "No interrogue a la niña")
    elsa.reads("Necesita atención de salud hoy.", "Posta de Qori (made up)", "está reservada")
    elsa.does_not_read("lucia", "MARK-WORDS", "MARK-CALL", "conmigo", "Grupo de protección")


def t1_names_nothing(desk: Desk) -> None:
    aunt = desk.comes("lucia", "2027-06-08 11:40").follows("My concerns")
    aunt.reads("Go with them to the health post. Next answer before Fri 11 Jun")
    messages_name_nothing(aunt)


def the_health_post_answers_and_t2_says_no_more(desk: Desk) -> None:
    case = desk.case_for("upe", "posta")
    assert lima("2027-06-08 15:00") < WINDOW
    elsa = desk.comes("elsa", "2027-06-08 15:00").goes(f"/dossiers/{case.id}/")
    elsa.follows("Note what the service answered")
    elsa.presses("Write it down", relay_says="attending", answered_at="2027-06-08T14:50")
    elsa.goes(f"/dossiers/{case.id}/").follows("Answer the person who raised it")
    elsa.presses("Write it down", answer="in_hand")
    aunt = desk.comes("lucia", "2027-06-08 18:00").follows("My concerns")
    aunt.reads("It is in the hands of whoever it belongs to.")
    messages_name_nothing(aunt)


def messages_name_nothing(aunt: Visit) -> None:
    said = aunt.html.lower()
    for name in ("Posta de Qori (made up)", "Fiscalía de Calca (made up)"):
        said = said.replace(name.lower(), "")
    assert [word for word in NAMES_NOTHING if word.lower() in said] == []


@pytest.mark.opens("concern")
def test_at_15_with_a_boyfriend_of_16_it_is_health_and_the_officer_not_the_police(
    desk: Desk,
) -> None:
    rosa = desk.comes("rosa", "2027-06-08 11:00")
    writes_a_concern(
        rosa,
        {
            "danger": {"danger_now": "no", "health_now": "no"},
            "who_not": {"keep_from": ["none"]},
            "seen": {"signs": ["sexual"], "last_time": "month"},
            "children": {"how_many": "1", "each_child-0-child_age": "14_17"},
            "where": {"person": "partner", "person_under_18": "yes"},
            "words": {"child_view": "agrees"},
            "find": {},
            "about_me": {},
        },
    )
    rosa.reads_in_order("Where it goes", "health post", "DEMUNA", "What you wrote")
    where = rosa.words.split("Where it goes")[1].split("What you wrote")[0]
    assert not [kind for kind in ("police", "prosecutor", "court", "UPE") if kind in where]
    rosa.presses("Send")
    assert {case.parties.get().for_body for case in desk.cases("demuna")} == {
        None,
        desk.world.bodies["posta"],
    }
