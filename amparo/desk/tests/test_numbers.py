"""The numbers to call, and test calls."""

from django.utils.html import escape

from amparo.system.models import HotlineTest
from tests.filling import text_of
from tests.world import DISTRICT, World


def test_what_is_not_known_of_a_number_is_said(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/numbers/"))
    police = page.partition('href="tel:105"')[2].partition("</li></ul>")[0][:1200]
    assert "hours not known" in police
    assert "not tested" in police
    hundred = page.partition('href="tel:100"')[2][:600]
    assert "day and night" in hundred
    assert "Spanish, Quechua, Aymara" in hundred
    assert "Monday to Friday 08:00 to 20:00" in page
    assert "languages not known" in police
    assert escape(world.pack.hotlines["105"].source) in police
    assert "(read in a secondary source)" in police


def test_a_supervisors_test_call_tells_everybody_that_the_number_answers(world: World) -> None:
    carmen = world.signed_in("carmen")
    assert "A person answered" in text_of(carmen.get("/numbers/"))
    carmen.post("/numbers/tested/", {"number": "105", "answered": "yes"})
    assert HotlineTest.objects.get().area_id == DISTRICT
    page = text_of(world.signed_in("rosa").get("/numbers/"))
    assert "tested on" in page.partition('href="tel:105"')[2][:600]


def test_a_call_that_nobody_answered_is_noted_and_promises_nothing(world: World) -> None:
    world.signed_in("carmen").post("/numbers/tested/", {"number": "105", "answered": "no"})
    assert HotlineTest.objects.get().answered is False
    page = text_of(world.signed_in("rosa").get("/numbers/"))
    assert "not tested" in page.partition('href="tel:105"')[2][:600]


def test_only_supervisors_note_tests_and_only_of_numbers_that_are_here(world: World) -> None:
    for who in ("rosa", "ana", "julio"):
        client = world.signed_in(who)
        assert "A person answered" not in text_of(client.get("/numbers/"))
        answer = client.post("/numbers/tested/", {"number": "105", "answered": "yes"})
        assert answer.status_code == 404
    carmen = world.signed_in("carmen")
    for number, answered in (("999", "yes"), ("105", "perhaps"), ("", "")):
        answer = carmen.post("/numbers/tested/", {"number": number, "answered": answered})
        assert answer.status_code == 404
    assert not HotlineTest.objects.exists()
