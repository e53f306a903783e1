"""Who raised a concern: nobody who works on the case holds a key to it, whatever they bring."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import pytest

from amparo.base.ids import new_id
from amparo.base.problems import CannotOpen, NotThere
from amparo.dossiers.actions.concerns import Raised, raise_concern
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier, Wrap
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import answers_of
from amparo.dossiers.tests.conftest import DISTRICT, MONDAY, QUIET, World, later
from amparo.sealing.keys import open_with
from amparo.sealing.parts import open_part
from amparo.system.actions.custody import end_custodian
from amparo.trust.models import Account, Epoch, EpochKey, RecoveryBox

KEEPERS = frozenset({"custodian", "upe_custodian", "desk_custodian"})


def names(raised: Raised) -> list[Wrap]:
    """Return every box around a key to who raised a concern."""
    wraps = Wrap.objects.filter(part__part_class="reporter").select_related("part__entry")
    return list(wraps.filter(part__entry__dossier__in=raised.concerns))


def boxes() -> Iterator[bytes]:
    """Yield every box of the database in which a private key lies."""
    yield from map(bytes, EpochKey.objects.values_list("box", flat=True))
    yield from map(bytes, RecoveryBox.objects.values_list("box", flat=True))
    handed_on = Epoch.objects.exclude(handed_on=None).values_list("handed_on", flat=True)
    yield from (bytes(box) for box in handed_on if box)


def try_all(keys: Iterable[bytes], box: bytes) -> bytes | None:
    for key in keys:
        try:
            return open_with(key, box)
        except CannotOpen:
            continue
    return None


def all_keys_of(people: Iterable[Account]) -> set[bytes]:
    """Return the private keys of people who lay all they have together over a whole dump."""
    keys = {bytes(account.sealed_private) for account in people}
    while True:
        found = {key for box in boxes() if (key := try_all(keys, box))} - keys
        if not found:
            return keys
        keys |= found


def kept_for(world: World, wrap: Wrap) -> str:
    """Return the short name of the body whose custodians a name is sealed to."""
    assert wrap.epoch is not None
    bodies = {body.custodians_id: key for key, body in world.bodies.items()}
    return bodies[wrap.epoch.circle_id]


def test_no_officer_opens_the_name_with_the_own_keyring(world: World) -> None:
    raised = world.raised()
    for wrap in names(raised):
        for who in set(world.people) - KEEPERS:
            assert wrap.epoch_id
            assert world.keyring(who).private_of(wrap.epoch_id) is None, who


def test_all_who_work_together_with_the_whole_database_do_not_open_the_name(world: World) -> None:
    raised = world.raised(signs=("hurt",), health_now="yes")
    others = all_keys_of(person for who, person in world.people.items() if who not in KEEPERS)
    told = Wrap.objects.filter(part__entry__dossier__in=raised.concerns, part__part_class="sealed")
    assert all(try_all(others, bytes(wrap.box)) for wrap in told), "they open what was told"
    assert names(raised)
    assert not any(try_all(others, bytes(wrap.box)) for wrap in names(raised))


def test_the_custodian_opens_the_name_and_not_what_was_told(world: World) -> None:
    raised = world.raised()
    hers = all_keys_of([world.people["custodian"]])
    (wrap,) = names(raised)
    entry, key = wrap.part.entry, try_all(hers, bytes(wrap.box))
    assert key
    context = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, "reporter")
    answers = answers_of(open_part(bytes(wrap.part.ciphertext), key, context))
    assert answers["tie"] == "neighbour"
    rest = Wrap.objects.filter(part__entry=entry).exclude(part__part_class="reporter")
    assert rest
    assert not any(try_all(hers, bytes(other.box)) for other in rest)


def test_a_custodian_has_no_reach_into_any_dossier(world: World) -> None:
    world.raised()
    for moment in (later(hours=1), later(days=9)):
        assert reach_of(world, "custodian", moment) == set()


def reach_of(world: World, who: str, at: datetime) -> set[Dossier]:
    reader = world.reader(who, at)
    ways = (DossierQuerySet.visible_to, DossierQuerySet.in_full)
    return {each for way in ways for each in way(Dossier.objects.all(), reader)}


def test_a_kept_bodys_custodian_is_kept_out_too_and_keeps_no_name(world: World) -> None:
    raised = world.raised(keep_from=("municipality",))
    kept = {row.account_id for row in raised.concerns[0].kept_from.all()}
    assert world.people["custodian"].id in kept
    assert "demuna" not in {kept_for(world, wrap) for wrap in names(raised)}


def test_a_custodian_who_must_not_know_of_it_gets_no_key_to_it(world: World) -> None:
    raising = Raising(
        id=new_id(MONDAY),
        values=QUIET,
        district=DISTRICT,
        raised_by=world.people["member"].id,
        kept_accounts=frozenset({world.people["custodian"].id}),
    )
    by = world.author("member", "raiser", "group", "vetted")
    raised = raise_concern(raising, by=by, at=MONDAY)
    assert [kept_for(world, wrap) for wrap in names(raised)] == ["upe"]


def test_where_one_officer_works_the_desk_above_keeps_the_name(world: World) -> None:
    raised = world.raised(keep_from=("municipality",))
    received = [one.parties.get(key="receiver").body for one in raised.concerns]
    assert received == [world.bodies["upe"]]
    assert [kept_for(world, wrap) for wrap in names(raised)] == ["desk"]


def test_without_any_custodian_nothing_is_sent_and_nothing_is_left(world: World) -> None:
    who_keeps = {"demuna": "custodian", "upe": "upe_custodian", "desk": "desk_custodian"}
    for body, who in who_keeps.items():
        end_custodian(world.bodies[body], world.people[who], by=None, at=later(hours=-1))
    with pytest.raises(NotThere, match="nothing was sent"):
        world.raised()
    assert not Dossier.objects.exists()
