"""A list of cases page by page: nothing comes twice, is left out, or is in no district."""

import re

import pytest
from django.db import connection

from amparo.desk.cases import Asked, _waiting
from amparo.desk.office_areas import areas_of
from amparo.desk.tests.test_cases import ask, case_of, listed
from amparo.dossiers.models import Dossier, Duty
from amparo.system.models import Area
from amparo.system.rules import Level
from amparo.trust.rules import Reader
from tests.world import DISTRICT, REGION, Clock, World


def read_on(world: World, who: str = "ana") -> tuple[list[str], list[str]]:
    """Return the numbers on all pages of a list, and what each page says of where it is."""
    numbers: list[str] = []
    places: list[str] = []
    wanted = 1
    while True:
        page = ask(world, who, do=f"page-{wanted}")
        numbers += listed(page)
        places += re.findall(r"<span>(Page [^<]+)</span>", page)
        wanted += 1
        if f'value="page-{wanted}"' not in page:
            return numbers, places


@pytest.mark.parametrize("most", [200, 2])
def test_page_by_page_every_case_comes_once_what_is_owed_first(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("amparo.desk.cases.A_PAGE", 2)
    monkeypatch.setattr("amparo.desk.cases.MOST_COUNTED", most)
    cases = []
    for _ in range(5):
        cases.append(case_of(world))
        clock.move(hours=1)
    settled = {cases[0].number, cases[2].number}
    Duty.objects.filter(dossier__number__in=settled).update(done_at=clock.at)
    Dossier.objects.filter(number__in=settled).update(next_due=None)
    numbers, places = read_on(world)
    assert numbers[:3] == [cases[1].number, cases[3].number, cases[4].number]
    assert sorted(numbers) == sorted(case.number for case in cases)
    of = " of 3" if most > len(cases) else ""
    assert places == [f"Page {number}{of}" for number in (1, 2, 3)]
    counted = ask(world).partition('<h2 id="found">')[2].partition("</h2>")[0]
    assert counted == ("5 cases" if most > 5 else "More than 2 cases")


def test_a_case_from_beyond_the_districts_served_is_found_as_from_another(world: World) -> None:
    here, there = case_of(world), case_of(world)
    far = Area.objects.filter(level=Level.DISTRICT).exclude(pk=DISTRICT).first()
    Dossier.objects.filter(pk=there.pk).update(area=far)
    assert listed(ask(world, area=DISTRICT)) == [here.number]
    assert listed(ask(world, area="elsewhere")) == [there.number]
    assert set(listed(ask(world))) == {here.number, there.number}


def test_an_office_that_serves_many_districts_narrows_by_larger_areas(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(world)
    region = Area.objects.get(pk=REGION)
    office = world.bodies["demuna"]
    office.served.update(area=region)
    offered = areas_of(office.id).choices
    assert DISTRICT in dict(offered)
    monkeypatch.setattr("amparo.desk.office_areas.MOST", 1)
    assert [code for code, _name in areas_of(office.id).choices] == [region.pk, "elsewhere"]
    assert listed(ask(world, area=region.pk)) == [case.number]
    assert listed(ask(world, area="elsewhere")) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has another planner")
def test_a_search_by_name_looks_for_what_is_unopened_among_what_is_owed(world: World) -> None:
    asked = Asked(Reader(world.people["ana"].id), world.bodies["demuna"].id, is_office=False)
    plan = _waiting.__wrapped__(asked, ("any",), 5).explain()  # type: ignore[attr-defined]
    assert "duty_open_by_clock" in plan.splitlines()[0]
