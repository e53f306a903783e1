"""Who cares for the members of a group: somebody outside their community, never one of them."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.rows.asked import asked
from amparo.system.directory import area_chain, everyone_in, staff_of
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.rules import OFFICER
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Membership
from amparo.trust.rules import Can

ENROLS = Can.ENROL_PHONE
"""Whoever may let a phone in works where the group belongs."""


def carer_for(group: UUID, at: datetime, passed_over: Collection[UUID] = ()) -> UUID | None:
    """Return the body whose officers care for a group's members; None where there is none.

    Of the kinds that the pack names, the preferred first and the nearest of each; then any other
    of the country. Somebody works there, it holds a key, and nobody works there who is passed
    over or is of the group too.

    Args:
        group: the body whose member it is about.
        at: the moment.
        passed_over: bodies and accounts that must not know, and those who work on the concern.
    """
    barred = everyone_in(group, at) | set(passed_over)
    [of] = _body(group)
    found = (body for body in _carers(of, at) if body not in passed_over)
    return next((body for body in found if _works_apart(body, barred, at)), None)


def group_of(account: UUID) -> UUID | None:
    """Return the body that somebody is in, or was in last: leaving it takes no care away."""
    cared_for = [kind.key for kind in current_pack().body_kinds.values() if kind.cared_for_by]
    return _last_in.first(account, cared_for)


@asked
def _last_in(account: UUID, kinds: Collection[str]) -> QuerySet[Membership, UUID]:
    held = Membership.objects.filter(account=account, circle__body__kind__in=kinds)
    return held.order_by("-since").values_list("circle", flat=True)[:1]


@asked
def _body(id: UUID) -> QuerySet[Body]:
    return Body.objects.filter(pk=id)


def carers_of(group: UUID, at: datetime) -> Iterator[UUID]:
    """Yield the bodies whose officers may care for a group's members, the preferred first."""
    barred = everyone_in(group, at)
    found = dict.fromkeys(_carers(Body.objects.get(pk=group), at))
    yield from (body for body in found if _works_apart(body, barred, at))


def offices_of(group: UUID, at: datetime) -> Iterator[UUID]:
    """Yield the keyed offices that a group belongs to: near it, and such as let its members in."""
    chain = area_chain(Body.objects.get(pk=group).area_id)
    kinds = current_pack().body_kinds.values()
    wanted = [each.key for each in kinds if any(ENROLS in can for can in each.can.values())]
    near = dict.fromkeys(body for kind in wanted for body in _near(kind, chain, at))
    yield from (
        body for body in near if staff_of(body, at).holding(OFFICER) and keyed_circles([body])
    )


def _carers(group: Body, at: datetime) -> Iterator[UUID]:
    kind = current_pack().body_kinds.get(group.kind)
    wanted = kind.cared_for_by if kind else ()
    for each in wanted:
        yield from _near(each, area_chain(group.area_id), at)
    for each in wanted:
        yield from _far(each, at)


@asked
def _near(kind: str, chain: Collection[str], at: datetime) -> QuerySet[Body, UUID]:
    near = Body.objects.at_work(at).filter(kind=kind).in_reach(chain)
    return near.order_by("-area__level", "founded_at", "pk").values_list("pk", flat=True)


@asked
def _far(kind: str, at: datetime) -> QuerySet[Body, UUID]:
    far = Body.objects.at_work(at).filter(kind=kind)
    return far.order_by("area__level", "founded_at", "pk").values_list("pk", flat=True)


def _works_apart(body: UUID, barred: Collection[UUID], at: datetime) -> bool:
    staff = staff_of(body, at)
    works = bool(staff.holding(OFFICER)) and body in keyed_circles([body])
    return works and staff.everyone.isdisjoint(barred)
