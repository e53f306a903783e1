from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from amparo.audit.models import Record
from amparo.base.problems import BadSignature, CannotOpen, NotThere
from amparo.sealing.keys import new_key_pair, open_with, public_of, seal_to
from amparo.sealing.recovery import recover
from amparo.trust.actions.circles import (
    add_member,
    add_second_holder,
    create_circle,
    end_membership,
    start_epoch,
)
from amparo.trust.key_files import HOLDERS, read_key
from amparo.trust.keyring import (
    Keyring,
    circle_public,
    circles_with_one_holder,
    current_epoch,
    keyed_circles,
    open_as_second_holder,
    open_epoch,
)
from amparo.trust.models import Account, Circle, Deployment, Epoch, EpochKey, Membership
from amparo.trust.problems import AlreadyMember, NoHolder, NotMember
from amparo.trust.readers import reader_of
from amparo.trust.rules import Can
from amparo.trust.tests.people import AT, circle_of, person, private_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployment", "quick_passphrases")]

LATER = AT + timedelta(days=2)


def ring(account: Account) -> Keyring:
    return Keyring(account.id, private_of(account))


def newest(circle: Circle) -> Epoch:
    epoch = current_epoch(circle.id)
    assert epoch is not None
    return epoch


def test_each_member_opens_what_is_sealed_to_the_circle() -> None:
    ana, luz = person("ana.demo"), person("luz.demo")
    circle, private = circle_of(ana, luz)
    sealed_to = circle_public(circle.id)
    box = seal_to(sealed_to.public, b"a content key")
    for member in (ana, luz):
        assert ring(member).private_of(sealed_to.pk) == private
        assert open_with(ring(member).current_private_of(circle.id) or b"", box) == b"a content key"


def test_a_stranger_holds_no_key() -> None:
    circle, _ = circle_of(person("ana.demo"))
    stranger = person("eva.demo")
    assert ring(stranger).private_of(newest(circle).pk) is None
    with pytest.raises(CannotOpen):
        open_epoch(private_of(stranger), stranger.id, newest(circle))


def test_another_s_box_does_not_open_with_one_s_own_key() -> None:
    ana, eva = person("ana.demo"), person("eva.demo")
    circle, _ = circle_of(ana)
    EpochKey.objects.filter(epoch=newest(circle)).update(account=eva)
    with pytest.raises(CannotOpen):
        open_epoch(private_of(eva), eva.id, newest(circle))


def test_who_leaves_opens_nothing_of_it_any_more_and_a_new_key_begins() -> None:
    ana, luz = person("ana.demo"), person("luz.demo")
    circle, first = circle_of(ana, luz)
    old = newest(circle)
    begun = end_membership(circle, ana, "officer", opened_with=first, by=luz.id, at=LATER)
    assert begun is not None
    assert begun.epoch.number == 2
    assert circle_public(circle.id).pk == begun.epoch.pk
    assert not EpochKey.objects.filter(account=ana).exists()
    assert ring(ana).private_of(begun.epoch.pk) is None
    assert ring(luz).private_of(begun.epoch.pk) == begun.private
    assert ring(luz).private_of(old.pk) == first


def test_who_joins_later_opens_what_came_before() -> None:
    ana, luz, sol = person("ana.demo"), person("luz.demo"), person("sol.demo")
    circle, first = circle_of(ana, luz)
    second = start_epoch(circle, opened_with=first, by=luz.id, at=LATER).private
    third = start_epoch(circle, opened_with=second, by=luz.id, at=LATER).private
    add_member(circle, sol, "officer", opened_with=third, by=luz.id, at=LATER)
    epochs = Epoch.objects.filter(circle=circle).order_by("number")
    assert [ring(sol).private_of(epoch.pk) for epoch in epochs] == [first, second, third]
    assert EpochKey.objects.filter(account=sol).count() == 1


def test_a_key_that_was_not_handed_on_stays_with_who_held_it() -> None:
    ana, luz, sol = person("ana.demo"), person("luz.demo"), person("sol.demo")
    circle, first = circle_of(ana, luz)
    old = newest(circle)
    begun = end_membership(circle, ana, "officer", by=None, at=LATER)
    assert begun is not None
    add_member(circle, sol, "officer", opened_with=begun.private, by=luz.id, at=LATER)
    assert ring(luz).private_of(old.pk) == first
    assert ring(sol).private_of(old.pk) is None
    assert ring(sol).private_of(begun.epoch.pk) == begun.private


def test_a_box_handed_on_that_holds_another_key_is_not_believed() -> None:
    ana = person("ana.demo")
    circle, first = circle_of(ana)
    start_epoch(circle, opened_with=first, by=None, at=LATER)
    EpochKey.objects.filter(epoch__number=1).delete()
    forged = seal_to(bytes(newest(circle).public_key), new_key_pair().private)
    Epoch.objects.filter(number=2).update(handed_on=forged)
    with pytest.raises(CannotOpen):
        open_epoch(private_of(ana), ana.id, Epoch.objects.get(number=1))


def test_nobody_joins_without_the_key_of_the_circle() -> None:
    circle, _ = circle_of(person("ana.demo"))
    sol = person("sol.demo")
    with pytest.raises(NoHolder):
        add_member(circle, sol, "officer", by=None, at=AT)
    with pytest.raises(CannotOpen):
        add_member(circle, sol, "officer", opened_with=new_key_pair().private, by=None, at=AT)
    assert not Membership.objects.filter(account=sol).exists()
    assert not Record.objects.filter(can=Can.ADD_MEMBER, detail__account=str(sol.id)).exists()


def test_a_circle_that_everybody_left_begins_a_new_key_with_who_joins() -> None:
    ana, sol = person("ana.demo"), person("sol.demo")
    circle, first = circle_of(ana)
    old = newest(circle)
    end_membership(circle, ana, "officer", opened_with=first, by=None, at=LATER)
    add_member(circle, sol, "officer", by=None, at=LATER)
    assert newest(circle).number == 3
    assert keyed_circles([circle.id]) == {circle.id}
    assert ring(sol).current_private_of(circle.id) is not None
    assert ring(sol).private_of(old.pk) is None


def test_two_roles_are_one_key_and_the_last_one_that_ends_takes_it() -> None:
    ana, luz = person("ana.demo"), person("luz.demo")
    circle, private = circle_of(ana, luz)
    add_member(circle, ana, "supervisor", by=None, at=AT)
    with pytest.raises(AlreadyMember):
        add_member(circle, ana, "supervisor", by=None, at=AT)
    assert reader_of(ana, AT).roles_in(circle.id) == {"officer", "supervisor"}
    assert end_membership(circle, ana, "officer", by=None, at=LATER) is None
    assert ring(ana).private_of(newest(circle).pk) == private
    assert end_membership(circle, ana, "supervisor", by=None, at=LATER) is not None
    assert ring(ana).private_of(newest(circle).pk) is None
    with pytest.raises(NotMember):
        end_membership(circle, ana, "supervisor", by=None, at=LATER)
    assert reader_of(ana, LATER).memberships == ()


def test_a_circle_without_members_gets_no_key_and_is_not_keyed() -> None:
    circle = create_circle(by=None, at=AT)
    with pytest.raises(NoHolder):
        start_epoch(circle, by=None, at=AT)
    with pytest.raises(NotThere):
        circle_public(circle.id)
    assert keyed_circles([circle.id]) == frozenset()


def test_a_circle_is_keyed_while_somebody_holds_its_newest_key() -> None:
    ana = person("ana.demo")
    circle, private = circle_of(ana)
    other, _ = circle_of(ana)
    assert keyed_circles([circle.id]) == {circle.id}
    end_membership(circle, ana, "officer", opened_with=private, by=None, at=LATER)
    assert keyed_circles([circle.id, other.id]) == {other.id}


def test_one_holder_is_too_few_and_a_second_body_makes_two() -> None:
    ana, luz, sol = person("ana.demo"), person("luz.demo"), person("sol.demo")
    region, _ = circle_of(luz, sol)
    circle, private = circle_of(ana)
    assert circles_with_one_holder() == {circle.id}
    add_second_holder(circle, region, opened_with=private, by=None, at=AT)
    assert circles_with_one_holder() == frozenset()


def test_the_second_body_opens_every_later_key_too() -> None:
    ana, luz = person("ana.demo"), person("luz.demo")
    region, region_private = circle_of(luz)
    circle, private = circle_of(ana)
    with pytest.raises(NoHolder):
        add_second_holder(circle, region, opened_with=None, by=None, at=AT)
    add_second_holder(circle, region, opened_with=private, by=None, at=AT)
    begun = start_epoch(circle, opened_with=private, by=None, at=LATER)
    held = newest(region)
    assert open_as_second_holder(region_private, held, begun.epoch) == begun.private
    assert ring(luz).private_of(begun.epoch.pk) is None, "holding it is not reading with it"
    with pytest.raises(CannotOpen):
        open_as_second_holder(region_private, held, held)


def test_two_holders_of_recovery_keys_open_every_epoch(deployment: Path) -> None:
    circle, private = circle_of(person("ana.demo"))
    start_epoch(circle, opened_with=private, by=None, at=LATER)
    a, b = (read_key(deployment / f"{name}.json", *HOLDERS).pair for name in HOLDERS[:2])
    recovery = recover(Deployment.objects.get().shares, a, b)
    for epoch in Epoch.objects.filter(circle=circle):
        opened = open_with(recovery, bytes(epoch.recovery_box.box))
        assert public_of(opened) == bytes(epoch.public_key)


def test_a_public_key_put_into_the_database_is_not_sealed_to() -> None:
    ana = person("ana.demo")
    circle, private = circle_of(ana)
    forged = new_key_pair()
    Epoch.objects.filter(circle=circle).update(public_key=forged.public)
    with pytest.raises(BadSignature):
        circle_public(circle.id)
    Account.objects.filter(pk=ana.pk).update(public_key=forged.public)
    with pytest.raises(BadSignature):
        start_epoch(circle, by=None, at=LATER)
    assert private


def test_an_epoch_is_recorded_with_its_number() -> None:
    circle, private = circle_of(person("ana.demo"))
    start_epoch(circle, opened_with=private, by=None, at=LATER)
    done = Record.objects.filter(can=Can.START_EPOCH, subject=circle.id).order_by("at")
    assert [row.detail for row in done] == [{"epoch": "1"}, {"epoch": "2"}]


def test_a_reader_has_the_memberships_of_the_moment_and_may_nothing_until_told() -> None:
    ana = person("ana.demo")
    circle, _ = circle_of(ana)
    reader = reader_of(ana, AT)
    assert reader.bodies == {circle.id}
    assert not reader.may("read_dossier")
    assert reader_of(ana, AT - timedelta(minutes=1)).bodies == frozenset()
    allowed = reader.allowed({circle.id: frozenset({"read_dossier"})})
    assert allowed.may("read_dossier")
    assert allowed.bodies_where("read_dossier") == {circle.id}
    assert not replace(allowed, memberships=()).may("read_dossier")
