"""Each group shows its first cases, the rest are one press away; danger is never folded."""

import re

import pytest
from django.template.loader import render_to_string

from amparo.desk.rules import Group
from tests.world import Clock, World


def numbers_on(page: str) -> int:
    return page.count('class="duty-number"')


def test_of_a_long_group_five_stand_first_and_the_rest_is_one_press_away(
    world: World, clock: Clock
) -> None:
    for __ in range(6):
        world.raise_concern(danger_now="no", health_now="no")
    clock.move(hours=1)
    client = world.signed_in("ana")
    page = client.get("/duties/").content.decode()
    assert numbers_on(page) == 5
    assert '<a class="step-link" href="/duties/all/unopened/">1 case more</a>' in page
    assert numbers_on(client.get("/duties/all/unopened/").content.decode()) == 6


def test_what_can_wait_is_a_press_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    last = list(Group).index(Group.LATER)
    monkeypatch.setattr("amparo.desk.grouped._group", lambda *_, **__: last)
    monkeypatch.setattr("amparo.desk.owed.group_of", lambda *_, **__: Group.LATER)
    world.raise_concern(danger_now="no", health_now="no")
    client = world.signed_in("ana")
    page = client.get("/duties/").content.decode()
    assert numbers_on(page) == 0
    assert '<a class="step-link" href="/duties/all/later/">See the case</a>' in page
    assert numbers_on(client.get("/duties/all/later/").content.decode()) == 1


def test_danger_is_never_folded(world: World) -> None:
    for __ in range(6):
        world.raise_concern(danger_now="now")
    page = world.signed_in("ana").get("/duties/").content.decode()
    danger = page.partition('id="group-danger"')[2].partition("</section>")[0]
    assert danger.count('class="duty-number"') > 5
    assert "<details" not in danger


def test_a_short_list_has_nothing_to_unfold() -> None:
    told = {"cases": [], "each": "desk/duties/rows.html"}
    assert "<details" not in render_to_string("desk/duties/folded.html", told)


def test_a_very_long_group_is_read_page_by_page_and_nothing_is_left_out(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.desk.grouped.A_PAGE", 2)
    for __ in range(3):
        world.raise_concern(danger_now="no", health_now="no")
    clock.move(hours=1)
    client = world.signed_in("ana")
    first, last = (client.get(f"/duties/all/unopened/?page={n}").content.decode() for n in (1, 2))
    assert '<span class="count">3</span>' in first
    assert (numbers_on(first), numbers_on(last)) == (2, 1)
    assert 'href="?page=2"' in first
    assert "Page 2 of 2" in last
    assert 'href="?page=1"' in last
    shown = re.findall(r'class="duty-number" href="([^"]+)"', first + last)
    assert len(set(shown)) == 3


def test_a_page_that_is_not_there_shows_the_last_or_the_first(world: World, clock: Clock) -> None:
    world.raise_concern(danger_now="no", health_now="no")
    clock.move(hours=1)
    client = world.signed_in("ana")
    for asked in ("9", "0", "-1", "x", "9" * 400, ""):
        page = client.get(f"/duties/all/unopened/?page={asked}").content.decode()
        assert numbers_on(page) == 1


def test_a_group_that_nobody_knows_is_no_page(world: World) -> None:
    assert world.signed_in("ana").get("/duties/all/nothing/").status_code == 404


def test_of_danger_nothing_is_left_out(world: World) -> None:
    for __ in range(7):
        world.raise_concern(danger_now="now")
    page = world.signed_in("ana").get("/duties/").content.decode()
    danger = page.partition('id="group-danger"')[2].partition("</section>")[0]
    assert numbers_on(danger) >= 7
    assert "/duties/all/" not in danger


def test_a_supervisor_reads_a_very_long_group_page_by_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.desk.views.office.A_PAGE", 1)
    for __ in range(2):
        world.raise_concern(danger_now="no", health_now="no")
    client = world.signed_in("carmen")
    page = client.get("/office/").content.decode()
    group = page.partition('id="worry-unassigned"')[2].partition("</section>")[0]
    assert numbers_on(group) == 1
    assert '<a class="step-link" href="/office/all/unassigned/">See all 2 cases</a>' in group
    pages = [client.get(f"/office/all/unassigned/?page={n}").content.decode() for n in (1, 2)]
    shown = re.findall(r'class="duty-number" href="([^"]+)"', "".join(pages))
    assert len(set(shown)) == 2
    assert "Nothing stands here now." in client.get("/office/all/adult/").content.decode()
    assert client.get("/office/all/nothing/").status_code == 404
