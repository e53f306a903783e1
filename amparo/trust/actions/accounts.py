"""Accounts: made, and locked under another passphrase. The key pair stays the same."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import Malformed, WrongPassphrase
from amparo.sealing.directory import KeyRecord
from amparo.sealing.keys import KeyPair, new_key_pair, seal_to
from amparo.sealing.passphrase import LockedKey, Stretched, lock, lock_under, unlock
from amparo.trust.actions.directory import sign_key
from amparo.trust.directory import recovery_public
from amparo.trust.made_public import made_public
from amparo.trust.models import Account, RecoveryBox, Session
from amparo.trust.problems import UsernameTaken
from amparo.trust.rules import Can, normal_username

USERNAME = re.compile(r"[\w.-]{1,60}")


def create_account(
    username: str,
    display_name: str,
    passphrase: str | Stretched,
    *,
    language: str = "",
    by: UUID | None,
    at: datetime,
) -> Account:
    """Make an account: a key pair of its own, its private half locked by the passphrase.

    Locking takes 64 MiB and a seventh of a second: it happens before the transaction. What is
    stretched already is shared by many, as in a demo, and takes none.

    Raises:
        Malformed: no user name can be written like that.
        UsernameTaken: somebody has it already.
        WeakPassphrase: it is too easy to guess.
    """
    normal, pair = checked_username(username), new_key_pair()
    account = Account(
        id=new_id(at),
        username=normal,
        display_name=display_name.strip(),
        language=language or settings.LANGUAGE_CODE,
    )
    if isinstance(passphrase, Stretched):
        locked = lock_under(passphrase, pair)
    else:
        locked = lock(passphrase, pair, (normal, display_name), made_public())
    try:
        with transaction.atomic():
            keep_locked(account, locked)
            enter_in_directory(account, pair, by=by, at=at)
            record(Can.CREATE_ACCOUNT, account.id, by=by, at=at)
    except IntegrityError:
        raise UsernameTaken from None
    return account


@transaction.atomic
def choose_language(account: Account, language: str, *, by: UUID | None, at: datetime) -> None:
    """Remember which language somebody reads, whatever browser they come with next."""
    Account.objects.filter(pk=account.pk).update(language=language)
    record(Can.CHOOSE_LANGUAGE, account.pk, by=by, at=at, detail={"language": language})


def checked_username(typed: str) -> str:
    """Return a user name as it is stored.

    Raises:
        Malformed: no user name can be written like that.
    """
    normal = normal_username(typed)
    if not USERNAME.fullmatch(normal):
        raise Malformed("A user name is made of letters, digits, dots and dashes, 60 at most.")
    return normal


def change_passphrase(
    account: Account,
    old: str,
    new: str,
    *,
    known: Collection[str] = (),
    by: UUID | None,
    at: datetime,
) -> None:
    """Lock the same private key under another passphrase; every session of the account ends.

    Args:
        account: whose it is.
        old: the passphrase until now.
        new: the one from now on.
        known: names and words that anybody around them knows, beside their own name.
        by: who does it.
        at: the moment.

    Raises:
        WrongPassphrase: the old one is not right, or not any more.
        WeakPassphrase: the new one is too easy to guess.
    """
    private = unlock(old, account.locked_key)
    locked = _locked_again(account, private, new, known)
    _keep_again(account, locked, Can.CHANGE_PASSPHRASE, by=by, at=at)


@transaction.atomic
def end_sessions(account: Account, *, but: str | None = None, by: UUID | None, at: datetime) -> int:
    """End the account's sessions, all but one (by the hash of its id); return how many."""
    others = Session.objects.filter(account=account).exclude(pk=but or "")
    ended, _ = others.delete()
    if ended:
        record(Can.END_SESSIONS, account.id, by=by, at=at)
    return ended


def keep_locked(account: Account, locked: LockedKey) -> None:
    """Store an account with the key that a passphrase locks."""
    account.public_key, account.salt = locked.public, locked.salt
    account.verifier, account.sealed_private = locked.verifier, locked.sealed_private
    account.save()


def enter_in_directory(account: Account, pair: KeyPair, *, by: UUID | None, at: datetime) -> None:
    """Sign an account's key into the directory, and seal it to the recovery key."""
    sign_key(KeyRecord("account", account.id, 1, pair.public, at), by=by)
    box = seal_to(recovery_public(), pair.private)
    RecoveryBox.objects.update_or_create(account=account, defaults={"box": box})


def _locked_again(
    account: Account, private: bytes, passphrase: str, known: Collection[str] = ()
) -> LockedKey:
    pair = KeyPair(bytes(account.public_key), private)
    around = (account.username, account.display_name, *known)
    return lock(passphrase, pair, around, made_public())


def _keep_again(
    account: Account, locked: LockedKey, can: Can, *, by: UUID | None, at: datetime
) -> None:
    opened = account.salt
    with transaction.atomic():
        # Locking takes its time: who was given another key meanwhile never gets the old one back.
        account.refresh_from_db(from_queryset=Account.objects.select_for_update(no_key=True))
        if bytes(account.salt) != bytes(opened):
            raise WrongPassphrase
        keep_locked(account, locked)
        Session.objects.filter(account=account).delete()
        record(can, account.id, by=by, at=at)
