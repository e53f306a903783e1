"""There is danger now: one number after the other, and what is noted on the way."""

import re

import pytest

from amparo.audit.models import Record
from amparo.desk.lines import lines_in
from amparo.dossiers.models import Entry
from amparo.system.actions.bodies import Contact, change_contact
from amparo.system.models import Gap
from amparo.system.numbers import DANGER, HEALTH
from tests.filling import fill, text_of
from tests.world import DISTRICT, World


def numbers(world: World, first: str) -> list[str]:
    lines = lines_in(world.pack, world.reader("rosa"), DISTRICT, world.clock.at, first=first)
    return [line.number for line in lines]


def numbers_on(page: str) -> list[str]:
    return re.findall(r'href="tel:(\d+)"', page)


def test_in_danger_the_police_come_first_and_then_who_is_near(world: World) -> None:
    assert numbers(world, DANGER)[:3] == ["105", "984 333 444", "084 100 200"]
    assert {"084 111 222", "100", "1810"} <= set(numbers(world, DANGER))


def test_where_health_is_needed_the_health_post_comes_first(world: World) -> None:
    assert numbers(world, HEALTH)[:2] == ["084 111 222", "113"]
    assert "105" in numbers(world, HEALTH)


def test_no_number_is_offered_twice_or_for_something_else(world: World) -> None:
    found = numbers(world, DANGER)
    assert len(found) == len(set(found))
    assert not {"116", "1818", "084 777 888"} & set(found)


def test_what_is_closed_now_stands_last(world: World) -> None:
    world.clock.move(hours=12)
    lines = lines_in(world.pack, world.reader("rosa"), DISTRICT, world.clock.at)
    assert lines[-1].is_closed
    assert not any(line.is_closed for line in lines[:3])


def test_the_first_number_is_there_before_anything_is_asked(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/danger/"))
    assert numbers_on(page) == ["105"]
    assert page.index('href="tel:105"') < page.index('name="danger_now"')
    assert "I am calling from Calca." in page


def test_nobody_answers_leads_to_the_next_number_and_is_noted_without_a_name(world: World) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now", "health_now": "no"})["Location"]
    assert numbers_on(text_of(rosa.get(call)))[0] == "105"
    for _ in range(2):
        fill(rosa, call, {"nobody": "105"})
    gap = Gap.objects.get()
    assert (gap.hotline, gap.kind, gap.area_id, gap.reason) == ("105", "", DISTRICT, "no_answer")
    assert not Record.objects.filter(can="record_gap", by__isnull=False).exists()
    assert numbers_on(text_of(rosa.get(call)))[0] == "984333444"


def test_a_silent_office_is_noted_by_its_kind(world: World) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now", "health_now": "yes"})["Location"]
    fill(rosa, call, {"nobody": str(world.bodies["posta"].id)})
    gap = Gap.objects.get()
    assert (gap.hotline, gap.kind) == ("", "posta")


def test_when_every_number_was_tried_the_page_says_what_to_do(world: World) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now", "health_now": "no"})["Location"]
    tries = 0
    while (page := text_of(rosa.get(call))) and 'name="nobody"' in page:
        found = re.search(r'name="nobody" value="([^"]+)"', page)
        assert found
        fill(rosa, call, {"nobody": found[1]})
        tries += 1
    assert tries == Gap.objects.count() > 5
    assert "Every number of this place was tried." in page


@pytest.mark.parametrize("key", ["nothing like it", "", "116"])
def test_a_number_that_is_not_offered_is_not_noted(world: World, key: str) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now"})["Location"]
    assert fill(rosa, call, {"nobody": key})["Location"] == call
    assert not Gap.objects.exists()


def test_three_answers_are_carried_along_and_three_pages_are_enough(world: World) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now", "health_now": "no"})["Location"]
    first = fill(rosa, call, {"answered": str(world.bodies["juez_paz"].id)})["Location"]
    page = text_of(rosa.get(first))
    for name, code in (("danger_now", "now"), ("called", "answered"), ("called_who", "juez_paz")):
        assert re.search(rf'name="{name}" value="{code}" checked', page), name
    answers = {"danger_now": "now", "health_now": "no", "called": "answered"}
    who_not = fill(rosa, first, {**answers, "called_who": "juez_paz"})["Location"]
    where = fill(rosa, who_not, {"keep_from": "none"})["Location"]
    check = fill(rosa, where, {"home_district": "ours"})["Location"]
    sent = fill(rosa, check, {})["Location"]
    assert "It reached the office" in text_of(rosa.get(sent))
    raised = Entry.objects.filter(step="raise")
    assert {entry.coded["danger_now"] for entry in raised} == {"now"}
    assert {entry.coded["route_class"] for entry in raised} == {"emergency"}


def test_nobody_is_told_to_call_who_must_not_know(world: World) -> None:
    rosa = world.signed_in("rosa")
    call = fill(rosa, "/danger/", {"danger_now": "now", "health_now": "no"})["Location"]
    start = call.replace("/danger/", "/concerns/raise/")
    fill(rosa, f"{start}danger/", {"danger_now": "now", "health_now": "no"})
    fill(rosa, f"{start}who_not/", {"keep_from": ["local_auth", "municipality"]})
    fill(rosa, f"{start}where/", {"home_district": "ours"})
    offered = numbers_on(text_of(rosa.get(call)))
    assert "105" in offered
    assert not {"984333444", "084100200"} & set(offered)
    sent = text_of(rosa.get(fill(rosa, start, {})["Location"]))
    assert numbers_on(sent)
    assert not {"984333444", "084100200"} & set(numbers_on(sent))


def test_a_telephone_that_is_not_known_is_not_shown(world: World) -> None:
    at = world.clock.at
    change_contact(world.bodies["juez_paz"], Contact(), by=None, at=at)
    assert "984 333 444" not in numbers(world, DANGER)
