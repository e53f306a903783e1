"""A phone that is locked, lost, or somebody else's: what is kept, and what is told no more."""

from collections.abc import Callable

from amparo.dossiers.actions.posting import confirm_sent, take_letter
from amparo.dossiers.models import Dossier, Sent
from amparo.phone.tests.wrongs import ANSWERS
from amparo.trust.actions.devices import refuse_enrolment, revoke_handset
from amparo.trust.models import Device, Enrolment
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern
from tests.world import World

Enrolled = Callable[..., Handset]
WRITTEN_THROUGH_SYNC = (confirm_sent, take_letter)


def test_what_is_sent_locked_is_to_be_confirmed_until_she_unlocks(
    world: World, enrolled: Enrolled
) -> None:
    phone = enrolled()
    phone.locked = True
    raise_concern(phone, world.pack, ANSWERS, world.clock.at)
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


def test_a_lost_phone_brings_and_is_told_nothing(world: World, enrolled: Enrolled) -> None:
    phone, other = enrolled(), enrolled("lucia")
    raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    wrong = b'{"v":1,"code":"22222-22222"}'
    assert other.ask("POST", "/phone/lost", {}, wrong)[0] == 404
    lost = f'{{"v":1,"code":"{phone.me["lost"].lower()}"}}'.encode()
    assert other.ask("POST", "/phone/lost", {}, lost)[0] == 200
    assert phone.sync() == 200
    assert phone.answer == {"results": ["kept"], "revoked": True}
    assert Sent.objects.get().doubt == "revoked"
    assert Dossier.objects.filter(protocol="case").count() == 1
    assert phone.signed("GET", f"/phone/places/{phone.hashes['places']}")[0] == 410
    again = enrolled()
    assert [each.said["protocol"] for each in again.held.values()].count("concern") == 1
    page = world.signed_in("ana").get(f"/dossiers/{_case().pk}/file/").content.decode()
    assert "reported lost" in page


def _case() -> Dossier:
    return Dossier.objects.get(protocol="case")


def test_whoever_shares_a_phone_loses_it_too(world: World, enrolled: Enrolled) -> None:
    rosa = enrolled()
    lucia = enrolled("lucia", handset=rosa.handset)
    device = Device.objects.get(pk=rosa.me["device"])
    assert len(revoke_handset(device, by=None, at=world.clock.at)) == 2
    lucia.sync()
    assert lucia.answer == {"revoked": True}


def test_a_stranger_is_told_that_and_nothing_else(enrolled: Enrolled) -> None:
    phone = enrolled()
    other = Handset(phone.ask, me=phone.me)
    answer = other.signed("POST", "/phone/sync", other.asks())
    assert answer == (401, b'{"v": 1, "error": "stranger"}')


def test_a_code_is_for_one_phone_and_for_a_while(world: World, enrolled: Enrolled) -> None:
    from amparo.trust.actions.devices import begin_enrolment  # noqa: PLC0415

    phone = enrolled()
    shown = begin_enrolment(world.people["tomas"], by=None, at=world.clock.at)
    assert Handset(phone.ask).enrol("22222-22222") == (404, {"v": 1, "error": "code"})
    assert Handset(phone.ask).enrol(shown.code)[1]["state"] == "waits"
    assert Handset(phone.ask).enrol(shown.code)[0] == 404
    late = begin_enrolment(world.people["tomas"], by=None, at=world.clock.at)
    world.clock.move(minutes=31)
    assert Handset(phone.ask).enrol(late.code)[0] == 404
    refused = begin_enrolment(world.people["tomas"], by=None, at=world.clock.at)
    refuse_enrolment(refused.enrolment, by=None, at=world.clock.at)
    assert Handset(phone.ask).enrol(refused.code)[0] == 404
    assert Enrolment.objects.filter(device__isnull=False).count() == 1
