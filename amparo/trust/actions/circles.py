"""Circles: who holds a body's key, and a new key whenever that changes for the worse."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import CannotOpen
from amparo.sealing.circles import hand_on, join
from amparo.sealing.directory import KeyRecord
from amparo.sealing.keys import new_key_pair, public_of, seal_to
from amparo.trust.actions.directory import sign_key
from amparo.trust.directory import recovery_public
from amparo.trust.keyring import account_public, circle_public, current_epoch, keyed_circles
from amparo.trust.models import (
    Account,
    Circle,
    Epoch,
    EpochKey,
    Invitation,
    Membership,
    RecoveryBox,
)
from amparo.trust.problems import AlreadyMember, NoHolder, NotMember
from amparo.trust.rules import Can


@dataclass(frozen=True)
class NewEpoch:
    """An epoch just started, with its private key while it is in memory."""

    epoch: Epoch
    private: bytes = field(repr=False)


@transaction.atomic
def create_circle(*, by: UUID | None, at: datetime) -> Circle:
    """Make a circle without members and without a key: a body that is reached by relay."""
    circle = Circle.objects.create(id=new_id(at), founded_at=at)
    record(Can.CREATE_CIRCLE, circle.id, by=by, at=at)
    return circle


@transaction.atomic
def add_member(
    circle: Circle,
    account: Account,
    role: str,
    *,
    opened_with: bytes | None = None,
    by: UUID | None,
    at: datetime,
) -> Membership:
    """Give an account a role, and the circle's key where it has one.

    A key that nobody holds any more opens nothing: there a new epoch begins with who joins.

    Args:
        circle: the circle.
        account: the new member.
        role: as the pack names it.
        opened_with: the private key of the circle's current epoch, which a holder has. Not needed
            while nobody holds a key of it, nor for a second role of somebody who does.
        by: the account that does it.
        at: the moment.

    Raises:
        AlreadyMember: the account has this role here.
        NoHolder: the key is needed and was not brought.
        CannotOpen: what was brought is another key.
    """
    _lock(circle)
    held = Membership.objects.filter(circle=circle, account=account).in_force(at)
    if held.filter(role=role).exists():
        raise AlreadyMember
    detail = {"account": str(account.id), "role": role}
    record(Can.ADD_MEMBER, circle.id, by=by, at=at, detail=detail)
    membership = Membership.objects.create(circle=circle, account=account, role=role, since=at)
    epoch = current_epoch(circle.id)
    if epoch and not keyed_circles([circle.id]):
        _begin(circle, opened_with, by=by, at=at)
    elif epoch and not EpochKey.objects.filter(epoch=epoch, account=account).exists():
        _join(epoch, account, _proven(epoch, opened_with))
    return membership


@transaction.atomic
def give_key(
    circle: Circle, account: Account, *, opened_with: bytes | None, by: UUID | None, at: datetime
) -> None:
    """Give a member the circle's current key again: they have a new key pair of their own.

    Raises:
        NotMember: the account has no role here.
        NoHolder: the circle has no key, or it was not brought.
        CannotOpen: what was brought is another key.
    """
    _lock(circle)
    if not Membership.objects.filter(circle=circle, account=account).in_force(at).exists():
        raise NotMember
    epoch = current_epoch(circle.id)
    if epoch is None:
        raise NoHolder
    private = _proven(epoch, opened_with)
    EpochKey.objects.filter(epoch=epoch, account=account).delete()
    _join(epoch, account, private)
    detail = {"account": str(account.id), "epoch": str(epoch.number)}
    record(Can.GIVE_KEY, circle.id, by=by, at=at, detail=detail)


@transaction.atomic
def end_membership(
    circle: Circle,
    account: Account,
    role: str,
    *,
    opened_with: bytes | None = None,
    by: UUID | None,
    at: datetime,
) -> NewEpoch | None:
    """End a role. With the last one the account loses its keys and the circle starts an epoch.

    What was read can't be unread; what is sealed from now on it can't open. Without
    `opened_with` the old key is not handed on: who held it keeps it, who joins later does not
    read what came before.

    Raises:
        NotMember: the account does not have this role here.
        CannotOpen: what was brought is another key.
    """
    _lock(circle)
    held = Membership.objects.filter(circle=circle, account=account).in_force(at)
    if not held.filter(role=role).update(until=at):
        raise NotMember
    detail = {"account": str(account.id), "role": role}
    record(Can.END_MEMBERSHIP, circle.id, by=by, at=at, detail=detail)
    if held.exists() or current_epoch(circle.id) is None:
        return None
    EpochKey.objects.filter(epoch__circle=circle, account=account).delete()
    return _begin(circle, opened_with, by=by, at=at)


@transaction.atomic
def start_epoch(
    circle: Circle, *, opened_with: bytes | None = None, by: UUID | None, at: datetime
) -> NewEpoch:
    """Start a circle's first epoch, or another one (a device was lost), for its present members.

    Raises:
        NoHolder: the circle has no member yet; nobody could open what is sealed to it.
        CannotOpen: what was brought is another key than the current epoch's.
    """
    _lock(circle)
    if not _members(circle, at):
        raise NoHolder
    return _begin(circle, opened_with, by=by, at=at)


@transaction.atomic
def add_second_holder(
    circle: Circle, holder: Circle, *, opened_with: bytes | None, by: UUID | None, at: datetime
) -> None:
    """Seal a circle's key to another circle too, where a body has one officer only.

    Every later epoch is sealed to it as well. It is there for emergencies: what its members may
    see is decided elsewhere.

    Raises:
        NoHolder: the circle's key was not brought.
        NotThere: one of the circles has no key.
    """
    _lock(circle)
    sealed_to = circle_public(holder.id)
    epoch = Epoch.objects.get(pk=circle_public(circle.id).pk)
    _seal_to_holder(epoch, holder.id, _proven(epoch, opened_with))
    detail = {"holder": str(holder.id), "epoch": str(sealed_to.number)}
    record(Can.ADD_SECOND_HOLDER, circle.id, by=by, at=at, detail=detail)


def _lock(circle: Circle) -> None:
    """Let one change of a circle wait for another."""
    Circle.objects.select_for_update().get(pk=circle.pk)


def _begin(circle: Circle, opened_with: bytes | None, *, by: UUID | None, at: datetime) -> NewEpoch:
    last = current_epoch(circle.id)
    pair = new_key_pair()
    epoch = Epoch.objects.create(
        circle=circle,
        number=last.number + 1 if last else 1,
        public_key=pair.public,
        handed_on=_handed_on(last, opened_with, pair.public),
        started_at=at,
    )
    sign_key(KeyRecord("circle", circle.id, epoch.number, pair.public, at), by=by)
    RecoveryBox.objects.create(epoch=epoch, box=seal_to(recovery_public(), pair.private))
    for account in _members(circle, at):
        _join(epoch, account, pair.private)
    for holder in _second_holders(last):
        _seal_to_holder(epoch, holder, pair.private)
    record(Can.START_EPOCH, circle.id, by=by, at=at, detail={"epoch": str(epoch.number)})
    return NewEpoch(epoch, pair.private)


def _handed_on(last: Epoch | None, opened_with: bytes | None, public: bytes) -> bytes | None:
    if last is None or opened_with is None:
        return None
    return hand_on(_proven(last, opened_with), public)


def _proven(epoch: Epoch, private: bytes | None) -> bytes:
    """Return the private key once it is known to be this epoch's."""
    if private is None:
        raise NoHolder
    if public_of(private) != bytes(epoch.public_key):
        raise CannotOpen("This is not the key that this office has now. Sign in again.")
    return private


def _members(circle: Circle, at: datetime) -> list[Account]:
    """Return the members who are here, and those who were invited and will come."""
    held = Membership.objects.filter(circle=circle).in_force(at)
    coming = Invitation.objects.open(at).values("account")
    is_there = Q(is_active=True) | Q(pk__in=coming)
    return list(Account.objects.filter(is_there, pk__in=held.values("account")))


def _join(epoch: Epoch, account: Account, private: bytes) -> None:
    box = join(private, account_public(account))
    EpochKey.objects.create(epoch=epoch, account=account, box=box)


def _second_holders(last: Epoch | None) -> Iterable[UUID]:
    if last is None:
        return []
    held = EpochKey.objects.filter(epoch=last, holder__isnull=False)
    return list(held.values_list("holder__circle_id", flat=True))


def _seal_to_holder(epoch: Epoch, holder: UUID, private: bytes) -> None:
    sealed_to = circle_public(holder)
    box = join(private, sealed_to.public)
    EpochKey.objects.create(epoch=epoch, holder_id=sealed_to.pk, box=box)
