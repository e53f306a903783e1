"""Coming in and going out at the desk."""

from django.test import Client

from tests.world import World


def test_whoever_signs_in_comes_to_the_page_they_wanted(world: World) -> None:
    page = Client().get("/hat/")
    assert page.status_code == 302
    wanted = page["Location"]
    answer = Client().post(wanted, {"username": "rosa", "passphrase": "x", "next": "/hat/"})
    assert answer.status_code == 200
    world.signed_in("rosa")
