"""What an officer asks of two members, on their phones: opened, answered, worse, taken back."""

from collections.abc import Callable

import pytest

from amparo.dossiers.actions.openings import Kept, keep_from
from amparo.dossiers.models import Dossier, PhoneWrap
from amparo.phone.tests.wrongs import ANSWERS
from tests.attacks.own import asked_of_rosa
from tests.journeys.conciliating import RECEIPT
from tests.phone.handset import Handset
from tests.phone.letters import Draft, letter, raise_concern
from tests.world import World

Enrolled = Callable[..., Handset]
VISIT = {"went_two": "yes", "saw_child": "well", "well_in": ("eats",), "got_worse": "no"}


@pytest.fixture
def phones(world: World, enrolled: Enrolled) -> tuple[Handset, Handset]:
    """The phones of rosa and lucia, who have been asked and said yes at a desk."""
    two = enrolled(), enrolled("lucia")
    case = world.case_of(world.raise_concern("tomas"))
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    asked_of_rosa(world, case)
    for phone in two:
        assert phone.sync() == 200
    return two


def asked() -> Dossier:
    return Dossier.objects.get(protocol="accompaniment")


def says(phone: Handset, world: World, step: str, form: str = "", **answers: object) -> None:
    to = world.bodies["demuna"].id if form else None
    draft = Draft(asked().pk, step, answers, form, to)  # type: ignore[arg-type]
    phone.outbox.append(letter(phone, world.pack, draft, world.clock.at))
    assert phone.sync() == 200


def test_both_phones_open_what_they_need_to_know_and_send_what_they_saw(
    world: World, phones: tuple[Handset, Handset]
) -> None:
    first = asked().entries.get(step="asked")
    for phone in phones:
        opened = phone.opened(str(asked().pk), str(first.id))
        assert opened["child_called"] == "MARK-ASKEDOF"
    says(phones[1], world, "visit", "look_in_visit", **VISIT)
    assert phones[1].results == ["accepted"]
    [visit] = asked().entries.filter(step="visit")
    assert visit.by == "second:vetted"
    assert not PhoneWrap.objects.filter(part__entry=visit).exists(), "a phone can read it again"
    phones[0].sync()
    assert "visit" in {entry[3] for entry in phones[0].held[str(asked().pk)].entries.values()}


def test_who_must_not_know_of_it_is_kept_from_what_becomes_of_it(
    world: World, phones: tuple[Handset, Handset]
) -> None:
    kept, tomas = world.bodies["demuna"].id, world.people["tomas"].id
    keep_from(asked(), Kept(frozenset({kept}), frozenset({tomas})), at=world.clock.at)
    raise_concern(phones[0], world.pack, ANSWERS, world.clock.at, came_of=str(asked().pk))
    phones[0].sync()
    assert phones[0].results == ["refused:kept"]
    assert not Dossier.objects.filter(protocol="concern", parties__account=phones[0].me["author"])


@pytest.mark.usefixtures("phones")
def test_nobody_keeps_others_out_by_what_was_not_asked_of_them(
    world: World, enrolled: Enrolled
) -> None:
    tomas = enrolled("tomas")
    raise_concern(tomas, world.pack, ANSWERS, world.clock.at, came_of=str(asked().pk))
    tomas.sync()
    assert tomas.results == ["refused:place"]


def test_who_stops_takes_it_off_both_phones(world: World, phones: tuple[Handset, Handset]) -> None:
    says(phones[0], world, "stop")
    assert phones[0].results == ["accepted"]
    phones[1].sync()
    for phone in phones:
        phone.sync()
        assert str(asked().pk) not in phone.held
    assert not PhoneWrap.objects.filter(part__entry__dossier=asked()).exists()
