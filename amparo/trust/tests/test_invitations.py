"""Coming with a code: once, in time, under a key that whoever made the code never knew."""

from datetime import timedelta

import pytest

from amparo.audit.models import Record
from amparo.base.problems import CannotOpen, Malformed, WrongPassphrase
from amparo.sealing.one_time import as_written
from amparo.sealing.passphrase import WeakPassphrase, unlock
from amparo.trust.actions.circles import add_member, end_membership, give_key
from amparo.trust.actions.factors import make_recovery_codes
from amparo.trust.actions.invitations import HOLDS_FOR, invite, renew, take_up
from amparo.trust.backends import open_account
from amparo.trust.factors import unused_codes
from amparo.trust.keyring import account_public, current_epoch, keyed_circles, open_epoch
from amparo.trust.models import Account, Circle, EpochKey, Invitation
from amparo.trust.problems import NoHolder, NotMember, UsernameTaken, WrongInvitation
from amparo.trust.tests.people import AT, PASSPHRASE, circle_of, person, private_of

pytestmark = pytest.mark.usefixtures("deployment", "quick_passphrases")

NEW = "green kites over seven roofs"


def opens(account: Account, circle: Circle, passphrase: str = NEW) -> bool:
    epoch = current_epoch(circle.id)
    assert epoch
    try:
        open_epoch(private_of(account, passphrase), account.id, epoch)
    except CannotOpen:
        return False
    return True


def test_somebody_new_chooses_name_and_passphrase_and_holds_the_key_at_once() -> None:
    circle, private = circle_of(person("holder"))
    invited = invite(" Nora (made up) ", by=None, at=AT)
    add_member(circle, invited.account, "officer", opened_with=private, by=None, at=AT)
    with pytest.raises(WrongPassphrase):
        open_account(invited.account.username, as_written(invited.code))
    came = take_up(invited.code.lower(), "Nora", NEW, at=AT)
    assert (came.username, came.display_name, came.is_active) == ("nora", "Nora (made up)", True)
    assert opens(came, circle)
    assert open_account("nora", NEW).account == came
    said = Record.objects.filter(can="take_up_invitation").values_list("subject", "by")
    assert list(said) == [(came.id, came.id)]


def test_whoever_made_the_code_never_knows_the_key() -> None:
    invited = invite("Nora", by=None, at=AT)
    seen = unlock(as_written(invited.code), invited.account.locked_key)
    came = take_up(invited.code, "nora", NEW, at=AT)
    assert private_of(came, NEW) != seen
    assert account_public(came) == bytes(came.public_key)
    assert invited.code not in str(list(Invitation.objects.values_list()))


def test_who_was_invited_is_given_what_began_meanwhile() -> None:
    holder, leaving = person("holder"), person("leaving")
    circle, private = circle_of(holder, leaving)
    invited = invite("Nora", by=None, at=AT)
    add_member(circle, invited.account, "officer", opened_with=private, by=None, at=AT)
    end_membership(circle, leaving, "officer", opened_with=private, by=None, at=AT)
    assert opens(take_up(invited.code, "nora", NEW, at=AT), circle)


def test_a_code_is_taken_once_and_for_a_week() -> None:
    invited, late = invite("Nora", by=None, at=AT), invite("Luz", by=None, at=AT)
    take_up(invited.code, "nora", NEW, at=AT)
    for code, at in (
        (invited.code, AT),
        (late.code, AT + HOLDS_FOR),
        (late.code[:-1], AT),
        ("", AT),
        ("ñ" * 20, AT),
    ):
        with pytest.raises(WrongInvitation):
            take_up(code, "other", NEW, at=at)
    take_up(late.code, "luz", NEW, at=AT + HOLDS_FOR - timedelta(minutes=1))


def test_a_bad_name_or_passphrase_leaves_the_code_as_it_was() -> None:
    person("taken")
    invited = invite("Nora", by=None, at=AT)
    with pytest.raises(UsernameTaken):
        take_up(invited.code, "taken", NEW, at=AT)
    with pytest.raises(Malformed):
        take_up(invited.code, "no name", NEW, at=AT)
    with pytest.raises(WeakPassphrase):
        take_up(invited.code, "nora", "short", at=AT)
    assert take_up(invited.code, "nora", NEW, at=AT).username == "nora"


def test_who_forgot_the_passphrase_gets_again_what_holders_give(ana: Account) -> None:
    holder = person("holder")
    circle, private = circle_of(holder, ana)
    other, _ = circle_of(ana, person("third"))
    make_recovery_codes(ana, by=ana.id, at=AT)
    renewed = renew(ana, by=holder.id, at=AT)
    assert unused_codes(ana) == 0
    with pytest.raises(WrongPassphrase):
        open_account("ana.demo", PASSPHRASE)
    give_key(circle, renewed.account, opened_with=private, by=holder.id, at=AT)
    with pytest.raises(WrongInvitation):
        take_up(renewed.code, "another.name", NEW, at=AT)
    back = take_up(renewed.code, "ana.demo", NEW, at=AT)
    assert opens(back, circle)
    assert not opens(back, other)


def test_who_is_only_expected_holds_no_key_for_a_concern() -> None:
    alone = person("alone")
    circle, _ = circle_of(alone)
    renew(alone, by=None, at=AT)
    assert keyed_circles([circle.id]) == frozenset()


def test_a_key_is_given_to_members_only_and_by_who_holds_it(ana: Account) -> None:
    holder = person("holder")
    circle, private = circle_of(holder)
    with pytest.raises(NotMember):
        give_key(circle, ana, opened_with=private, by=holder.id, at=AT)
    add_member(circle, ana, "officer", opened_with=private, by=None, at=AT)
    with pytest.raises(NoHolder):
        give_key(circle, ana, opened_with=None, by=holder.id, at=AT)
    with pytest.raises(CannotOpen):
        give_key(circle, ana, opened_with=bytes(32), by=holder.id, at=AT)
    give_key(circle, ana, opened_with=private, by=holder.id, at=AT)
    assert EpochKey.objects.filter(account=ana).count() == 1
    assert Record.objects.filter(can="give_key", subject=circle.id).count() == 1


def test_another_code_for_who_did_not_come_is_a_first_one_again() -> None:
    first = invite("Nora", by=None, at=AT)
    second = renew(first.account, by=None, at=AT)
    with pytest.raises(WrongInvitation):
        take_up(first.code, "nora", NEW, at=AT)
    assert take_up(second.code, "nora", NEW, at=AT).username == "nora"
