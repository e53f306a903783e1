"""What is easily forgotten, one line each: who raises, about whom, and what must not follow."""

import re

from django.conf import settings
from django.test import Client

from amparo.dossiers.models import Dossier, Entry, NameIndex
from amparo.trust.actions.circles import end_membership
from tests.filling import fill, text_of
from tests.journeys.also import PAPER, RECEIPT, qualify, raised, receive
from tests.journeys.reading import Reading
from tests.packs.words_of_law import FORBIDDEN
from tests.visible import MEMBER, OFFICER, Seen
from tests.world import PASSPHRASE, World


def test_a_child_under_14_who_harmed_another_is_a_child_too(world: World) -> None:
    case = raised(world, where={"person": "child", "person_under_18": "yes"})
    receive(world, case)
    tie = {"alleged_tie": "child", "alleged_access": "yes", "alleged_power": "no"}
    qualify(world, case, **tie, alleged_under_18="yes", alleged_name="MARK-OTHER")
    other = fill(
        world.signed_in("ana"),
        "/arrivals/register/",
        {**PAPER, "arrived": "person", "child_called": "MARK-OTHER", "person": "nobody"},
    )
    assert other.status_code == 302, text_of(other)
    both = Dossier.objects.filter(protocol="case", parties__body=world.bodies["demuna"])
    assert both.count() == 2, "each of the two children has a case of their own"
    assert {entry.coded["route_class"] for entry in Entry.objects.filter(step="arrive")} == {
        "protection"
    }
    for who, page, audience in (
        ("ana", f"/dossiers/{case.pk}/file/", OFFICER),
        ("rosa", "/concerns/", MEMBER),
    ):
        words = Reading(text_of(world.signed_in(who).get(page))).words
        seen = Seen(page, "en", words, audience)
        assert [word.say for word in FORBIDDEN if word.stands_in(seen)] == []


def test_a_neighbour_over_a_boundary_is_closed_without_a_mark_on_anybody(world: World) -> None:
    first = raised(world)
    receive(world, first)
    qualify(world, first, next="not_a_rights_matter", next_reason="MARK-REASON")
    ana = world.signed_in("ana")
    for step, said in (
        ("answer_raiser", {"answer": "in_hand"}),
        ("release", {"release_why": "attention_ended"}),
    ):
        assert fill(ana, f"/dossiers/{first.pk}/steps/{step}/", said).status_code == 302
    told = text_of(world.signed_in("rosa").get(f"/concerns/{first.came_from_id}/"))
    for word in ("MARK-REASON", "not a rights matter", "confirm", "boundary", "false"):
        assert word not in told, word
    again = raised(world)
    page = text_of(world.signed_in("ana").get(f"/dossiers/{again.pk}/"))
    assert first.number not in page
    assert again.state == "arrived"


def test_a_volunteers_own_child_is_raised_like_any_other(world: World) -> None:
    case = raised(world, about_me={"tie": "related", "my_risk": "fear"})
    receive(world, case)
    file = text_of(world.signed_in("ana").get(f"/dossiers/{case.pk}/file/"))
    assert "I am a relative" not in file
    assert "locked, with the custodian" in file


def test_a_baby_without_a_name_has_a_file_and_is_found_by_its_number(world: World) -> None:
    case = raised(world, find={"child_called": ""}, children={"each_child-0-child_age": "0_5"})
    receive(world, case)
    qualify(world, case)
    assert not NameIndex.objects.filter(dossier=case).exists()
    page = text_of(world.signed_in("ana").post("/cases/", {"number": case.number}))
    assert case.number in page


def test_a_deaf_girl_without_an_interpreter_waits_for_nothing(world: World) -> None:
    case = raised(world, find={"needs": ["hear", "speak"], "language": "other"})
    receive(world, case)
    file = text_of(world.signed_in("ana").get(f"/dossiers/{case.pk}/file/"))
    assert "to hear; to speak" in file
    qualify(world, case, telling_plan="MARK-PLAN with pictures, and her sister")
    assert Dossier.objects.get(pk=case.pk).state == "qualified"


def test_who_speaks_ashaninka_is_raised_without_a_recording(world: World) -> None:
    case = raised(world, find={"language": "cni"})
    receive(world, case)
    assert "Asháninka" in text_of(world.signed_in("ana").get(f"/dossiers/{case.pk}/file/"))
    ana = world.signed_in("ana")
    ana.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert "asháninka" in text_of(ana.get(f"/dossiers/{case.pk}/file/"))
    qualify(world, case)
    assert Dossier.objects.get(pk=case.pk).state == "qualified"


def test_a_member_who_leaves_or_dies_takes_no_case_along(world: World) -> None:
    case = raised(world)
    rosa, group = world.people["rosa"], world.bodies["group"]
    end_membership(group.circle, rosa, "vetted", by=None, at=world.clock.at)
    rosa.is_active = False
    rosa.save()
    said = {"username": "rosa", "passphrase": PASSPHRASE}
    assert Client().post("/sign-in/", said).status_code == 200, "nobody signs in for her"
    receive(world, case)
    qualify(world, case)
    assert Dossier.objects.get(pk=case.pk).state == "qualified"
    page = text_of(world.signed_in("lucia").get("/concerns/"))
    assert case.came_from is not None
    assert case.came_from.code_word not in page


def test_what_an_organisation_types_in_english_is_kept_as_it_is(world: World) -> None:
    case = raised(world, words={"words_seen": "MARK-WORDS They told us she isn't at school."})
    assert case.entries.get(step="arrive").coded["route_class"] == "protection"
    ana = world.signed_in("ana")
    ana.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    file = text_of(ana.get(f"/dossiers/{case.pk}/file/"))
    assert "MARK-WORDS They told us she isn&#x27;t at school." in file
    assert "dejó de ir a la escuela" in file


def test_the_same_paper_typed_twice_by_two_people_loses_nothing(world: World) -> None:
    for who in ("ana", "beto"):
        said = {**PAPER, "words_seen": f"MARK-WORDS typed by {who}"}
        assert fill(world.signed_in(who), "/arrivals/register/", said).status_code == 302
    first, second = Dossier.objects.filter(protocol="case").order_by("pk")
    assert first.situation != second.situation
    ana = world.signed_in("ana")
    files = [text_of(ana.get(f"/dossiers/{case.pk}/file/")) for case in (first, second)]
    assert sorted("typed by ana" in file for file in files) == [False, True]
    assert sorted("typed by beto" in file for file in files) == [False, True]
    looked = fill(
        world.signed_in("ana"),
        f"/dossiers/{second.pk}/steps/receipt/",
        {**RECEIPT, "look_name": "Kispe Rosa", "do": "look"},
    )
    assert re.search(r'name="earlier_6m" value="1"[^>]*checked', text_of(looked))
