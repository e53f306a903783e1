"""Two siblings out of school, on paper, to an accredited DEMUNA.

A girl of 10 and a boy of 12 herd animals, their father is away. On Sat 8 May 2027 a member who
reads little fills the sheet; on Mon 10 May, 09:15, her son leaves it, closed and stamped, at the
DEMUNA; at 11:00 it is typed. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk, Visit
from tests.journeys.raising import writes_a_concern

PAPER = {
    "arrived": "paper",
    "arrived_at": "2027-05-10T09:15",
    "received_by": "MARK-COUNTER",
    "danger_now": "no",
    "health_now": "no",
    "keep_from": ["none"],
    "signs": ["school", "work"],
    "last_time": "often",
    "how_known": "saw",
    "how_many": "2",
    "each_child-0-child_age": "6_11",
    "each_child-0-child_sex": "girl",
    "each_child-1-child_age": "12_13",
    "each_child-1-child_sex": "boy",
    "home_place": "MARK-PLACE",
    "person": "nobody",
    "child_view": "agrees",
    "words_seen": "MARK-WORDS they herd all day",
    "child_called": "MARK-NAME",
    "language": "que",
    "call_me": "MARK-CALL",
}
RECEIPT = {
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-14",
}
QUALIFIED = {
    "child_name": "MARK-GIRL",
    "age_band": "9_11",
    "sex": "girl",
    "in_household": "yes",
    "siblings-0-sibling_child_name": "MARK-BOY",
    "siblings-0-sibling_age_band": "12_13",
    "siblings-0-sibling_sex": "boy",
    "siblings-0-sibling_in_household": "yes",
    "rights": ["vac.neglect.educational", "prot.labour"],
    "crime": "no",
    "family_protection": "risk",
    "competence": "ours",
    "today": ["nothing_today"],
    "alleged_tie": "nobody",
    "child_told": "planned",
    "child_told_on": "2027-05-12",
    "caregiver_told": "planned",
    "caregiver_told_on": "2027-05-13",
    "priority": "h72",
    "next": "risk_procedure",
}


@pytest.mark.opens("registered", "concern", "receipt", "qualification", "feedback", "told_aloud")
def test_a_paper_is_qualified_within_a_day_of_its_stamp(desk: Desk) -> None:
    the_sheet_says_where_it_is_brought(desk)
    ana = desk.comes("ana", "2027-05-10 11:00")
    the_paper_is_typed(ana)
    the_clock_counts_from_the_stamp(desk, ana)
    the_receipt_already_says_how_it_came(ana)
    t1_is_owed_aloud_and_read_to_her(desk)
    she_qualifies_before_the_hour_and_two_cases_are_linked(desk)
    t2_is_owed_aloud_and_read_to_her(desk)
    nobody_else_has_seen_a_word(desk)


def the_sheet_says_where_it_is_brought(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-05-08 10:00").follows("Paper sheet")
    rosa.reads_in_order("Danger now? Call first", "105", "Listen. Don't ask more.", "12")
    rosa.reads_in_order(
        "Who must NOT know?", "Fold it, close it", "DEMUNA Calca", "Only 1, 2, 9, 12"
    )
    rosa.does_not_read("surname of", "income", "consent")


def the_paper_is_typed(ana: Visit) -> None:
    ana.follows("Register a concern")
    ana.reads("12 · Who must NOT know?", "16 · Are you related?")
    ana.does_not_read("income", "salary", "surname of the parents", "consent")
    ana.presses("Register it", PAPER).reads("It is registered")
    ana.does_not_read("MARK-")


def the_clock_counts_from_the_stamp(desk: Desk, ana: Visit) -> None:
    due = desk.due(desk.case_for("demuna"))
    assert due["PE.dna.qualify"] == "2027-05-11 09:15", "24 hours from the stamp, not from typing"
    ana.reads("Qualify", "before Tue 11 May, 09:15", "DS 005-2019-MIMP art. 30.2")


def the_receipt_already_says_how_it_came(ana: Visit) -> None:
    ana.follows("Open the file").reads("MARK-WORDS", "Mon 10 May 2027, 09:15")
    ana.reads_in_order("Received and typed at the office", "MARK-COUNTER", "Typed by", "Ana")
    ana.does_not_read("MARK-CALL").follows("Receipt").presses("Write it down", RECEIPT)


def t1_is_owed_aloud_and_read_to_her(desk: Desk) -> None:
    case = desk.case_for("demuna")
    assert desk.due(case)["PE.aloud"] == "2027-05-12 00:00"
    ana = desk.comes("ana").reads_in_order("People who are owed an answer", "Tell them aloud")
    ana.goes(f"/dossiers/{case.id}/").follows("Tell them aloud")
    ana.reads("Read this aloud, word for word", "Go on as usual. Next answer before Fri 14 May")
    ana.presses("Write it down", told_how="in_person")
    assert "PE.aloud" not in desk.due(case)


def she_qualifies_before_the_hour_and_two_cases_are_linked(desk: Desk) -> None:
    girl = desk.case_for("demuna")
    ana = desk.comes("ana", "2027-05-11 09:00").reads("before Tue 11 May, 09:15")
    ana.goes(f"/dossiers/{girl.id}/steps/qualify/").presses("Write it down", QUALIFIED)
    assert "PE.dna.qualify" not in desk.due(girl)
    assert not girl.escalations.exists()
    (boy,) = Dossier.objects.filter(linked_from__one=girl)
    ana.goes(f"/dossiers/{girl.id}/").reads(boy.number).follows(boy.number).reads(girl.number)
    ana.follows("Open the file").reads("MARK-BOY").does_not_read("MARK-GIRL")
    assert "PE.tell.in_hand" not in desk.due(boy), "one answer is owed, by the first child's case"


def t2_is_owed_aloud_and_read_to_her(desk: Desk) -> None:
    girl = Dossier.objects.get(protocol="case", came_from__isnull=False)
    assert desk.due(girl)["PE.tell.in_hand"] == "2027-05-14 00:00"
    ana = desk.comes("ana", "2027-05-13 10:00").goes(f"/dossiers/{girl.id}/")
    ana.follows("Answer the person who raised it").presses("Write it down", answer="in_hand")
    ana.follows("Tell them aloud").reads("It is in the hands of whoever it belongs to.")
    ana.presses("Write it down", told_how="companion")
    assert not {"PE.aloud", "PE.tell.in_hand"} & desk.due(girl).keys()


def nobody_else_has_seen_a_word(desk: Desk) -> None:
    for case in desk.cases("demuna"):
        for who in ("beto", "rosa", "evaristo", "elsa", "mario"):
            desk.comes(who).does_not_read("MARK-", case.number).finds_nothing(
                f"/dossiers/{case.id}/"
            )


@pytest.mark.opens("concern")
def test_poverty_alone_leads_to_support_and_never_to_separation(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-05-10 18:00")
    writes_a_concern(
        rosa,
        {
            "danger": {"danger_now": "no", "health_now": "no"},
            "who_not": {"keep_from": ["none"]},
            "seen": {"signs": ["no_care"], "last_time": "often"},
            "children": {"how_many": "2"},
            "where": {"person": "nobody", "where_now": "home_ok"},
            "words": {},
            "find": {},
            "about_me": {},
        },
    )
    rosa.reads_in_order("Where it goes", "DEMUNA", "What you wrote")
    rosa.does_not_read("UPE", "police station", "prosecutor", "family court").presses("Send")
    case = desk.case_for("demuna")
    assert case.entries.get(step="arrive").coded["route_class"] == "service"
    assert Dossier.objects.filter(protocol="case").count() == 1
