"""Who keeps the names of those who raise concerns: never somebody who works on what they said."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.base.problems import NotThere
from amparo.rows.asked import asked
from amparo.system.directory import Staff, area_chain, staff_of
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
    staff = staff_of(body, at)
    officers = staff.holding(OFFICER)
    barred = officers | set(kept_from)
    for keeper in _keepers(body, at, is_large=len(officers) >= OFFICERS_AT_LEAST):
        circle = keeper.custodians_id
        of_keeper = staff if keeper.id == body else staff_of(keeper.id, at)
        if circle and keyed_circles([circle]) and not _is_barred(keeper, of_keeper, barred):
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
    officers = staff_of(body, at).holding(OFFICER)
    return not _is_barred(keeper, staff_of(keeper.id, at), officers | set(kept_from))


def keepers_for(body: UUID, at: datetime) -> list[UUID]:
    """Return all circles that may keep the name of who raises something with a body, in order."""
    officers = staff_of(body, at).holding(OFFICER)
    found = (
        keeper.custodians_id
        for keeper in _keepers(body, at, is_large=len(officers) >= OFFICERS_AT_LEAST)
        if keeper.custodians_id and not _is_barred(keeper, staff_of(keeper.id, at), officers)
    )
    circles = list(dict.fromkeys(found))
    keyed = keyed_circles(circles)
    return [circle for circle in circles if circle in keyed]


def _keepers(body: UUID, at: datetime, *, is_large: bool) -> Iterator[Body]:
    """Yield the bodies whose custodians might keep a name, in the order they are asked."""
    [receiver] = _body(body)
    if is_large:
        yield receiver
    at_work = Body.objects.at_work(at)
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


def _is_barred(keeper: Body, staff: Staff, barred: Collection[UUID]) -> bool:
    """Tell whether a body, or anybody who holds its custodians' key, must not hold the name."""
    return keeper.id in barred or not staff.holding(CUSTODIAN).isdisjoint(barred)


@asked
def _body(id: UUID) -> QuerySet[Body]:
    return Body.objects.filter(pk=id)
