"""Second factors: added, shown once each, removed, and forgotten when they are lost."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import CannotOpen
from amparo.sealing.one_time import RECOVERY_LENGTH, new_written_code, step_shown
from amparo.trust.factors import digests_of, factors_of, open_seed, seal_seed
from amparo.trust.models import Account, Factor, RecoveryCode, Session
from amparo.trust.problems import WrongCode, WrongPasskey
from amparo.trust.rules import Can, FactorKind

CODES = 10
"""How many recovery codes are printed at once."""


@transaction.atomic
def add_app(
    account: Account,
    seed: bytes,
    typed: str,
    name: str,
    *,
    private: bytes,
    by: UUID | None,
    at: datetime,
) -> Factor:
    """Add an authenticator app, once it has shown a code of its seed; that code is used up.

    Raises:
        WrongCode: the code is not one of this moment.
    """
    step = step_shown(seed, typed, at)
    if step is None:
        raise WrongCode
    return _add(
        Factor(
            id=new_id(at),
            account=account,
            kind=FactorKind.APP.value,
            name=name,
            sealed=seal_seed(seed, private, account.id),
            counter=step,
            enrolled_at=at,
        ),
        by=by,
    )


@transaction.atomic
def add_passkey(
    account: Account, credential: bytes, count: int, name: str, *, by: UUID | None, at: datetime
) -> Factor:
    """Add a passkey whose registration was checked (`passkeys`)."""
    return _add(
        Factor(
            id=new_id(at),
            account=account,
            kind=FactorKind.PASSKEY.value,
            name=name,
            credential=credential,
            counter=count,
            enrolled_at=at,
        ),
        by=by,
    )


@transaction.atomic
def remove_factor(factor: Factor, *, by: UUID | None, at: datetime) -> None:
    """Remove a factor. With the last one its owner's recovery codes go too."""
    account = factor.account
    detail = {"kind": factor.kind, "factor": str(factor.id)}
    factor.delete()
    if not factors_of(account):
        RecoveryCode.objects.filter(account=account).delete()
    record(Can.REMOVE_FACTOR, account.id, by=by, at=at, detail=detail)


@transaction.atomic
def make_recovery_codes(account: Account, *, by: UUID | None, at: datetime) -> list[str]:
    """Make new codes for paper and return them, this once; those from before hold no more."""
    codes = [new_written_code(RECOVERY_LENGTH) for _ in range(CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=digest, made_at=at)
        for digest in digests_of(codes, account.id)
    )
    record(Can.MAKE_RECOVERY_CODES, account.id, by=by, at=at)
    return codes


@transaction.atomic
def use_code(
    account: Account, typed: str, *, private: bytes, by: UUID | None, at: datetime
) -> None:
    """Take a code of one of the account's apps, or a recovery code. Each is taken once.

    Raises:
        WrongCode: it is neither, or was taken before.
    """
    if _took_app_code(account, typed, private, at):
        kind = FactorKind.APP.value
    elif _took_recovery_code(account, typed, at):
        kind = "recovery"
    else:
        raise WrongCode
    record(Can.USE_FACTOR, account.id, by=by, at=at, detail={"kind": kind})


@transaction.atomic
def use_passkey(factor: Factor, count: int, *, by: UUID | None, at: datetime) -> None:
    """Note that a passkey has signed; `count` is how often it has by its own account.

    Raises:
        WrongPasskey: it counts, and has counted further before: somebody has a copy of it.
    """
    newer = Factor.objects.filter(pk=factor.pk, counter__lt=count) if count else None
    kept = newer if newer is not None else Factor.objects.filter(pk=factor.pk, counter=0)
    if not kept.update(counter=count, used_at=at):
        raise WrongPasskey
    detail = {"kind": factor.kind, "factor": str(factor.id)}
    record(Can.USE_FACTOR, factor.account_id, by=by, at=at, detail=detail)


@transaction.atomic
def note_wrong_factor(account: Account, *, by: UUID | None, at: datetime) -> None:
    """Write down that the right passphrase was followed by a wrong second factor."""
    record(Can.FAIL_FACTOR, account.id, by=by, at=at)


@transaction.atomic
def forget_factors(account: Account, *, by: UUID | None, at: datetime) -> None:
    """Let an account begin anew without its factors and codes; every session of it ends."""
    Factor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    Session.objects.filter(account=account).delete()
    record(Can.FORGET_FACTORS, account.id, by=by, at=at)


def _add(factor: Factor, *, by: UUID | None) -> Factor:
    factor.save(force_insert=True)
    detail = {"kind": factor.kind, "factor": str(factor.id)}
    record(Can.ADD_FACTOR, factor.account_id, by=by, at=factor.enrolled_at, detail=detail)
    return factor


def _took_app_code(account: Account, typed: str, private: bytes, at: datetime) -> bool:
    for factor in factors_of(account, FactorKind.APP):
        step = step_shown(_seed(factor, private), typed, at)
        fresh = Factor.objects.filter(pk=factor.pk, counter__lt=step if step is not None else 0)
        if step is not None and fresh.update(counter=step, used_at=at):
            return True
    return False


def _seed(factor: Factor, private: bytes) -> bytes:
    """Return an app's seed; one that lies under an earlier key of the account fits no code."""
    try:
        return open_seed(bytes(factor.sealed or b""), private, factor.account_id)
    except CannotOpen:
        raise WrongCode from None


def _took_recovery_code(account: Account, typed: str, at: datetime) -> bool:
    (digest,) = digests_of([typed], account.id)
    unused = RecoveryCode.objects.filter(account=account, digest=digest, used_at__isnull=True)
    return bool(unused.update(used_at=at))
