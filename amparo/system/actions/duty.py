"""Who is here, who is on duty, and who stands in for whom."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import Malformed, NotAllowed
from amparo.system.directory import workers_in
from amparo.system.models import Absence, Body, Deputy, DutyRoster
from amparo.system.packs import local
from amparo.system.rules import Can


@transaction.atomic
def set_deputy(
    body: Body,
    *,
    account: UUID,
    deputy: UUID,
    since: datetime,
    until: datetime | None,
    by: UUID | None,
    at: datetime,
) -> Deputy:
    """Name who stands in for somebody of the same body, and until when.

    A person has one deputy at a time: whoever stood in before stops when the new one begins.

    Raises:
        NotAllowed: either of them is no member of the body.
        Malformed: somebody would stand in for themselves, or the time ends before it begins.
    """
    _lock(body)
    _need_members(body, account, deputy, at=at)
    if account == deputy:
        raise Malformed("Nobody can stand in for themselves. Name another person.")
    _need_order(since, until)
    for earlier in Deputy.objects.filter(body=body, account=account).in_force(since):
        _end(earlier, since)
    row = Deputy.objects.create(
        body=body,
        account_id=account,
        deputy_id=deputy,
        since=since,
        until=until,
        named_by_id=by,
    )
    record(Can.SET_DEPUTY, body.id, by=by, at=at, detail=_who(account, deputy))
    return row


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: UUID | None, at: datetime) -> Deputy:
    """End a deputy's time now; one that has ended stays as it is."""
    if deputy.until is None or deputy.until > at:
        _end(deputy, at)
        detail = _who(deputy.account_id, deputy.deputy_id)
        record(Can.END_DEPUTY, deputy.body_id, by=by, at=at, detail=detail)
    return deputy


@transaction.atomic
def set_duty(
    body: Body, *, account: UUID, until: datetime | None, by: UUID | None, at: datetime
) -> DutyRoster:
    """Say who is the officer on duty from now on, in place of whoever was.

    Raises:
        NotAllowed: the person is no member of the body.
    """
    _lock(body)
    _need_members(body, account, at=at)
    _need_order(at, until)
    for earlier in DutyRoster.objects.filter(body=body).in_force(at):
        _end(earlier, at)
    row = DutyRoster.objects.create(
        body=body, account_id=account, since=at, until=until, named_by_id=by
    )
    record(Can.SET_DUTY, body.id, by=by, at=at, detail=_who(account))
    return row


@transaction.atomic
def go_absent(
    body: Body,
    *,
    account: UUID,
    deputy: UUID | None,
    by: UUID | None,
    at: datetime,
    until: datetime | None = None,
) -> Absence:
    """Say that somebody is not here: today, or until a given moment.

    The deputy stands in for as long. Without one the clocks run on, and the absence is what
    the supervisor will find as the cause.

    Raises:
        NotAllowed: the person, or the deputy, is no member of the body.
    """
    _lock(body)
    _need_members(body, account, at=at)
    ends = until or _end_of_day(at)
    _need_order(at, ends)
    for earlier in Absence.objects.filter(body=body, account=account).in_force(at):
        _end(earlier, at)
    absence = Absence.objects.create(
        body=body, account_id=account, since=at, until=ends, named_by_id=by
    )
    record(Can.GO_ABSENT, body.id, by=by, at=at, detail=_who(account, deputy))
    standing = Deputy.objects.filter(body=body, account=account, deputy=deputy).in_force(at)
    if deputy is not None and not standing.in_force(ends).exists():
        set_deputy(body, account=account, deputy=deputy, since=at, until=ends, by=by, at=at)
    return absence


@transaction.atomic
def come_back(body: Body, *, account: UUID, by: UUID | None, at: datetime) -> None:
    """End an absence, and the time of the deputy who was named with it."""
    for absence in Absence.objects.filter(body=body, account=account).in_force(at):
        named = Deputy.objects.filter(body=body, account=account, since=absence.since)
        for deputy in named.in_force(at):
            end_deputy(deputy, by=by, at=at)
        _end(absence, at)
        record(Can.COME_BACK, body.id, by=by, at=at, detail=_who(account))


def _lock(body: Body) -> None:
    """Let one change of a body's roster follow another, never cross it."""
    Body.objects.select_for_update().get(pk=body.pk)


def _need_members(body: Body, *accounts: UUID, at: datetime) -> None:
    if not set(accounts) <= workers_in(body.id, at):
        raise NotAllowed("Only members of the same body can be named. Choose one of them.")


def _need_order(since: datetime, until: datetime | None) -> None:
    if until is not None and until <= since:
        raise Malformed("The time ends before it begins. Check both moments.")


def _end(row: Absence | Deputy | DutyRoster, at: datetime) -> None:
    row.until = max(at, row.since)
    row.save(update_fields=["until"])


def _end_of_day(at: datetime) -> datetime:
    here = local(at)
    return datetime.combine(here.date() + timedelta(days=1), time.min, tzinfo=here.tzinfo)


def _who(account: UUID, deputy: UUID | None = None) -> dict[str, str]:
    return {"account": str(account)} | ({"deputy": str(deputy)} if deputy else {})
