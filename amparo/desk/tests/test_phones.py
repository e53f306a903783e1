"""A supervisor lets a member's phone in by its three words, and trusts a lost one no more."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from amparo.config.demo.phoning import phone_of_demo
from amparo.dossiers.actions.phones import lose_phone
from amparo.sealing.keys import new_key_pair
from amparo.sealing.signing import new_signing_pair
from amparo.trust.actions.devices import offer_keys
from amparo.trust.devices import KEYS, Offered, lost_code
from amparo.trust.models import Device, Enrolment
from amparo.trust.rules import TRIES
from tests.world import World

CODE = re.compile(r"<code>([0-9A-Z-]{11})</code>")


def offered() -> Offered:
    keys = (new_signing_pair().public, new_signing_pair().public, new_key_pair().public)
    return Offered(uuid4(), *keys)


def came_in(world: World, carmen: Client) -> Device:
    rosa = world.people["rosa"]
    shown = carmen.post(f"/phones/{rosa.id}/", {"do": "code"}).content.decode()
    found = CODE.search(shown)
    assert found
    phone = offered()
    offer_keys(found[1], phone, at=world.clock.at)
    page = carmen.get(f"/phones/{rosa.id}/").content.decode()
    assert " · ".join(phone.words) in page
    confirmed = carmen.post(f"/phones/{rosa.id}/", {"do": "confirm"}).content.decode()
    device = Device.objects.get(account=rosa)
    assert lost_code(device.id) in confirmed
    return device


def test_a_phone_comes_by_a_code_and_is_confirmed_by_its_words(world: World) -> None:
    carmen = world.signed_in("carmen")
    assert world.people["rosa"].display_name in carmen.get("/phones/").content.decode()
    device = came_in(world, carmen)
    assert bytes(device.public_key)


def test_other_words_let_no_phone_in(world: World) -> None:
    carmen, rosa = world.signed_in("carmen"), world.people["rosa"]
    carmen.post(f"/phones/{rosa.id}/", {"do": "code"})
    carmen.post(f"/phones/{rosa.id}/", {"do": "refuse"})
    assert carmen.post(f"/phones/{rosa.id}/", {"do": "confirm"}).status_code == 404
    assert not Device.objects.exists()
    assert Enrolment.objects.get().decided_at


def test_a_lost_phone_is_trusted_no_more_and_the_page_says_what_that_does_not_undo(
    world: World,
) -> None:
    carmen = world.signed_in("carmen")
    device = came_in(world, carmen)
    page = carmen.get(f"/phones/{device.account_id}/").content.decode()
    assert "It does not undo this" in page
    said = {"do": "lost", "which": str(device.id)}
    carmen.post(f"/phones/{device.account_id}/", said)
    device.refresh_from_db()
    assert device.revoked_by_id == world.people["carmen"].id
    assert lose_phone(device, by=None, at=world.clock.at) == []
    assert "trusted no more since" in carmen.get(f"/phones/{device.account_id}/").content.decode()


def test_nobody_else_makes_codes(world: World) -> None:
    rosa = world.people["rosa"].id
    for who in ("ana", "rosa", "irma"):
        assert world.signed_in(who).get(f"/phones/{rosa}/").status_code == 404


def test_the_demo_prints_a_code_only_where_it_is_one(world: World) -> None:
    real, made_up = replace(settings.AMPARO, is_demo=False), replace(settings.AMPARO, is_demo=True)
    at, site = world.clock.at, "http://localhost:1"
    assert list(phone_of_demo(real, site, at=at)) == []
    said = "\n".join(phone_of_demo(made_up, site, at=at))
    code = re.search("[0-9A-Z]{5}-[0-9A-Z]{5}", said)
    assert code
    assert offer_keys(code[0], offered(), at=at).account == world.people["rosa"]


@pytest.mark.usefixtures("world")
def test_who_guesses_at_codes_is_slowed_down_whatever_phone_they_claim() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    for known in range(TRIES + 1):
        phone = offered()
        keys = {name: getattr(phone, name).hex() for name in KEYS}
        said = {**keys, "code": "22222-22222", "handset": str(uuid4())}
        answer = client.post("/phone/enrol", said, content_type="application/json")
        assert answer.status_code == (404 if known < TRIES else 429)
