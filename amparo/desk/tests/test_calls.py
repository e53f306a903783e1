"""How the person who raised it may be called: for one call."""

import pytest

from amparo.audit.models import Record
from amparo.dossiers.rules import Can
from tests.filling import text_of
from tests.world import World


def test_the_officer_sees_how_to_call_after_the_log_has_it(world: World) -> None:
    case = world.case_of(world.raise_concern())
    answer = world.signed_in("ana").post(f"/dossiers/{case.id}/call-back/")
    page = text_of(answer)
    assert "MARK-CALL" in page
    assert "999 111 222" in page
    assert answer["Cache-Control"] == "no-store"
    opened = Record.objects.get(can=Can.OPEN_CALL_BACK)
    assert (opened.subject, opened.by) == (case.id, world.people["ana"].id)


def test_nothing_but_the_way_to_call_is_opened(world: World) -> None:
    case = world.case_of(world.raise_concern())
    page = text_of(world.signed_in("ana").post(f"/dossiers/{case.id}/call-back/"))
    assert "MARK-WORDS" not in page
    assert "MARK-NAME" not in page
    assert "neighbour" not in page


def test_it_is_kept_off_paper(world: World) -> None:
    case = world.case_of(world.raise_concern())
    page = text_of(world.signed_in("ana").post(f"/dossiers/{case.id}/call-back/"))
    on_paper = page.partition('<div class="stack no-print">')[0]
    assert "999 111 222" not in on_paper
    assert "This page is not printed" in on_paper


def test_a_link_or_a_reload_by_address_opens_nothing(world: World) -> None:
    case = world.case_of(world.raise_concern())
    answer = world.signed_in("ana").get(f"/dossiers/{case.id}/call-back/")
    assert answer["Location"] == f"/dossiers/{case.id}/"
    assert not Record.objects.filter(can=Can.OPEN_CALL_BACK).exists()


def test_who_left_no_way_is_said_to_have_left_none(world: World) -> None:
    raised = world.raise_concern(call_me="", safe_number="")
    page = world.signed_in("ana").post(f"/dossiers/{world.case_of(raised).id}/call-back/")
    assert "They left no way to be called" in text_of(page)


@pytest.mark.parametrize("who", ["rosa", "beto", "carmen", "elsa", "julio", "mario"])
def test_nobody_else_can_open_it(world: World, who: str) -> None:
    case = world.case_of(world.raise_concern())
    answer = world.signed_in(who).post(f"/dossiers/{case.id}/call-back/")
    assert answer.status_code == 404
    assert not Record.objects.filter(can=Can.OPEN_CALL_BACK).exists()
