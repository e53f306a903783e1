"""A phone that is locked, lost, or somebody else's: what is kept, and what is told no more."""

from collections.abc import Callable

import pytest

from amparo.dossiers.actions.phones import lose_phone
from amparo.dossiers.actions.posting import confirm_sent, take_letter
from amparo.dossiers.models import Dossier, PhoneWrap, Sent
from amparo.dossiers.tests.conftest import QUIET, World
from amparo.phone.tests.conftest import Air
from amparo.trust.actions.devices import offer_keys, refuse_enrolment, revoke_handset
from amparo.trust.models import Device, Enrolment
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = {**QUIET, "route_class": "service", "week": "2027-W19"}
Enrolled = Callable[..., Handset]
KNOWN = (lose_phone, confirm_sent, take_letter, offer_keys, refuse_enrolment, revoke_handset)


def test_what_is_sent_locked_is_to_be_confirmed_until_she_unlocks(
    world: World, air: Air, enrolled: Enrolled
) -> None:
    phone = enrolled()
    phone.sync()
    phone.locked = True
    raise_concern(phone, world.pack, ANSWERS, air.at)
    phone.sync()
    assert set(phone.results) == {"accepted"}
    assert Sent.objects.to_confirm().count() == 1
    assert phone.unopened
    assert phone.held == {}
    phone.unlock()
    asked = list(phone.unconfirmed)
    assert len(asked) == 1
    phone.locked = True
    phone.sync(confirm=asked)
    assert Sent.objects.to_confirm().count() == 1
    phone.locked = False
    phone.sync(confirm=asked)
    assert Sent.objects.to_confirm().count() == 0


def test_a_lost_phone_brings_and_is_told_nothing(
    world: World, air: Air, enrolled: Enrolled
) -> None:
    phone = enrolled()
    phone.sync()
    raise_concern(phone, world.pack, ANSWERS, air.at)
    status, _ = phone.ask("POST", "/phone/lost", {}, b'{"v":1,"code":"22222-22222"}')
    assert status == 404
    lost = f'{{"v":1,"code":"{phone.me["lost"].lower()}"}}'.encode()
    assert phone.ask("POST", "/phone/lost", {}, lost)[0] == 200
    assert phone.sync() == 200
    assert phone.answer == {"results": ["kept"], "revoked": True}
    assert Sent.objects.get().doubt == "revoked"
    assert Dossier.objects.filter(protocol="case").count() == 1
    assert phone.signed("GET", f"/phone/places/{phone.hashes['places']}")[0] == 410
    assert not PhoneWrap.objects.exists()
    assert Device.objects.get().revoked_at


def test_a_stranger_is_told_that_and_nothing_else(enrolled: Enrolled) -> None:
    phone = enrolled()
    other = Handset(phone.ask, me=phone.me)
    assert other.signed("POST", "/phone/sync", other.asks()) == (
        401,
        b'{"v": 1, "error": "stranger"}',
    )


def test_a_code_is_for_one_phone_and_for_a_while(
    world: World, air: Air, enrolled: Enrolled
) -> None:
    phone = enrolled()
    other = Handset(phone.ask)
    assert other.enrol("22222-22222") == (404, {"v": 1, "error": "code"})
    enrolment = Enrolment.objects.get()
    assert enrolment.device
    air.pass_by(hours=1)
    assert phone.me["author"] == str(world.people["member"].id)


@pytest.mark.parametrize(
    "body", [b"", b"AMP1", b"AMP1\x00\x00\x00\x05{", b"<html>hello</html>", b"AMP1\xff\xff\xff\xff"]
)
def test_garbage_is_told_as_such(enrolled: Enrolled, body: bytes) -> None:
    assert enrolled().signed("POST", "/phone/sync", body)[0] == 400


def test_one_bad_letter_blocks_no_other(world: World, air: Air, enrolled: Enrolled) -> None:
    phone = enrolled()
    phone.sync()
    good = raise_concern(phone, world.pack, ANSWERS, air.at)
    half, long = good[0][: len(good[0]) // 2], bytes(70_000)
    phone.outbox = [b"garbage", half, good[0], long, good[0]]
    assert phone.sync() == 200
    assert phone.results == [
        "refused:garbage",
        "refused:garbage",
        "accepted",
        "refused:large",
        "already",
    ]
    assert phone.outbox == [b"garbage", half, long]
