"""The page of offices and groups: who answers for which, what is noted, what an end shows first."""

import pytest

from amparo.system.models import Accreditation, Body, Proposal, Recognition
from tests.filling import text_of
from tests.world import World

TODAY = "2027-05-10"


def page_of(world: World, body: str, more: str = "") -> str:
    return f"/bodies/{world.bodies[body].id}/{more}"


def test_the_ministry_lists_all_and_a_municipality_the_groups_of_its_district(world: World) -> None:
    julio, mario = (text_of(world.signed_in(who).get("/bodies/")) for who in ("julio", "mario"))
    for body in ("demuna", "upe", "group", "municipality"):
        assert world.bodies[body].name in julio
    assert world.bodies["ministry"].name not in julio.split("Offices and groups")[-1]
    assert world.bodies["group"].name in mario
    for body in ("demuna", "upe", "authority", "posta"):
        assert world.bodies[body].name not in mario.split("A part of the name")[1]


def test_a_list_is_narrowed_by_a_part_of_the_name(world: World) -> None:
    julio = world.signed_in("julio")
    found = text_of(julio.get("/bodies/", {"name": "yanatile"}))
    assert "DEMUNA Yanatile" in found
    assert "DEMUNA Calca" not in found
    assert "None is called so" in text_of(julio.get("/bodies/", {"name": "' OR 1=1 --"}))
    assert "DEMUNA Calca" in text_of(julio.get("/bodies/", {"name": "\x00"}))


@pytest.mark.parametrize("who", ["carmen", "ana", "irma", "rosa", "celia", "hugo"])
def test_for_anybody_else_there_is_no_such_page(world: World, who: str) -> None:
    client = world.signed_in(who)
    assert client.get("/bodies/").status_code == 404
    for more in ("", "end/"):
        assert client.get(page_of(world, "demuna", more)).status_code == 404


def test_a_municipality_says_nothing_of_offices_nor_of_another_districts_groups(
    world: World,
) -> None:
    mario = world.signed_in("mario")
    assert mario.get(page_of(world, "demuna")).status_code == 404
    assert mario.get(page_of(world, "group", "end/")).status_code == 404
    assert mario.post(page_of(world, "group"), {"do": "end_body"}).status_code == 404
    Body.objects.filter(pk=world.bodies["group"].id).update(area="PE080408")
    assert mario.get(page_of(world, "group")).status_code == 404


def test_an_office_is_accredited_by_a_document_and_not_any_more(world: World) -> None:
    julio, page = world.signed_in("julio"), page_of(world, "demuna_one")
    rows = Accreditation.objects.filter(body=world.bodies["demuna_one"])
    said = {"do": "accredit", "accredit-document": "RD 12-2027", "accredit-since": TODAY}
    for wrong in ({"accredit-document": ""}, {"accredit-since": "2027-05-11"}):
        assert julio.post(page, {**said, **wrong}).status_code == 200
        assert not rows.exists()
    assert julio.post(page, said).status_code == 302
    assert "RD 12-2027" in text_of(julio.get(page))
    assert "UPE Cusco" in text_of(julio.get(page)), "whom it goes to instead is shown first"
    assert julio.post(page, {"do": "withdraw_accreditation"}).status_code == 302
    assert not rows.in_force(world.clock.at).exists()
    assert julio.post(page, said).status_code == 302, "again on the same day, from now on"
    assert rows.in_force(world.clock.at).count() == 1


def test_a_day_on_which_it_was_accredited_already_is_refused_in_a_sentence(world: World) -> None:
    julio, page = world.signed_in("julio"), page_of(world, "demuna")
    julio.post(page, {"do": "withdraw_accreditation"})
    said = {"do": "accredit", "accredit-document": "RD 12-2027", "accredit-since": "2027-05-09"}
    assert "it ended since" in text_of(julio.post(page, said))


def test_a_group_is_recognised_by_its_municipality(world: World) -> None:
    mario, page = world.signed_in("mario"), page_of(world, "group")
    rows = Recognition.objects.filter(body=world.bodies["group"])
    mario.post(page, {"do": "withdraw_recognition"})
    assert not rows.in_force(world.clock.at).exists()
    said = {"do": "recognise", "recognise-document": "RA 3", "recognise-since": TODAY}
    mario.post(page, said)
    assert rows.in_force(world.clock.at).exists()


def test_what_an_end_leaves_behind_is_shown_before_it_can_be_asked_for(world: World) -> None:
    julio, page = world.signed_in("julio"), page_of(world, "demuna", "end/")
    shown = text_of(julio.get(page))
    assert "UPE Cusco" in shown
    assert "Files that have not come to an end: none" in shown
    asked = julio.post(page)
    assert Proposal.objects.get().kind == "end"
    agreeing = text_of(world.signed_in("carmen").get(asked["Location"]))
    assert "UPE Cusco" in agreeing
    assert "With your agreement it ends at once" in agreeing
    assert "A second person must agree" in text_of(julio.get(asked["Location"]))
    assert julio.post(asked["Location"], {"do": "agree"}).status_code == 404
    world.signed_in("carmen").post(asked["Location"], {"do": "agree"})
    assert "works no more" in text_of(julio.get("/bodies/"))
    assert julio.get(page).status_code == 404


def test_with_files_open_the_button_is_not_there_and_a_post_is_told_why(world: World) -> None:
    world.raise_concern()
    julio, page = world.signed_in("julio"), page_of(world, "demuna", "end/")
    shown = text_of(julio.get(page))
    assert "It can't be ended yet" in shown
    assert "fewer than 5" in shown
    assert "Ask that it ends" not in shown
    answer = julio.post(page)
    assert answer.status_code == 409
    assert "not come to an end" in text_of(answer)
    assert not Proposal.objects.exists()
