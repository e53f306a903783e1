"""What was typed is never lost, and nobody but its author reads it."""

import pytest
from django.conf import settings
from django.test import Client

from amparo.dossiers.models import Draft
from amparo.trust.models import Session
from tests.filling import begin_concern, fill, text_of, token_of
from tests.world import PASSPHRASE, World

TYPED = {"child_view": "agrees", "words_seen": "MARK-WORDS she herds the animals"}


def words_page(client: Client) -> str:
    return f"{begin_concern(client)}words/"


def test_what_was_typed_survives_the_end_of_the_session(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    token = token_of(rosa.get(address))
    world.clock.move(minutes=31)
    answer = rosa.post(address, {**TYPED, "token": token})
    assert answer["Location"] == f"/sign-in/?next={address}"
    assert b"MARK" not in bytes(Draft.objects.get().box)
    rosa.post("/sign-in/", {"username": "rosa", "passphrase": PASSPHRASE})
    page = text_of(rosa.get(address))
    assert "We kept what you had typed." in page
    assert "MARK-WORDS she herds the animals" in page


def test_what_was_kept_can_be_thrown_away(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    fill(rosa, address, TYPED, do="keep")
    assert "MARK-WORDS" in text_of(rosa.get(address))
    fill(rosa, address, {}, do="throw_away")
    assert "MARK-WORDS" not in text_of(rosa.get(address))
    assert not Draft.objects.exists()


def test_keeping_an_empty_page_keeps_nothing_and_says_so(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    fill(rosa, address, {"words_seen": ""}, do="keep")
    assert "There is nothing to keep yet." in text_of(rosa.get(address))
    assert not Draft.objects.exists()


def test_another_person_at_the_same_computer_neither_sends_nor_reads_it(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    token = token_of(rosa.get(address))
    lucia = world.signed_in("lucia")
    answer = lucia.post(address, {**TYPED, "token": token})
    assert answer["Location"] == "/"
    assert Draft.objects.get().account == world.people["rosa"]
    assert "MARK-WORDS" not in text_of(lucia.get(address))
    assert "MARK-WORDS" in text_of(rosa.get(address))


def test_a_page_without_its_token_is_shown_again_with_what_was_typed(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    for token in ("", "forged", token_of(rosa.get(f"{address.removesuffix('words/')}find/"))):
        answer = rosa.post(address, {**TYPED, "token": token})
        assert answer["Location"] == address
        page = text_of(rosa.get(address))
        assert "This page was open for too long. Send it once more." in page
        assert "MARK-WORDS" in page


def test_a_page_from_before_signing_in_anew_loses_nothing(world: World) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies.update(world.signed_in("rosa").cookies)
    address = words_page(careful)
    token = token_of(careful.get(address))
    answer = careful.post(address, {**TYPED, "token": token})
    assert answer.status_code == 403
    assert "What you typed is kept." in text_of(answer)
    assert "MARK-WORDS" in text_of(careful.get(address))


@pytest.mark.usefixtures("world")
def test_a_stranger_without_a_token_leaves_nothing_behind() -> None:
    answer = Client().post("/danger/", {"danger_now": "now", "token": "forged"})
    assert answer["Location"] == "/sign-in/?next=/danger/"
    assert not Draft.objects.exists()


def test_a_session_without_its_unlock_cookie_keeps_what_was_typed_too(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    token = token_of(rosa.get(address))
    del rosa.cookies[settings.UNLOCK_COOKIE_NAME]
    answer = rosa.post(address, {**TYPED, "token": token})
    assert answer["Location"].startswith("/sign-in/")
    assert Draft.objects.count() == 1
    assert Session.objects.filter(account=world.people["rosa"]).exists()


def test_a_closed_account_keeps_nothing_any_more(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = words_page(rosa)
    token = token_of(rosa.get(address))
    world.people["rosa"].is_active = False
    world.people["rosa"].save()
    rosa.post(address, {**TYPED, "token": token})
    assert not Draft.objects.exists()
