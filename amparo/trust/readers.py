"""Who reads: an account with the roles it holds at this moment."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.rows.asked import asked
from amparo.trust.models import Account, Membership
from amparo.trust.rules import Reader


def reader_of(account: Account, at: datetime) -> Reader:
    """Return the reader that an account is. What its roles allow is filled in above trust."""
    held = _held_by(account.id, at)
    return Reader(account.id, tuple(row.belonging() for row in held), at=at)


@asked
def _held_by(account: UUID, at: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(account=account).in_force(at).order_by("pk")
