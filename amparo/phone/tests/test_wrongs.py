"""Letters with one thing wrong: each is refused by name, and the good one beside it is stored."""

from collections.abc import Callable

import pytest

from amparo.dossiers.models import Dossier, Entry
from amparo.phone.tests.wrongs import WRONGS, altered, forged, written
from tests.phone import letters
from tests.phone.handset import Handset
from tests.world import World

Enrolled = Callable[..., Handset]


def test_each_wrong_letter_is_refused_by_name_and_blocks_no_other(
    world: World, enrolled: Enrolled
) -> None:
    phone = enrolled()
    letter = written(phone, world)
    wrong = [altered(phone, letter, change) for change, _why in WRONGS.values()]
    good = letters.posted(phone, letter["said"], letter["blobs"], letter["beside"])
    phone.outbox = [*wrong, forged(phone, letter), good]
    assert phone.sync() == 200
    told = dict(zip([*WRONGS, "forged", "good"], phone.results, strict=True))
    meant = {name: f"refused:{why}" for name, (_change, why) in WRONGS.items()}
    assert told == {**meant, "forged": "refused:signature", "good": "accepted"}
    assert Dossier.objects.filter(protocol="concern").count() == 1
    assert Entry.objects.filter(step="raise").count() == 1


def test_another_letter_under_a_known_id_is_refused(world: World, enrolled: Enrolled) -> None:
    phone = enrolled()
    letter = written(phone, world)
    good = letters.posted(phone, letter["said"], letter["blobs"], letter["beside"])
    other = altered(phone, letter, lambda said, _b, _s: said.update(said_at=LATER))
    phone.outbox = [good, other]
    phone.sync()
    assert phone.results == ["accepted", "refused:taken"]


LATER = "2028-05-10T14:15:00.000000Z"


def test_a_clock_wrong_by_a_year_changes_no_duty(world: World, enrolled: Enrolled) -> None:
    phone = enrolled()
    letter = written(phone, world)
    phone.outbox = [altered(phone, letter, lambda said, _b, _s: said.update(said_at=LATER))]
    phone.sync()
    assert phone.results == ["accepted"]
    raised = Entry.objects.get(step="raise")
    assert (raised.at, raised.said_at.year) == (world.clock.at, 2028)


@pytest.mark.parametrize(
    "body", [b"", b"AMP1", b"AMP1\x00\x00\x00\x05{", b"<html>hello</html>", b"AMP1\xff\xff\xff\xff"]
)
def test_garbage_is_told_as_such(enrolled: Enrolled, body: bytes) -> None:
    assert enrolled().signed("POST", "/phone/sync", body)[0] == 400
