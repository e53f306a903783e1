"""Custodians: a circle of their own, beside the body's and apart from it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.base.problems import CannotOpen, Malformed, NotAllowed
from amparo.sealing.keys import public_of
from amparo.system.actions.bodies import found_body, name_second_holder
from amparo.system.actions.custody import end_custodian, name_custodian
from amparo.system.actions.duty import set_deputy, set_duty
from amparo.system.directory import custodians_of
from amparo.system.models import Body, StoredPack
from amparo.system.readers import reader_for
from amparo.system.rules import Can
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.trust.keyring import (
    Keyring,
    circle_public,
    circles_with_one_holder,
    keyed_circles,
)
from amparo.trust.models import Account, Circle, DirectoryEntry, EpochKey, RecoveryBox
from amparo.trust.problems import AlreadyMember, NoHolder, NotMember

pytestmark = pytest.mark.usefixtures("country")

DISTRICT = "XX010101"
LATER = AT + timedelta(days=1)


def found(kind: str, area: str, *members: tuple[Account, str], **more: object) -> Body:
    return found_body(kind, f"Made-up {kind}", area, members=members, by=None, at=AT, **more)  # type: ignore[arg-type]


def keys_of(account: Account) -> Keyring:
    return Keyring(account.id, bytes(account.sealed_private))


def kept_in(body: Body) -> Circle:
    return Circle.objects.get(custodians_of=body)


def recorded(can: Can) -> int:
    return Record.objects.filter(can=can).count()


def test_custodians_hold_a_key_apart_and_not_the_bodys(person: PersonMaker) -> None:
    ana, nina = person("Ana"), person("Nina")
    office = found("office", DISTRICT, (ana, "officer"), (nina, "custodian"))
    circle = kept_in(office)
    assert circle.id != office.id
    assert keys_of(nina).current_private_of(circle.id) is not None
    assert keys_of(nina).current_private_of(office.id) is None
    assert keys_of(ana).current_private_of(circle.id) is None
    assert keys_of(ana).current_private_of(office.id) is not None


def test_nobody_is_supervisor_and_custodian(person: PersonMaker) -> None:
    carmen = person("Carmen")
    with pytest.raises(NotAllowed):
        found("office", DISTRICT, (carmen, "supervisor"), (carmen, "custodian"))
    office = found("office", DISTRICT, (carmen, "supervisor"))
    with pytest.raises(NotAllowed):
        name_custodian(office, carmen, by=None, at=LATER)


def test_a_body_without_custodians_has_no_such_circle(person: PersonMaker) -> None:
    office = found("office", DISTRICT, (person("Ana"), "officer"))
    assert office.custodians is None
    assert Circle.objects.count() == 1


def test_a_body_of_custodians_only_reads_nothing_and_is_reached_by_relay(
    person: PersonMaker,
) -> None:
    office = found("office", DISTRICT, (person("Nina"), "custodian"))
    assert keyed_circles([office.id]) == frozenset()
    assert keyed_circles([kept_in(office).id])


def test_several_custodians_share_one_key(person: PersonMaker) -> None:
    nina, oto = person("Nina"), person("Oto")
    office = found("office", DISTRICT, (nina, "custodian"), (oto, "custodian"))
    key = keys_of(nina).current_private_of(kept_in(office).id)
    assert key == keys_of(oto).current_private_of(kept_in(office).id)
    assert custodians_of(office.id, AT) == [nina, oto]
    assert recorded(Can.NAME_CUSTODIAN) == 2


def test_nobody_is_officer_and_custodian(person: PersonMaker) -> None:
    ana = person("Ana")
    with pytest.raises(NotAllowed):
        found("office", DISTRICT, (ana, "officer"), (ana, "custodian"))
    assert not Circle.objects.exists()
    office = found("office", DISTRICT, (ana, "officer"))
    with pytest.raises(NotAllowed):
        name_custodian(office, ana, by=None, at=LATER)


def test_a_kind_without_the_role_gets_no_custodian(person: PersonMaker) -> None:
    with pytest.raises(Malformed, match="custodian"):
        name_custodian(found("group", DISTRICT), person("Vera"), by=None, at=AT)


def test_the_key_is_signed_and_can_be_recovered_like_every_other(person: PersonMaker) -> None:
    circle = kept_in(found("office", DISTRICT, (person("Nina"), "custodian")))
    epoch = circle_public(circle.id)
    assert DirectoryEntry.objects.filter(kind="circle", subject=circle.id, epoch=1).exists()
    assert RecoveryBox.objects.filter(epoch=epoch.pk).exists()


def test_whoever_is_named_later_needs_the_key_that_a_custodian_has(person: PersonMaker) -> None:
    nina, oto, ana = person("Nina"), person("Oto"), person("Ana")
    office = found("office", DISTRICT, (ana, "officer"), (nina, "custodian"))
    key = keys_of(nina).current_private_of(kept_in(office).id)
    with pytest.raises(NoHolder):
        name_custodian(office, oto, by=None, at=LATER)
    wrong = keys_of(ana).current_private_of(office.id)
    with pytest.raises(CannotOpen):
        name_custodian(office, oto, opened_with=wrong, by=None, at=LATER)
    assert name_custodian(office, oto, opened_with=key, by=nina.id, at=LATER) is None
    assert keys_of(oto).current_private_of(kept_in(office).id) == key
    with pytest.raises(AlreadyMember):
        name_custodian(office, oto, opened_with=key, by=nina.id, at=LATER)


def test_the_first_custodian_may_be_named_after_the_founding(person: PersonMaker) -> None:
    office = found("office", DISTRICT, (person("Ana"), "officer"))
    begun = name_custodian(office, person("Nina"), by=None, at=LATER)
    assert begun is not None
    assert begun.epoch.circle == kept_in(office) == office.custodians


def test_whoever_stops_keeping_names_opens_no_later_one(person: PersonMaker) -> None:
    nina, oto = person("Nina"), person("Oto")
    office = found("office", DISTRICT, (nina, "custodian"), (oto, "custodian"))
    key = keys_of(nina).current_private_of(kept_in(office).id)
    begun = end_custodian(office, nina, opened_with=key, by=oto.id, at=LATER)
    assert begun is not None
    assert keys_of(nina).current_private_of(kept_in(office).id) is None
    assert keys_of(oto).current_private_of(kept_in(office).id) == begun.private
    assert custodians_of(office.id, LATER) == [oto]
    assert recorded(Can.END_CUSTODIAN) == 1
    with pytest.raises(NotMember):
        end_custodian(office, nina, by=None, at=LATER)


def test_where_there_never_was_a_custodian_none_ends(person: PersonMaker) -> None:
    with pytest.raises(NotMember):
        end_custodian(found("office", DISTRICT), person("Nina"), by=None, at=AT)


def test_after_the_last_custodian_left_another_begins_with_a_new_key(person: PersonMaker) -> None:
    nina, oto = person("Nina"), person("Oto")
    office = found("office", DISTRICT, (nina, "custodian"))
    end_custodian(office, nina, by=None, at=LATER)
    assert not keyed_circles([kept_in(office).id])
    name_custodian(office, oto, by=None, at=LATER)
    assert keys_of(oto).current_private_of(kept_in(office).id) is not None


def test_one_custodian_is_too_few_until_the_second_holders_hold_the_key_too(
    person: PersonMaker,
) -> None:
    two = [(person(name), "custodian") for name in ("Fidel", "Gala")]
    regional = found("regional", "XX01", (person("Elsa"), "officer"), *two)
    members = [(person("Ana"), "officer"), (person("Nina"), "custodian")]
    alone = found("office", DISTRICT, *members)
    assert kept_in(alone).id in circles_with_one_holder()
    shared = found("office", "XX010102", *members, second_holder=regional)
    assert kept_in(shared).id not in circles_with_one_holder()
    held = EpochKey.objects.filter(epoch__circle=kept_in(shared), holder__isnull=False)
    assert [row.holder.circle for row in held if row.holder] == [kept_in(regional)]


def test_a_second_holder_named_later_shares_custody_if_a_custodian_brings_the_key(
    person: PersonMaker,
) -> None:
    ana, nina = person("Ana"), person("Nina")
    regional = found("regional", "XX01", (person("Elsa"), "officer"), (person("Gala"), "custodian"))
    office = found("office", DISTRICT, (ana, "officer"), (nina, "custodian"))
    key = keys_of(ana).current_private_of(office.id)
    names = keys_of(nina).current_private_of(kept_in(office).id)
    assert key
    assert names
    name_second_holder(office, regional, opened_with=key, custodians_with=names, by=None, at=LATER)
    holders = EpochKey.objects.filter(holder__isnull=False).order_by("pk")
    assert [(row.epoch.circle_id, row.holder.circle_id) for row in holders if row.holder] == [
        (office.id, regional.id),
        (kept_in(office).id, kept_in(regional).id),
    ]
    assert public_of(names) == circle_public(kept_in(office).id).public


def test_a_custodians_circle_is_no_body_to_its_reader(person: PersonMaker) -> None:
    nina = person("Nina")
    office = found("office", DISTRICT, (person("Ana"), "officer"), (nina, "custodian"))
    reader = reader_for(nina, AT)
    assert reader.bodies == {office.id}
    assert reader.roles_in(office.id) == {"custodian"}
    assert kept_in(office).id not in reader.bodies
    StoredPack.objects.update(current=False)
    assert reader_for(nina, AT).bodies == {office.id}


def test_keeping_names_opens_no_file_whatever_a_pack_says(person: PersonMaker) -> None:
    nina = person("Nina")
    found("office", DISTRICT, (nina, "custodian"))
    reader = reader_for(nina, AT)
    assert reader.may("keep_draft")
    assert not any(map(reader.may, ("read_dossier", "supervise")))
    assert reader.on_duty == frozenset()


def test_a_custodian_is_never_on_duty_nor_a_deputy(person: PersonMaker) -> None:
    ana, nina = person("Ana"), person("Nina")
    office = found("office", DISTRICT, (ana, "officer"), (nina, "custodian"))
    with pytest.raises(NotAllowed):
        set_duty(office, account=nina.id, until=None, by=None, at=AT)
    with pytest.raises(NotAllowed):
        set_deputy(office, account=ana.id, deputy=nina.id, since=AT, until=None, by=None, at=AT)


def test_the_database_knows_the_custodians_as_a_circle_apart(person: PersonMaker) -> None:
    office = found("office", DISTRICT, (person("Ana"), "officer"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.update(custodians=office.circle)
