"""Keeping a person or a body out of a case."""

import pytest

from amparo.audit.models import Record
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from tests.filling import Page, fill, text_of
from tests.world import World


def keep_out(world: World, case: Dossier, who: str, reason: str = "kin") -> Page:
    kind, name = who.split(".")
    named = (world.people if kind == "person" else world.bodies)[name]
    address = f"/office/{case.id}/conflict/"
    return fill(world.signed_in("carmen"), address, {"who": f"{kind}.{named.id}", "reason": reason})


@pytest.fixture
def case(world: World) -> Dossier:
    return world.case_of(world.raise_concern())


def test_a_person_kept_out_finds_no_such_case_any_more(world: World, case: Dossier) -> None:
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/").status_code == 200
    answer = keep_out(world, case, "person.ana")
    assert answer["Location"] == f"/office/{case.id}/assign/"
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/").status_code == 404


def test_what_was_in_their_hands_goes_back_to_be_assigned(world: World, case: Dossier) -> None:
    named = {"worker": str(world.people["ana"].id)}
    fill(world.signed_in("carmen"), f"/office/{case.id}/assign/", named)
    keep_out(world, case, "person.ana")
    case.refresh_from_db()
    assert case.assigned_to is None


def test_a_body_is_kept_out_as_a_whole(world: World, case: Dossier) -> None:
    keep_out(world, case, "body.municipality", "depends")
    kept = case.kept_from.filter(reason="depends")
    assert {row.body_id for row in kept} >= {world.bodies["municipality"].id}
    assert {row.account_id for row in kept} >= {world.people["mario"].id}


def test_the_log_has_who_declared_it_and_why_once(world: World, case: Dossier) -> None:
    keep_out(world, case, "person.beto", "alleged")
    keep_out(world, case, "person.beto", "alleged")
    declared = Record.objects.get(can=Can.DECLARE_CONFLICT)
    assert (declared.by, declared.subject) == (world.people["carmen"].id, case.id)
    assert declared.detail == {"reason": "alleged"}


def test_the_page_says_what_it_does_not_undo(world: World, case: Dossier) -> None:
    page = text_of(world.signed_in("carmen").get(f"/office/{case.id}/conflict/"))
    assert "What this does not undo" in page
    assert "stays known to them" in page


def test_the_own_office_is_not_offered_as_a_whole(world: World, case: Dossier) -> None:
    page = text_of(world.signed_in("carmen").get(f"/office/{case.id}/conflict/"))
    assert f"body.{world.bodies['demuna'].id}" not in page
    assert f"body.{world.bodies['group'].id}" not in page
    assert f"body.{world.bodies['pnp'].id}" in page


def test_a_supervisor_who_keeps_herself_out_comes_back_to_the_office(
    world: World, case: Dossier
) -> None:
    answer = keep_out(world, case, "person.carmen")
    assert answer["Location"] == "/office/"
    assert (
        case.number not in text_of(world.signed_in("carmen").get("/office/")).partition("<h1>")[2]
    )


@pytest.mark.parametrize("who", ["", "person.", "body.x", "person.rosa"])
def test_nobody_from_elsewhere_can_be_named(world: World, case: Dossier, who: str) -> None:
    if who == "person.rosa":
        who = f"person.{world.people['rosa'].id}"
    address = f"/office/{case.id}/conflict/"
    page = fill(world.signed_in("carmen"), address, {"who": who, "reason": "kin"})
    assert "To mend" in text_of(page)
    assert not Record.objects.filter(can=Can.DECLARE_CONFLICT).exists()
