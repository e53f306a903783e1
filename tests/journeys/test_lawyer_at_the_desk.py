"""The father, a party, asks with a lawyer for the whole file.

The concern came on Mon 10 May 2027, the officer qualified it that day, and on Tue 18 May he stands
at the desk (DL 1297 art. 14). Made-up people.
"""

import re

import pytest

from amparo.audit.models import Record
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from tests.journeys.desk import Desk, Visit
from tests.journeys.test_paper_from_qori import QUALIFIED, RECEIPT

HIDDEN = (
    *("MARK-WORDS", "MARK-NAME", "MARK-CALL", "999 111 222", "MARK-RESERVE", "Rosa", "Grupo"),
    *("09:15", "through the system", "Receipt", "opened a file", "the person who raised it"),
)


@pytest.mark.opens("receipt", "qualification", "restriction", "copy_given")
def test_the_lawyer_is_given_what_the_law_gives_and_no_way_to_who_spoke(desk: Desk) -> None:
    case = it_was_received_and_qualified(desk)
    ana = desk.comes("ana", "2027-05-18 10:00")
    she_looks_at_what_a_copy_would_hold(ana, case)
    she_drafts_a_resolution_and_prints_it(ana, case)
    copy = she_makes_the_copy(desk, case)
    the_copy_leads_nowhere(copy, case)
    the_log_and_the_file_have_it_all(copy, case)
    nobody_else_can_make_one(desk, case)


def it_was_received_and_qualified(desk: Desk) -> Dossier:
    desk.it_is("2027-05-10 09:15")
    desk.world.raise_concern()
    case = desk.case_for("demuna")
    ana = desk.comes("ana", "2027-05-10 10:40").goes(f"/dossiers/{case.id}/file/")
    reserve = {"reserve": "no", "reserve_agreed": "yes", "reserve_reason": "MARK-RESERVE"}
    receipt = {**RECEIPT, **reserve, "arrived": "app"}
    ana.goes(f"/dossiers/{case.id}/steps/receipt/").presses("Write it down", receipt)
    said = {**QUALIFIED, "next": "not_a_rights_matter", "next_reason": "MARK-SHE-SAID"}
    ana.goes(f"/dossiers/{case.id}/steps/qualify/").presses("Write it down", said)
    return case


def she_looks_at_what_a_copy_would_hold(ana: Visit, case: Dossier) -> None:
    ana.goes(f"/dossiers/{case.id}/file/").follows("Copy for the parties").does_not_read("MARK-")
    ana.presses("Open the pieces and decide").reads("MARK-GIRL", "MARK-SHE-SAID")
    ana.does_not_read("MARK-WORDS", "MARK-RESERVE", "MARK-BOY")
    ana.presses("Make the copy", copy_for="the father").reads("To mend")


def she_drafts_a_resolution_and_prints_it(ana: Visit, case: Dossier) -> None:
    ana.goes(f"/dossiers/{case.id}/file/").follows("Draft a restriction")
    (piece,) = re.findall(r'name="pieces" value="([\w-]+)"', ana.html)
    ana.presses(
        "Write it down",
        pieces=[piece],
        pieces_named="the qualification of May",
        restrict_reason="MARK-REASON",
        restrict_until="2027-05-20",
    )
    ana.presses("Show the resolution that restricts access")
    ana.reads("Draft of a reasoned resolution", "MARK-REASON", "art. 40", "print 1")
    ana.goes(f"/dossiers/{case.id}/copy/").presses("Open the pieces and decide")
    ana.presses("Make the copy", copy_for="the father", read_again="yes")
    ana.reads("the qualification of May").does_not_read("MARK-GIRL", "MARK-REASON")


def she_makes_the_copy(desk: Desk, case: Dossier) -> Visit:
    """After its last day the resolution keeps nothing; her own decision keeps the words."""
    ana = desk.comes("ana", "2027-05-21 10:00").goes(f"/dossiers/{case.id}/copy/")
    ana.presses("Open the pieces and decide").reads("MARK-SHE-SAID")
    decide = set(re.findall(r'name="(decide_\w+)"', ana.html))
    said = dict.fromkeys(decide, "words")
    said |= {each.replace("decide", "reason"): "MARK-SAFETY" for each in decide}
    ana.presses("Make the copy", said, copy_for="the father", read_again="yes")
    return ana.reads("MARK-GIRL", "the father").does_not_read("MARK-SHE-SAID", "MARK-SAFETY")


def the_copy_leads_nowhere(ana: Visit, case: Dossier) -> None:
    sheet = ana.html.partition('<article class="pages"')[2].partition("</article>")[0]
    assert [word for word in HIDDEN if word in sheet] == []
    concern = case.came_from
    assert concern
    for mark in (concern.code_word, concern.number, str(case.situation)):
        assert mark not in sheet
    assert not re.search(r"\d\d:\d\d", sheet), "no minute of anything"


def the_log_and_the_file_have_it_all(ana: Visit, case: Dossier) -> None:
    copies = Record.objects.filter(subject=case.id, can=Can.PRINT_COPY)
    assert copies.count() == 2
    ana.goes(f"/dossiers/{case.id}/file/")
    ana.reads("MARK-SAFETY", *(row.detail["copy"] for row in copies))


def nobody_else_can_make_one(desk: Desk, case: Dossier) -> None:
    for who in ("beto", "rosa", "elsa", "mario"):
        desk.comes(who).finds_nothing(f"/dossiers/{case.id}/copy/")
