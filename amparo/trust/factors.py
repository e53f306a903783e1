"""What second factors somebody has, and how an app's seed lies in the database.

The seed is sealed under a key that needs both the account's own private key, which the passphrase
opens, and the server's pepper, which lies outside the database: neither a copy of the database
nor one of the whole server lets anybody compute a code.
"""

import hmac
from collections.abc import Iterable
from uuid import UUID

from amparo.sealing.envelope import disclose, enclose
from amparo.sealing.hkdf import hkdf
from amparo.sealing.one_time import as_written
from amparo.trust.models import Account, Factor, RecoveryCode
from amparo.trust.rules import FactorKind
from amparo.trust.secrets import code_key, factor_key

DOMAIN = b"amparo/second-factor/1/"


def has_factor(account: Account) -> bool:
    """Return whether an account is asked for more than its passphrase."""
    return Factor.objects.filter(account=account).exists()


def factors_of(account: Account, kind: FactorKind | None = None) -> list[Factor]:
    """Return an account's factors, the oldest first."""
    rows = Factor.objects.filter(account=account).order_by("enrolled_at", "pk")
    return list(rows.filter(kind=kind) if kind else rows)


def unused_codes(account: Account) -> int:
    """Return how many recovery codes are left."""
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


def seal_seed(seed: bytes, private: bytes, account: UUID) -> bytes:
    return enclose(seed, _key(private, account), DOMAIN + account.bytes)


def open_seed(sealed: bytes, private: bytes, account: UUID) -> bytes:
    """Return an app's seed.

    Raises:
        CannotOpen: it is another account's, was changed, or lies under an earlier key.
    """
    return disclose(sealed, _key(private, account), DOMAIN + account.bytes)


def digests_of(codes: Iterable[str], account: UUID) -> list[bytes]:
    """Return what recovery codes are recognised by."""
    key = code_key(account)
    return [hmac.digest(key, as_written(code).encode(), "sha256") for code in codes]


def _key(private: bytes, account: UUID) -> bytes:
    return hkdf(private, salt=factor_key(account), info=DOMAIN)
