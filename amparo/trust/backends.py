"""Signing in is opening the account's private key; no other proof is asked or kept."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from amparo.base.problems import WrongPassphrase
from amparo.rows.asked import asked
from amparo.sealing.passphrase import unlock
from amparo.trust.models import Account
from amparo.trust.rules import normal_username


@dataclass(frozen=True)
class Opened:
    """An account whose private key was opened."""

    account: Account
    private: bytes = field(repr=False)


def open_account(username: str, passphrase: str) -> Opened:
    """Open an account's private key, outside any transaction: it takes its time and memory.

    Raises:
        WrongPassphrase: wrong passphrase, no such account or one that was closed; the work is
            the same, and it does not say which.
    """
    found = Account.objects.filter(username=normal_username(username), is_active=True).first()
    private = unlock(passphrase, found.locked_key if found else None)
    if found is None:
        raise WrongPassphrase
    return Opened(found, private)


class PassphraseBackend(BaseBackend):
    """Django's way of asking who somebody is."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  # Django hands it over
        username: str | None = None,
        passphrase: str | None = None,
        **_other: object,
    ) -> Account | None:
        if username is None or passphrase is None:
            return None
        try:
            return open_account(username, passphrase).account
        except WrongPassphrase:
            return None

    def get_user(self, user_id: UUID | str) -> Account | None:
        try:
            return _active.first(UUID(str(user_id)))
        except ValueError:
            return None


@asked
def _active(account: UUID) -> QuerySet[Account]:
    return Account.objects.filter(pk=account, is_active=True)
