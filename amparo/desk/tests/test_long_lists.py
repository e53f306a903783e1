"""Each group shows its first cases, the rest are one press away; danger is never folded."""

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
