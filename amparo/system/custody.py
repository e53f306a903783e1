"""Who keeps the names of those who raise concerns: never somebody who works on what they said."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.base.problems import NotThere
from amparo.rows.asked import asked
from amparo.system.directory import area_chain, holders_of
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.rules import CUSTODIAN, OFFICER, Level
from amparo.trust.keyring import keyed_circles

OFFICERS_AT_LEAST = 2
"""With one officer alone an office is too small to keep a name from whoever works on the case."""


def custodian_circle_for(body: UUID, at: datetime, kept_from: Collection[UUID] = ()) -> UUID:
    """Return the custodians' circle that the identity of a raiser is sealed to.

    The body's own where two officers or more work; else its second holder's, else that of the
    nearest body which works for the whole region or country. Where there is none either, what is
    left: its own although one officer works there, then any other of the country, the widest first.
    It is never the circle of a body, and never one in which somebody holds a key who works on
    the case or must not know of it.

    Args:
        body: whom the concern was sent to.
        at: the moment.
        kept_from: who must not know, bodies and accounts.

    Raises:
        NotThere: nobody in the whole deployment can keep the name.
    """
    officers = holders_of(body, OFFICER, at)
    barred = officers | set(kept_from)
    for keeper in _keepers(body, at, is_large=len(officers) >= OFFICERS_AT_LEAST):
        circle = keeper.custodians_id
        if circle and keyed_circles([circle]) and not _is_barred(keeper, barred, at):
            return circle
    raise NotThere(
        "Nobody can keep the name of the person who raised this yet, so nothing was sent. "
        "In danger call the emergency numbers. Ask whoever runs the system to name a custodian."
    )


def may_keep_name(circle: UUID, body: UUID, at: datetime, kept_from: Collection[UUID] = ()) -> bool:
    """Tell whether a custodians' circle, chosen elsewhere, may keep who raised it with a body."""
    keeper = Body.objects.filter(custodians=circle).first()
    if keeper is None:
        return False
    officers = holders_of(body, OFFICER, at)
    return not _is_barred(keeper, officers | set(kept_from), at)


def keepers_for(body: UUID, at: datetime) -> list[UUID]:
    """Return all circles that may keep the name of who raises something with a body, in order."""
    officers = holders_of(body, OFFICER, at)
    found = (
        keeper.custodians_id
        for keeper in _keepers(body, at, is_large=len(officers) >= OFFICERS_AT_LEAST)
        if keeper.custodians_id and not _is_barred(keeper, officers, at)
    )
    circles = list(dict.fromkeys(found))
    keyed = keyed_circles(circles)
    return [circle for circle in circles if circle in keyed]


def _keepers(body: UUID, at: datetime, *, is_large: bool) -> Iterator[Body]:
    """Yield the bodies whose custodians might keep a name, in the order they are asked."""
    at_work = Body.objects.at_work(at)
    [receiver] = _body(body)
    if is_large:
        yield receiver
    yield from at_work.filter(pk=receiver.second_holder_id)
    others = at_work.exclude(pk=body).filter(custodians__isnull=False)
    above = others.in_reach(area_chain(receiver.area_id)).filter(kind__in=_wide_kinds())
    yield from above.order_by("-area__level", "founded_at", "pk")
    yield receiver
    yield from others.order_by("area__level", "founded_at", "pk")


def _wide_kinds() -> list[str]:
    """Return the kinds of body that work for a whole region or for the country."""
    wide = {level.name.lower() for level in Level if level <= Level.REGION}
    return [kind.key for kind in current_pack().body_kinds.values() if kind.reach in wide]


def _is_barred(keeper: Body, barred: Collection[UUID], at: datetime) -> bool:
    """Tell whether a body, or anybody who holds its custodians' key, must not hold the name."""
    holders = holders_of(keeper.id, CUSTODIAN, at)
    return keeper.id in barred or not holders.isdisjoint(barred)


@asked
def _body(id: UUID) -> QuerySet[Body]:
    return Body.objects.filter(pk=id)
