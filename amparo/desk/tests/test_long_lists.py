"""Each group shows its first cases, the rest are one press away; danger is never folded."""

import pytest
from django.template.loader import render_to_string

from tests.world import Clock, World


def folded_in(page: str) -> str:
    return page.partition('<details class="steps-under">')[2].partition("</details>")[0]


def test_a_long_group_folds_what_comes_after_the_first_five(world: World, clock: Clock) -> None:
    for __ in range(6):
        world.raise_concern(danger_now="no", health_now="no")
    clock.move(hours=1)
    page = world.signed_in("ana").get("/duties/").content.decode()
    assert page.count('class="duty-number"') == 6
    assert folded_in(page).count('class="duty-number"') == 1
    assert "1 case more" in folded_in(page)


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


def test_of_a_very_long_group_the_soonest_are_shown_and_all_are_counted(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.desk.owed.MOST_SHOWN", 2)
    for __ in range(3):
        world.raise_concern(danger_now="no", health_now="no")
    clock.move(hours=1)
    page = world.signed_in("ana").get("/duties/").content.decode()
    group = page.partition('id="group-unopened"')[2].partition("</section>")[0]
    assert '<span class="count">3</span>' in group
    assert group.count('class="duty-number"') == 2
    assert "1 case more comes up once these are done." in group


def test_of_danger_nothing_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.desk.owed.MOST_SHOWN", 2)
    for __ in range(3):
        world.raise_concern(danger_now="now")
    page = world.signed_in("ana").get("/duties/").content.decode()
    danger = page.partition('id="group-danger"')[2].partition("</section>")[0]
    assert danger.count('class="duty-number"') >= 3
    assert "comes up once" not in danger
