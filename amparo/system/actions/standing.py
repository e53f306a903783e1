"""What authorities say of a body: that it is accredited, that a group is recognised."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import Malformed
from amparo.system.models import Accreditation, Body, Recognition
from amparo.system.rules import Can

Granted = TypeVar("Granted", Accreditation, Recognition)


@transaction.atomic
def accredit(
    body: Body, *, document: str, since: datetime, by: UUID | None, at: datetime
) -> Accreditation:
    """Note that the authority accredited a body; one that is accredited stays as it is.

    Raises:
        Malformed: it was accredited on that day already, and is not any more.

    Args:
        body: the body.
        document: the number of the authority's resolution.
        since: from when it holds, which may be before or after the moment of noting it.
        by: who notes it.
        at: the moment.
    """
    return _grant(Accreditation, Can.ACCREDIT, body, document, since, by=by, at=at)


@transaction.atomic
def withdraw_accreditation(body: Body, *, by: UUID | None, at: datetime) -> None:
    """Note that a body is accredited no more; what it has begun is not taken from it here."""
    _withdraw(Accreditation, Can.WITHDRAW_ACCREDITATION, body, by=by, at=at)


@transaction.atomic
def recognise(
    body: Body, *, document: str, since: datetime, by: UUID | None, at: datetime
) -> Recognition:
    """Note that a municipality recognised a group. Its members may raise concerns without it.

    Raises:
        Malformed: it was recognised on that day already, and is not any more.
    """
    return _grant(Recognition, Can.RECOGNISE, body, document, since, by=by, at=at)


@transaction.atomic
def withdraw_recognition(body: Body, *, by: UUID | None, at: datetime) -> None:
    """Note that a recognition ended. It takes no member's voice away."""
    _withdraw(Recognition, Can.WITHDRAW_RECOGNITION, body, by=by, at=at)


def _grant(
    table: type[Granted],
    can: Can,
    body: Body,
    document: str,
    since: datetime,
    *,
    by: UUID | None,
    at: datetime,
) -> Granted:
    standing = table.objects.filter(body=body).in_force(since).first()
    if standing is not None and standing.until is not None and standing.until <= at:
        raise Malformed("On that day this held already, and it ended since. Write a later day.")
    if standing is not None:
        return standing
    granted = table.objects.create(body=body, document=document, since=since, named_by_id=by)
    record(can, body.id, by=by, at=at)
    return granted


def _withdraw(
    table: type[Accreditation] | type[Recognition],
    can: Can,
    body: Body,
    *,
    by: UUID | None,
    at: datetime,
) -> None:
    if table.objects.filter(body=body).in_force(at).update(until=at):
        record(can, body.id, by=by, at=at)
