"""Who cares for the members of a group: somebody outside their community, never one of them."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from amparo.system.directory import area_chain, everyone_in, members_of
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.rules import OFFICER
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Membership


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
    found = (body for body in _carers(Body.objects.get(pk=group), at) if body not in passed_over)
    return next((body for body in found if _works_apart(body, barred, at)), None)


def group_of(account: UUID) -> UUID | None:
    """Return the body that somebody is in, or was in last: leaving it takes no care away."""
    held = Membership.objects.filter(account=account, circle__body__isnull=False)
    cared_for = [kind.key for kind in current_pack().body_kinds.values() if kind.cared_for_by]
    mine = held.filter(circle__body__kind__in=cared_for).order_by("-since").first()
    return mine.circle_id if mine else None


def carers_of(group: UUID, at: datetime) -> Iterator[UUID]:
    """Yield the bodies whose officers may care for a group's members, the preferred first."""
    barred = everyone_in(group, at)
    found = dict.fromkeys(_carers(Body.objects.get(pk=group), at))
    yield from (body for body in found if _works_apart(body, barred, at))


def _carers(group: Body, at: datetime) -> Iterator[UUID]:
    kind = current_pack().body_kinds.get(group.kind)
    at_work = Body.objects.at_work(at)
    near = at_work.in_reach(area_chain(group.area_id)).order_by("-area__level", "founded_at", "pk")
    far = at_work.order_by("area__level", "founded_at", "pk")
    for bodies in (near, far):
        for wanted in kind.cared_for_by if kind else ():
            yield from bodies.filter(kind=wanted).values_list("pk", flat=True)


def _works_apart(body: UUID, barred: Collection[UUID], at: datetime) -> bool:
    works = bool(members_of(body, OFFICER, at)) and body in keyed_circles([body])
    return works and everyone_in(body, at).isdisjoint(barred)
