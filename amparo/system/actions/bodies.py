"""Enter bodies, say what they are allowed to be, and where and when they work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import Malformed
from amparo.system.actions.custody import name_custodian, share_custody
from amparo.system.hours import WeeklyHours
from amparo.system.models import Area, Body, ServedArea
from amparo.system.packs import current_pack
from amparo.system.rules import CUSTODIAN, Can
from amparo.trust.actions.circles import (
    add_member,
    add_second_holder,
    create_circle,
    start_epoch,
)
from amparo.trust.models import Account


@dataclass(frozen=True)
class Contact:
    """How a body is reached: telephone, its hours in words, and its hours as a week."""

    phone: str = ""
    opening_hours: str = ""
    week: WeeklyHours = field(default_factory=WeeklyHours)


NO_CONTACT = Contact()


@transaction.atomic
def found_body(
    kind: str,
    name: str,
    area: str,
    *,
    serves: Collection[str] = (),
    contact: Contact = NO_CONTACT,
    members: Sequence[tuple[Account, str]] = (),
    second_holder: Body | None = None,
    by: UUID | None,
    at: datetime,
) -> Body:
    """Enter a body: its circle, its first members with their roles, and its first key.

    Without members it has no key yet: what is meant for it goes through a relay. Its custodians
    get the key of a circle of their own, and not the body's unless they have another role too.
    `serves` are the codes of the areas it works for; none: the one it stands in. `second_holder`
    holds a second key, where one person works here.

    Raises:
        Malformed: the pack knows no such kind or role, or there is no such area.
        NotAllowed: somebody would be officer and custodian.
    """
    _need_kind(kind, [role for _, role in members])
    served = frozenset(serves or (area,))
    _need_areas({area, *served})
    circle = create_circle(by=by, at=at)
    body = Body(circle=circle, kind=kind, name=name, area_id=area, founded_at=at)
    _enter(body, served, contact)
    record(Can.FOUND_BODY, body.id, by=by, at=at, detail={"kind": kind, "area": area})
    workers = [member for member in members if member[1] != CUSTODIAN]
    for account, role in workers:
        add_member(circle, account, role, by=by, at=at)
    private = start_epoch(circle, by=by, at=at).private if workers else None
    if second_holder is not None:
        name_second_holder(body, second_holder, opened_with=private, by=by, at=at)
    _name_custodians(body, [who for who, role in members if role == CUSTODIAN], by=by, at=at)
    return body


@transaction.atomic
def name_second_holder(
    body: Body,
    holder: Body,
    *,
    opened_with: bytes | None,
    custodians_with: bytes | None = None,
    by: UUID | None,
    at: datetime,
) -> None:
    """Let another body hold this body's key too: two holders always, also where one works alone.

    Args:
        body: where one person works.
        holder: the body that holds the second key.
        opened_with: the private key of the body's current epoch.
        custodians_with: the private key of its custodians' current epoch, where it has custodians:
            only they can bring it, and only the holder's custodians hold it.
        by: who says so.
        at: the moment.

    Raises:
        Malformed: a body can't be its own second holder.
        NoHolder: the body's key was not brought.
    """
    if holder.id == body.id:
        raise Malformed("A body can't be its own second holder. Name another one.")
    add_second_holder(body.circle, holder.circle, opened_with=opened_with, by=by, at=at)
    body.second_holder = holder
    body.save(update_fields=["second_holder"])
    if custodians_with is not None:
        share_custody(body, opened_with=custodians_with, by=by, at=at)
    detail = {"holder": str(holder.id)}
    record(Can.NAME_SECOND_HOLDER, body.id, by=by, at=at, detail=detail)


@transaction.atomic
def change_contact(body: Body, contact: Contact, *, by: UUID | None, at: datetime) -> None:
    """Set how a body is reached."""
    _set_contact(body, contact)
    body.save(update_fields=["phone", "opening_hours", "weekly_hours"])
    record(Can.CHANGE_BODY, body.id, by=by, at=at)


@transaction.atomic
def end_body(body: Body, *, by: UUID | None, at: datetime) -> None:
    """Note that a body works no more. Nothing new reaches it; its members read what they have."""
    if body.ended_at is None:
        body.ended_at = at
        body.save(update_fields=["ended_at"])
        record(Can.END_BODY, body.id, by=by, at=at)


def _name_custodians(
    body: Body, custodians: Sequence[Account], *, by: UUID | None, at: datetime
) -> None:
    private = None
    for account in custodians:
        begun = name_custodian(body, account, opened_with=private, by=by, at=at)
        private = begun.private if begun else private


def _enter(body: Body, served: Collection[str], contact: Contact) -> None:
    body.listed = current_pack().body_kinds[body.kind].listed
    _set_contact(body, contact)
    body.save(force_insert=True)
    ServedArea.objects.bulk_create(ServedArea(body=body, area_id=code) for code in sorted(served))


def _set_contact(body: Body, contact: Contact) -> None:
    body.phone, body.opening_hours = contact.phone, contact.opening_hours
    body.weekly_hours = contact.week.as_json()


def _need_kind(kind: str, roles: Collection[str]) -> None:
    known = current_pack().body_kinds.get(kind)
    if known is None:
        raise Malformed("The pack knows no kind of body called {kind}.", kind=kind)
    if unknown := set(roles) - set(known.roles):
        raise Malformed("A {kind} has no role called {role}.", kind=kind, role=min(unknown))


def _need_areas(codes: Collection[str]) -> None:
    if missing := set(codes) - set(Area.objects.in_bulk(list(codes))):
        raise Malformed("There is no area {area}. Choose one from the list.", area=min(missing))
