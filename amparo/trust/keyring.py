"""Keys in use: a circle's public key to seal to, and the private keys that a reader holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from amparo.base.problems import BadSignature, CannotOpen, NotThere
from amparo.rows.asked import asked
from amparo.sealing.circles import take
from amparo.trust.directory import public_key_of, public_keys_of
from amparo.trust.models import Account, Epoch, EpochKey

HOLDERS_AT_LEAST = 2


@dataclass(frozen=True)
class CirclePublic:
    """What is sealed to: the current epoch of a circle (`pk` is the Epoch's), checked."""

    pk: int
    circle_id: UUID
    number: int
    public: bytes


def circle_public(circle_id: UUID) -> CirclePublic:
    """Return a circle's current public key, as the directory signed it.

    Raises:
        NotThere: the circle has no key yet.
        BadSignature: the key is not the one that the directory signed.
    """
    return circles_public([circle_id])[circle_id]


def circles_public(circle_ids: Collection[UUID]) -> dict[UUID, CirclePublic]:
    """Return the current public keys of circles, each as the directory signed it.

    Raises:
        NotThere: a circle has no key yet.
        BadSignature: a key is not the one that the directory signed.
    """
    newest = {epoch.circle_id: epoch for epoch in _epochs_of(circle_ids)}
    signed = public_keys_of("circle", [(key, epoch.number) for key, epoch in newest.items()])
    if not newest.keys() >= set(circle_ids):
        raise NotThere("This office has no key yet; nothing can be locked for it.")
    return {key: _as_signed(epoch, signed) for key, epoch in newest.items()}


@asked
def _epochs_of(circles: Collection[UUID]) -> QuerySet[Epoch]:
    return Epoch.objects.filter(circle__in=circles).order_by("number")


def _as_signed(epoch: Epoch, signed: Mapping[tuple[UUID, int], bytes]) -> CirclePublic:
    public = signed[epoch.circle_id, epoch.number]
    if public != bytes(epoch.public_key):
        raise BadSignature
    return CirclePublic(epoch.pk, epoch.circle_id, epoch.number, public)


def account_public(account: Account) -> bytes:
    """Return an account's public key, as the directory signed it.

    Raises:
        BadSignature: the key is not the one that the directory signed.
    """
    public = public_key_of("account", account.id, 1)
    if public != bytes(account.public_key):
        raise BadSignature
    return public


def current_epoch(circle_id: UUID) -> Epoch | None:
    """Return a circle's newest epoch, or None while it has no key."""
    return Epoch.objects.filter(circle_id=circle_id).order_by("-number").first()


def keyed_circles(circles: Iterable[UUID]) -> frozenset[UUID]:
    """Return those circles whose current key some account holds: a concern sealed to it is read."""
    newest: dict[UUID, int] = {}
    keyed: set[tuple[UUID, int]] = set()
    for circle, number, is_held in _holding(list(circles)):
        newest[circle] = max(number, newest.get(circle, 0))
        keyed |= {(circle, number)} if is_held else set()
    return frozenset(circle for circle, number in newest.items() if (circle, number) in keyed)


@asked
def _holding(circles: Collection[UUID]) -> QuerySet[Epoch, tuple[UUID, int, bool | None]]:
    held = Epoch.objects.filter(circle__in=circles)
    return held.values_list("circle", "number", "keys__account__is_active")


def _newest_epochs() -> QuerySet[Epoch]:
    newest = Epoch.objects.filter(circle=OuterRef("circle")).order_by("-number").values("pk")[:1]
    return Epoch.objects.filter(pk=Subquery(newest))


def open_epoch(account_private: bytes, account_id: UUID, epoch: Epoch) -> bytes:
    """Return an epoch's private key, for an account that holds it or a later one of its circle.

    Raises:
        CannotOpen: the account holds neither, or what it holds was changed.
    """
    held = (
        EpochKey.objects.filter(
            account_id=account_id, epoch__circle_id=epoch.circle_id, epoch__number__gte=epoch.number
        )
        .select_related("epoch")
        .order_by("epoch__number")
        .first()
    )
    if held is None:
        raise CannotOpen("You hold no key to this. Ask a member of the office that it went to.")
    private = take(account_private, bytes(held.box), bytes(held.epoch.public_key))
    return _back_to(epoch, held.epoch, private)


def circles_with_one_holder() -> frozenset[UUID]:
    """Return the circles whose current key fewer than two hold: one accident loses it all."""
    held: dict[UUID, int] = {}
    for epoch in Epoch.objects.filter(pk__in=_newest_epochs()).prefetch_related("keys__account"):
        keys = [key for key in epoch.keys.all() if key.account is None or key.account.is_active]
        held[epoch.circle_id] = len(keys)
    return frozenset(circle for circle, holders in held.items() if holders < HOLDERS_AT_LEAST)


def open_as_second_holder(holder_private: bytes, holder: Epoch, epoch: Epoch) -> bytes:
    """Return an epoch's private key out of the box that another circle keeps for emergencies.

    No page and no command asks for it: it is there for the day on which the only holder and the
    recovery files are both lost.

    Args:
        holder_private: the private key of the keeping circle's epoch.
        holder: that epoch.
        epoch: the epoch to open.

    Raises:
        CannotOpen: no box was made for it.
    """
    held = EpochKey.objects.filter(epoch=epoch, holder=holder).first()
    if held is None:
        raise CannotOpen
    return take(holder_private, bytes(held.box), bytes(epoch.public_key))


def _back_to(wanted: Epoch, later: Epoch, private: bytes) -> bytes:
    """Walk back: each epoch's key opens the box that holds the one before it."""
    if later.number == wanted.number:
        return private
    numbers = range(wanted.number, later.number + 1)
    epochs = {
        epoch.number: epoch
        for epoch in Epoch.objects.filter(circle_id=wanted.circle_id, number__in=numbers)
    }
    for number in range(later.number, wanted.number, -1):
        box = epochs[number].handed_on
        if box is None:
            raise CannotOpen("The key of that time was not handed on. Ask who held it then.")
        private = take(private, bytes(box), bytes(epochs[number - 1].public_key))
    return private


class HoldsKeys(Protocol):
    """Whoever can bring a circle's current private key: a reader's keyring, or the ceremony."""

    def current_private_of(self, circle_id: UUID) -> bytes | None:
        """Return the key, or None where it is not held."""


@dataclass(frozen=True)
class Keyring:
    """The keys of one reader, for one request: opened as they are needed, kept in memory only."""

    account_id: UUID
    account_private: bytes = field(repr=False)
    _opened: dict[int, bytes | None] = field(default_factory=dict, repr=False, compare=False)

    def private_of(self, epoch_id: int) -> bytes | None:
        """Return an epoch's private key, or None where this reader does not hold it."""
        if epoch_id not in self._opened:
            self._opened[epoch_id] = self._open(epoch_id)
        return self._opened[epoch_id]

    def _open(self, epoch_id: int) -> bytes | None:
        epoch = Epoch.objects.get(pk=epoch_id)
        try:
            return open_epoch(self.account_private, self.account_id, epoch)
        except CannotOpen:
            return None

    def current_private_of(self, circle_id: UUID) -> bytes | None:
        """Return a circle's current private key, or None where this reader does not hold it."""
        epoch = current_epoch(circle_id)
        return self.private_of(epoch.pk) if epoch else None
