"""What the page of one's own access shows: factors, sessions, and what happened with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from amparo.audit.models import Record
from amparo.trust.factors import factors_of, unused_codes
from amparo.trust.models import Account, Factor, Session
from amparo.trust.rules import SENTENCES, Can

TOLD = (
    Can.SIGN_IN,
    Can.FAIL_SIGN_IN,
    Can.FAIL_FACTOR,
    Can.ADD_FACTOR,
    Can.REMOVE_FACTOR,
    Can.MAKE_RECOVERY_CODES,
    Can.FORGET_FACTORS,
    Can.CHANGE_PASSPHRASE,
    Can.RENEW_ACCOUNT,
    Can.TAKE_UP_INVITATION,
    Can.END_SESSIONS,
)
LAST = 12


@dataclass(frozen=True)
class Happening:
    """Something that was done with an account. `by_other`: not by its owner."""

    at: datetime
    says: str
    by_other: bool


@dataclass(frozen=True)
class Access:
    """How somebody comes in, where they are signed in, what happened."""

    factors: Sequence[Factor]
    codes_left: int
    here: Session | None
    elsewhere: Sequence[Session]
    happened: Sequence[Happening]


def access_of(account: Account, session: str) -> Access:
    """Return an account's own page; `session` is the hash of the session it is seen in."""
    sessions = list(Session.objects.filter(account=account).order_by("-seen_at"))
    return Access(
        factors=factors_of(account),
        codes_left=unused_codes(account),
        here=next((row for row in sessions if row.pk == session), None),
        elsewhere=[row for row in sessions if row.pk != session],
        happened=_happened(account),
    )


def _happened(account: Account) -> list[Happening]:
    rows = Record.objects.filter(Q(subject=account.id), can__in=TOLD).order_by("-at", "-pk")
    return [
        Happening(
            at=row.at,
            says=str(SENTENCES[Can(row.can)]),
            by_other=row.by is not None and row.by != account.id,
        )
        for row in rows[:LAST]
    ]
