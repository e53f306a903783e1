"""Who is on duty, away, and standing in."""

import pytest

from amparo.system.models import Absence, Deputy, DutyRoster
from tests.filling import Page, text_of
from tests.world import Clock, World

HERE = "/office/deputies/"


def ask(world: World, do: str, who: str = "carmen", **fields: str) -> Page:
    """Send one of the page's forms; people by their user names."""
    said = {
        f"{do}-{name}": str(world.people[value].id) if value in world.people else value
        for name, value in fields.items()
    }
    return world.signed_in(who).post(HERE, {**said, "do": do})


def test_whoever_is_named_opens_what_comes_in(world: World) -> None:
    assert ask(world, "duty", person="beto").status_code == 302
    case = world.case_of(world.raise_concern())
    assert world.signed_in("beto").get(f"/dossiers/{case.id}/").status_code == 200
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/").status_code == 404


def test_a_last_day_counts_to_its_end_in_the_country(world: World, clock: Clock) -> None:
    ask(world, "duty", person="beto", until="2027-05-11")
    assert DutyRoster.objects.get().until == clock.at.replace(day=12, hour=5, minute=0)


def test_a_deputy_sees_what_the_one_who_is_away_has(world: World) -> None:
    case = world.case_of(world.raise_concern())
    case.assigned_to = world.people["ana"]
    case.save()
    assert world.signed_in("beto").get(f"/dossiers/{case.id}/").status_code == 404
    ask(world, "away", person="ana", deputy="beto")
    assert world.signed_in("beto").get(f"/dossiers/{case.id}/").status_code == 200
    page = text_of(world.signed_in("carmen").get(HERE))
    assert "Beto (made up) stands in" in page


def test_being_away_ends_and_so_does_standing_in(world: World, clock: Clock) -> None:
    ask(world, "away", person="ana", deputy="beto")
    clock.move(minutes=1)
    carmen = world.signed_in("carmen")
    carmen.post(HERE, {"do": f"come_back.{world.people['ana'].id}"})
    assert not Absence.objects.in_force(clock.at).exists()
    assert not Deputy.objects.in_force(clock.at).exists()


def test_a_deputy_is_named_and_ended(world: World, clock: Clock) -> None:
    ask(world, "deputy", person="ana", deputy="beto")
    assert Deputy.objects.in_force(clock.at).get().named_by == world.people["carmen"]
    ask(world, "deputy", person="beto", deputy="ana")
    clock.move(minutes=1)
    world.signed_in("carmen").post(HERE, {"do": f"end_deputy.{world.people['ana'].id}"})
    assert Deputy.objects.in_force(clock.at).get().account == world.people["beto"]


WRONG = (
    ({"do": "deputy", "person": "ana", "deputy": "ana"}, "Nobody can stand in for themselves"),
    ({"do": "deputy", "person": "ana"}, "Choose who stands in"),
    ({"do": "duty", "person": "rosa"}, "Select a valid choice"),
    ({"do": "duty", "person": ""}, "Choose a person"),
    ({"do": "duty", "person": "ana", "until": "2027-02-30"}, "There is no such day"),
    ({"do": "duty", "person": "ana", "until": "2027-05-09"}, "Choose a day from today"),
    ({"do": "away", "person": "ana", "until": "9999-12-31"}, "Choose a day from today"),
)


@pytest.mark.parametrize(("sent", "says"), WRONG, ids=[says for _, says in WRONG])
def test_what_cannot_be_is_said(world: World, sent: dict[str, str], says: str) -> None:
    answer = ask(world, sent["do"], **{name: said for name, said in sent.items() if name != "do"})
    assert says in text_of(answer)
    assert not any(table.objects.exists() for table in (Absence, Deputy, DutyRoster))


@pytest.mark.parametrize("do", ["", "nonsense", "raise_concern"])
def test_what_the_page_does_not_offer_is_not_there(world: World, do: str) -> None:
    assert world.signed_in("carmen").post(HERE, {"do": do}).status_code == 404


@pytest.mark.parametrize("who", ["rosa", "ana", "mario", "julio"])
def test_only_supervisors_find_the_page(world: World, who: str) -> None:
    client = world.signed_in(who)
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, {"do": "duty"}).status_code == 404


def test_one_office_changes_nothing_of_another(world: World, clock: Clock) -> None:
    ask(world, "deputy", person="ana", deputy="beto")
    world.signed_in("fidel").post(HERE, {"do": f"end_deputy.{world.people['ana'].id}"})
    assert Deputy.objects.in_force(clock.at).exists()
    assert "Ana" not in text_of(world.signed_in("fidel").get(HERE))
