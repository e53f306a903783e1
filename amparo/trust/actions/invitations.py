"""Codes that are handed over in person: for somebody new, and for who forgot the passphrase.

The code locks a key pair that is thrown away as soon as its owner comes: whoever made the code
never knows the key that holds from then on.
"""

import hmac
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.sealing.circles import join, take
from amparo.sealing.keys import KeyPair, new_key_pair
from amparo.sealing.one_time import HANDED_LENGTH, as_written, new_written_code
from amparo.sealing.passphrase import LockedKey, is_strong, lock, unlock
from amparo.trust.actions.accounts import checked_username, enter_in_directory, keep_locked
from amparo.trust.actions.factors import forget_factors
from amparo.trust.made_public import made_public
from amparo.trust.models import Account, EpochKey, Invitation
from amparo.trust.problems import UsernameTaken, WrongInvitation
from amparo.trust.rules import Can
from amparo.trust.secrets import invitation_key

HOLDS_FOR = timedelta(days=7)
COMING = "invited."
"""How the user name begins of who was never here; nobody can sign in under it."""


@dataclass(frozen=True)
class Invited:
    """Somebody who may come, and the code to hand over; it is shown once and kept nowhere."""

    account: Account
    code: str = field(repr=False)


def invite(display_name: str, *, language: str = "", by: UUID | None, at: datetime) -> Invited:
    """Make an account for somebody who will choose user name and passphrase when they come."""
    new = new_id(at)
    account = Account(
        id=new,
        username=f"{COMING}{new.hex}",
        display_name=display_name.strip(),
        language=language or settings.LANGUAGE_CODE,
        is_active=False,
    )
    return _behind_a_code(account, Can.INVITE_PERSON, is_first=True, by=by, at=at)


def renew(account: Account, *, by: UUID | None, at: datetime) -> Invited:
    """Give an account another key pair behind a code: the passphrase is forgotten.

    Its sessions, factors and keys of circles go; who holds those gives them again (`give_key`).
    That two persons want it is seen to above.
    """
    was_never_here = not account.is_active and account.username.startswith(COMING)
    account.is_active = False
    return _behind_a_code(account, Can.RENEW_ACCOUNT, is_first=was_never_here, by=by, at=at)


def take_up(
    code: str,
    username: str,
    passphrase: str,
    *,
    known_around: Callable[[Account, datetime], Collection[str]] = lambda _account, _at: (),
    by: UUID | None = None,
    at: datetime,
) -> Account:
    """Come with a code: choose a passphrase, and the first time a user name.

    What the account was given meanwhile is sealed to its new key. Nobody is signed in yet: without
    `by` it is done by the account that the code opens. `known_around` tells the names and words
    that anybody around an account knows.

    Raises:
        WrongInvitation: no such code, used or too old; or it is for another user name.
        UsernameTaken, Malformed: the user name can't be had.
        WeakPassphrase: it is too easy to guess.
    """
    invitation, name = _invited_by(code, username, at)
    account = invitation.account
    old = unlock(as_written(code), account.locked_key)
    pair = new_key_pair()
    around = (name, account.display_name, *known_around(account, at))
    locked = lock(passphrase, pair, around, made_public())
    account.username, account.is_active = name, True
    try:
        with transaction.atomic():
            _use(invitation, at)
            _store(account, locked, pair, by=by or account.id, at=at)
            _seal_again(account, old, pair.public)
            record(Can.TAKE_UP_INVITATION, account.id, by=by or account.id, at=at)
    except IntegrityError:
        raise UsernameTaken from None
    return account


def _invited_by(code: str, username: str, at: datetime) -> tuple[Invitation, str]:
    found = Invitation.objects.open(at).filter(digest=_digest(code))
    invitation = found.select_related("account").first()
    if invitation is None:
        raise WrongInvitation
    name = checked_username(username)
    if not invitation.is_first and name != invitation.account.username:
        raise WrongInvitation
    return invitation, name


def _behind_a_code(
    account: Account, can: Can, *, is_first: bool, by: UUID | None, at: datetime
) -> Invited:
    code = _new_code()
    pair = new_key_pair()
    locked = lock(as_written(code), pair)
    with transaction.atomic():
        _store(account, locked, pair, by=by, at=at)
        EpochKey.objects.filter(account=account).delete()
        if can == Can.RENEW_ACCOUNT:
            forget_factors(account, by=by, at=at)
        Invitation.objects.open(at).filter(account=account).update(used_at=at)
        Invitation.objects.create(
            id=new_id(at),
            account=account,
            digest=_digest(code),
            is_first=is_first,
            made_by_id=by,
            made_at=at,
            expires_at=at + HOLDS_FOR,
        )
        record(can, account.id, by=by, at=at)
    return Invited(account, code)


def _new_code() -> str:
    """Return a code that is a strong passphrase too: very nearly every one is."""
    while not is_strong(as_written(code := new_written_code(HANDED_LENGTH))):
        continue
    return code


def _digest(code: str) -> bytes:
    return hmac.digest(invitation_key(), as_written(code).encode(), "sha256")


def _store(
    account: Account, locked: LockedKey, pair: KeyPair, *, by: UUID | None, at: datetime
) -> None:
    keep_locked(account, locked)
    enter_in_directory(account, pair, by=by, at=at)


def _use(invitation: Invitation, at: datetime) -> None:
    if not Invitation.objects.open(at).filter(pk=invitation.pk).update(used_at=at):
        raise WrongInvitation


def _seal_again(account: Account, old: bytes, public: bytes) -> None:
    for held in EpochKey.objects.filter(account=account).select_related("epoch"):
        held.box = join(take(old, bytes(held.box), bytes(held.epoch.public_key)), public)
        held.save(update_fields=["box"])
