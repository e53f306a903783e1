"""What was said of the accreditation beside the record of offices: shown; nothing is stopped."""

from dataclasses import replace

import pytest

from amparo.dossiers.models import Dossier, Entry
from amparo.protocols.check import check_pack
from amparo.system.actions.standing import withdraw_accreditation
from tests.world import Clock, World, peru

DIFFER = "the answer and the record differ"


@pytest.fixture
def case(world: World) -> Dossier:
    """A case in which a procedure by risk was opened by an office that says it is accredited."""
    case = world.received()
    world.take(case, "qualify", crime="no", family_protection="riesgo", next="risk_procedure")
    world.take(case, "risk_open", accredited_now="yes", resolution_number="1")
    return case


def page_of(world: World, case: Dossier) -> str:
    return world.signed_in("ana").get(f"/dossiers/{case.pk}/").content.decode()


def test_where_both_say_the_same_nothing_is_said(world: World, case: Dossier) -> None:
    assert DIFFER not in page_of(world, case)
    assert DIFFER not in world.signed_in("carmen").get("/office/").content.decode()


def test_an_answer_that_the_record_does_not_bear_out_is_shown_to_all_three(
    world: World, case: Dossier, clock: Clock
) -> None:
    withdraw_accreditation(world.bodies["demuna"], by=None, at=clock.move(hours=1))
    shown = page_of(world, case)
    assert DIFFER in shown
    assert "in the record of offices it is not" in shown
    office = world.signed_in("carmen").get("/office/").content.decode()
    assert DIFFER in office
    assert case.number in office
    above = world.signed_in("julio").get("/oversight/").content.decode()
    assert "answered otherwise in cases" in above
    assert case.number not in above


def test_it_stops_nothing_and_ends_once_the_answer_is_put_right(
    world: World, case: Dossier, clock: Clock
) -> None:
    withdraw_accreditation(world.bodies["demuna"], by=None, at=clock.move(hours=1))
    before = Entry.objects.filter(dossier=case).count()
    world.take(case, "note", note_of="visit", note_seen="They were at home.")
    world.take(case, "accreditation_lost", accredited_now="no")
    assert Entry.objects.filter(dossier=case).count() == before + 2
    assert DIFFER not in page_of(world, case)


def test_not_accredited_against_the_record_is_shown_too(world: World, case: Dossier) -> None:
    world.take(case, "accreditation_lost", accredited_now="no")
    assert "in the record of offices it is accredited" in page_of(world, case)


def test_a_kind_of_body_can_only_name_an_answer_that_is_coded() -> None:
    pack = peru()
    kinds = {"demuna": replace(pack.body_kinds["demuna"], says_accredited="child_name")}
    wrong = replace(pack, body_kinds={**pack.body_kinds, **kinds})
    assert any("says_accredited" in fault.says for fault in check_pack(wrong))
