"""What a phone is told: once, in order, nothing skipped, and what left its reach is taken away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from amparo.base.ids import new_id
from amparo.dossiers.actions.activities import note_activity
from amparo.dossiers.actions.parts import recipients
from amparo.dossiers.actions.phones import share_with_phones
from amparo.dossiers.models import Dossier, KeptFrom, SealedPart, Wrap
from amparo.dossiers.rules import Author
from amparo.phone.models import Told
from amparo.phone.tests.wrongs import ANSWERS
from amparo.sealing.keys import new_content_key, open_with, seal_to
from tests.phone.filling import noted, stored
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern
from tests.world import DISTRICT, World

Enrolled = Callable[..., Handset]


def entries(phone: Handset) -> int:
    return sum(len(kept.entries) for kept in phone.held.values())


def test_an_answer_that_was_lost_is_told_again(world: World, enrolled: Enrolled) -> None:
    phone = enrolled()
    noted(world.people["rosa"], DISTRICT, 4, world.clock.at)
    before = (phone.cursor, phone.told)
    phone.sync()
    told, held = phone.cursor, dict(phone.held)
    phone.cursor, phone.told = before
    phone.held = {}
    phone.sync()
    assert phone.held.keys() == held.keys()
    assert entries(phone) == 4
    assert phone.cursor > told


def test_a_phone_that_lost_something_is_repaired_by_a_list(
    world: World, enrolled: Enrolled
) -> None:
    phone = enrolled()
    noted(world.people["rosa"], DISTRICT, 6, world.clock.at)
    phone.sync()
    gone = phone.held.pop(next(iter(phone.held)))
    phone.held["01890000-0000-7000-8000-000000000000"] = gone
    phone.sync()
    assert phone.wanted == [gone.said["id"]]
    assert entries(phone) == 4
    phone.sync()
    assert entries(phone) == 6
    phone.sync()
    assert set(phone.answer) == {"next", "footprint"}


def test_of_the_ten_newest_files_alone_the_words_are_told(world: World, enrolled: Enrolled) -> None:
    phone, rosa, at = enrolled(), world.people["rosa"], world.clock.at
    stored(rosa, 1, 1, at - timedelta(days=1), sealed=True)
    old = Dossier.objects.get(protocol="activity")
    stored(rosa, 10, 1, at, sealed=True)
    phone.sync()
    told = {pk: next(iter(kept.entries.values())) for pk, kept in phone.held.items()}
    assert {pk for pk, entry in told.items() if not entry[8]} == {str(old.pk)}
    assert len(told) == 11


def test_what_left_her_reach_is_taken_away_even_if_that_answer_was_lost(
    world: World, enrolled: Enrolled
) -> None:
    phone, rosa = enrolled(), world.people["rosa"]
    stored(rosa, 2, 2, world.clock.at, sealed=True)
    phone.sync()
    first, _other = sorted(phone.held)
    assert phone.opened(first, next(iter(phone.held[first].entries)))["words_seen"]
    dossier = Dossier.objects.get(pk=first)
    KeptFrom.objects.create(dossier=dossier, account=rosa, reason="moved", at=world.clock.at)
    was, told = phone.cursor, phone.told
    _status, lost = phone.signed("POST", "/phone/sync", phone.asks())
    assert lost
    assert (phone.cursor, phone.told) == (was, told)
    phone.sync()
    assert first not in phone.held
    assert Told.objects.get().held[first]
    phone.sync()
    noted(rosa, DISTRICT, 2, world.clock.at)
    phone.sync()
    assert first not in Told.objects.get().held


def test_what_an_office_asked_of_a_member_goes_with_her_membership(
    world: World, enrolled: Enrolled
) -> None:
    phone, rosa = enrolled(), world.people["rosa"]
    raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    stored(rosa, 1, 2, world.clock.at, sealed=False)
    Dossier.objects.filter(protocol="activity").update(protocol="referral")
    phone.sync()
    assert {each.said["protocol"] for each in phone.held.values()} >= {"referral", "concern"}
    rosa.memberships.update(until=world.clock.at)
    phone.sync()
    kinds = {each.said["protocol"] for each in phone.held.values()}
    assert "concern" in kinds
    assert "referral" not in kinds


def test_who_must_not_know_is_told_the_same_byte_for_byte(world: World, enrolled: Enrolled) -> None:
    phone, other = enrolled("lucia"), enrolled()
    _status, before = phone.signed("POST", "/phone/sync", phone.asks())
    raise_concern(other, world.pack, {**ANSWERS, "keep_from": ("our_group",)}, world.clock.at)
    other.sync()
    _status, after = phone.signed("POST", "/phone/sync", phone.asks())
    assert before == after


@contextmanager
def uncommitted(world: World, who: str) -> Iterator[None]:
    """Write in a transaction that commits only once this is left."""
    written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        by, at = Author("member", "vetted", world.people[who].id), world.clock.at
        with transaction.atomic():
            note_activity(new_id(at), {"activity_kind": "talk"}, DISTRICT, by=by, at=at)
            written.set()
            may_end.wait(30)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        yield
    finally:
        may_end.set()
        writer.join(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
def test_what_commits_late_is_never_skipped(world: World, enrolled: Enrolled) -> None:
    phone = enrolled()
    stored(world.people["rosa"], 1, 2, world.clock.at, sealed=False)
    with uncommitted(world, "rosa"):
        stored(world.people["lucia"], 1, 2, world.clock.at, sealed=False)
        Dossier.objects.update(protocol="activity")
        phone.sync()
        assert entries(phone) == 2
    phone.sync()
    assert entries(phone) == 3


def test_a_new_phone_opens_what_was_written_to_her_once_an_officer_opened_the_file(
    world: World, enrolled: Enrolled
) -> None:
    rosa, at = world.people["rosa"], world.clock.at
    stored(rosa, 1, 1, at, sealed=False)
    dossier = Dossier.objects.get(protocol="activity")
    phone = enrolled()
    assert entries(phone) == 1
    part = SealedPart.objects.create(
        entry=dossier.entries.get(), part_class="sealed", ciphertext=b"x"
    )
    keyring, key = world.keyring("ana"), new_content_key()
    to = recipients([world.bodies["demuna"].pk], [rosa.pk])
    for each in (*to[world.bodies["demuna"].pk], to[rosa.pk][0]):
        Wrap.objects.create(
            part=part, epoch_id=each.epoch, account_id=each.account, box=seal_to(each.public, key)
        )
    assert share_with_phones(dossier, keyring, by=None, at=at) == 1
    assert share_with_phones(dossier, keyring, by=None, at=at) == 0
    phone.sync()
    (entry,) = phone.held[str(dossier.pk)].entries.values()
    assert open_with(phone.account.private, entry[8]["sealed"][1]) == key
