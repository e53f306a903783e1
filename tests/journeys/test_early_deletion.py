"""A file that was opened in error: two persons of two bodies agree, and it is deleted for good."""

from io import StringIO

import pytest
from django.core.management import call_command

from amparo.dossiers.ledger import read_ledger
from amparo.dossiers.models import Dossier, SealedPart
from tests.journeys.desk import Desk

REASON = "MARK-REASON the same child has another file here"
ENDED = "The time for answers to this has ended."


def asked_for(desk: Desk, case: Dossier) -> None:
    page = desk.comes("carmen", "2027-05-11 09:00").goes(f"/office/{case.pk}/assign/")
    page.follows("Delete it before its time").presses("Ask for it")
    page.presses("Ask for it", early_ground="in_error", early_reason=REASON)
    page.reads("It was asked for, and waits for an answer").does_not_read("Ask for it")


@pytest.mark.opens("early_asked", "early_answered")
def test_two_persons_delete_what_was_opened_in_error(desk: Desk) -> None:
    world = desk.world
    case = world.case_of(world.raise_concern())
    concern = case.came_from
    assert concern is not None
    asked_for(desk, case)
    above = desk.comes("julio", "2027-05-11 10:00").goes("/oversight/")
    above.follows("DEMUNA").reads(REASON).does_not_read(case.number)
    above.presses("Write it down", early_says="agree", early_note="Looked at with the office.")
    above.does_not_read("Deletions that wait")
    carmen = desk.comes("carmen", "2027-05-11 10:01").goes(f"/office/{case.pk}/early/")
    carmen.reads("It was agreed to")
    call_command("retention", erase=True, stdout=StringIO())
    assert not SealedPart.objects.filter(entry__dossier__in=[case, concern]).exists()
    assert [(row.dossier, row.rule) for row in read_ledger()] == [(case.pk, "early")]
    rosa = desk.comes("rosa", "2027-05-12 08:00").goes(f"/concerns/{concern.pk}/")
    rosa.reads(ENDED).does_not_read("DEMUNA", "Next answer", "MARK")
    rosa.goes("/concerns/").reads(ENDED)


def test_one_person_alone_deletes_nothing_and_a_refusal_leaves_it(desk: Desk) -> None:
    world = desk.world
    case = world.case_of(world.raise_concern())
    asked_for(desk, case)
    call_command("retention", erase=True, stdout=StringIO())
    assert SealedPart.objects.filter(entry__dossier=case.came_from).exists()
    above = desk.comes("julio", "2027-05-11 10:00").goes("/oversight/").follows("DEMUNA")
    above.presses("Write it down", early_says="refuse", early_note="The child may need it one day.")
    call_command("retention", erase=True, stdout=StringIO())
    assert SealedPart.objects.filter(entry__dossier=case.came_from).exists()
    again = desk.comes("carmen", "2027-05-11 11:00").goes(f"/office/{case.pk}/early/")
    again.reads("Why is it deleted before its time?")
