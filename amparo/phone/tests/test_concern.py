"""A concern from a phone: sealed there, delivered by whoever, read at the desk like any other."""

from collections.abc import Callable

import pytest

from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier, Entry, Sent
from amparo.dossiers.tests.conftest import QUIET, World
from amparo.phone.tests.conftest import Air
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = {**QUIET, "route_class": "service", "week": "2027-W19"}
Enrolled = Callable[..., Handset]


def test_a_concern_arrives_is_read_and_answered(world: World, air: Air, enrolled: Enrolled) -> None:
    phone = enrolled()
    assert phone.sync() == 200
    raise_concern(phone, world.pack, ANSWERS, air.at)
    assert phone.sync() == 200
    assert set(phone.results) == {"accepted"}
    assert phone.outbox == []
    concern = Dossier.objects.get(protocol="concern")
    stub = phone.held[str(concern.pk)]
    assert stub.said["stub"]
    assert [entry[3] for entry in stub.entries.values()] == ["raise"]
    assert [entry[6] for entry in stub.entries.values()] == [{}]
    case = Dossier.objects.get(protocol="case")
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=air.at)
    said = {name: value for each in opened for name, value in each.answers.items()}
    assert said["words_seen"] == QUIET["words_seen"]
    assert phone.sync() == 200
    assert Sent.objects.get().doubt == ""


def test_a_letter_sent_twice_or_by_another_is_stored_once(
    world: World, air: Air, enrolled: Enrolled
) -> None:
    phone, other = enrolled(), enrolled("coordinator")
    phone.sync()
    boxes = raise_concern(phone, world.pack, ANSWERS, air.at)
    other.outbox = list(boxes)
    assert other.sync() == 200
    assert set(other.results) == {"accepted"}
    phone.sync()
    assert set(phone.results) == {"already"}
    assert Entry.objects.filter(step="raise").count() == len(boxes)
    assert {entry.author_id for entry in Entry.objects.filter(step="raise")} == {
        world.people["member"].id
    }
