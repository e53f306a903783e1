"""Who opened what."""

import re

import pytest

from amparo.audit.models import Record
from amparo.dossiers.actions.overseeing import look_at_readings
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from tests.filling import text_of
from tests.world import Clock, World


def rows(page: str) -> list[str]:
    return re.findall(r"<tr role=\"row\">.*?</tr>", page, re.DOTALL)[1:]


def test_each_opening_stands_there_with_who_what_and_the_number(world: World, clock: Clock) -> None:
    case = world.case_of(world.raise_concern())
    ana = world.signed_in("ana")
    ana.get(f"/dossiers/{case.id}/file/")
    clock.move(minutes=5)
    ana.post(f"/dossiers/{case.id}/call-back/")
    newest, first = rows(text_of(world.signed_in("carmen").get("/office/readings/")))
    assert "opened how the person who raised it may be called" in newest
    assert "opened the file" in first
    assert "09:20" in newest
    assert all(case.number in row and "Ana" in row for row in (newest, first))


def test_what_one_person_opens_again_and_again_on_a_day_is_said_once_with_each_hour(
    world: World, clock: Clock
) -> None:
    case, other = (world.case_of(world.raise_concern()) for _ in range(2))
    ana = world.signed_in("ana")
    for opened in (case, other, case, case, case):
        ana.get(f"/dossiers/{opened.id}/file/")
        clock.move(minutes=2)
    newest, between, first = rows(text_of(world.signed_in("carmen").get("/office/readings/")))
    assert [hour in newest for hour in ("09:23", "09:21", "09:19")] == [True] * 3
    assert ("and at" in newest, "and at" in first) == (True, False)
    assert other.number in between


def test_nothing_of_what_was_read_and_no_raiser_stands_there(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    world.signed_in("rosa").get(f"/concerns/{case.came_from_id}/")
    page = text_of(world.signed_in("carmen").get("/office/readings/"))
    assert [word for word in ("MARK", "Rosa", "school") if word in page] == []


def test_another_office_sees_none_of_them(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    page = text_of(world.signed_in("fidel").get("/office/readings/"))
    assert "Nobody has opened a file yet" in page
    assert case.number not in page


def test_openings_of_what_a_supervisor_must_not_know_are_not_there(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    case.kept_from.create(account=world.people["carmen"], reason="kin", at=world.clock.at)
    page = text_of(world.signed_in("carmen").get("/office/readings/"))
    assert "Nobody has opened a file yet" in page


def test_only_openings_are_found_and_never_what_was_written(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    found = look_at_readings(
        Dossier.objects.filter(pk=case.pk),
        world.bodies["demuna"].id,
        by=world.people["carmen"].id,
        at=world.clock.at,
    )
    assert [row.can for row in found] == [Can.READ_DOSSIER]


def test_looking_here_leaves_a_trace_of_its_own(world: World) -> None:
    world.signed_in("carmen").get("/office/readings/")
    looked = Record.objects.get(can=Can.SEE_READINGS)
    assert (looked.by, looked.subject) == (world.people["carmen"].id, world.bodies["demuna"].id)


def test_twenty_stand_on_a_page_and_the_older_ones_on_the_next(world: World, clock: Clock) -> None:
    cases = [world.case_of(world.raise_concern()) for _ in range(2)]
    for n in range(21):
        clock.move(minutes=1)
        world.opened(cases[n % 2])
    carmen = world.signed_in("carmen")
    first = text_of(carmen.get("/office/readings/"))
    assert (len(rows(first)), "Page 1 of 2" in first) == (20, True)
    assert len(rows(text_of(carmen.get("/office/readings/?page=2")))) == 1
    assert len(rows(text_of(carmen.get("/office/readings/?page=nonsense")))) == 20


@pytest.mark.parametrize("who", ["rosa", "ana", "mario", "irma"])
def test_only_supervisors_find_the_page(world: World, who: str) -> None:
    assert world.signed_in(who).get("/office/readings/").status_code == 404
