"""What a phone found missing: a silent number, a service out of reach. A gap, and of nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.base.problems import Malformed
from amparo.base.time import iso_week
from amparo.protocols.pack import Pack
from amparo.system.actions.gaps import record_gap
from amparo.system.models import Area, Gap
from amparo.system.packs import current_pack, local
from amparo.system.rules import GapReason

WEEKS_KEPT = 9
"""A phone may have had no signal for two months. Of what lies further off its clock is wrong."""

RANDOM = 4


@transaction.atomic
def note_silence(said: Mapping[str, object], *, at: datetime) -> bool:
    """Note what was missing; False where it was noted before.

    Raises:
        Malformed: it names no number of the pack and no kind of service, or no district.
    """
    new = _id(said)
    kind, number, area = (str(said.get(name, "")) for name in ("kind", "number", "area"))
    pack = current_pack()
    is_known = kind in pack.body_kinds or number in {one.number for one in pack.hotlines.values()}
    if not is_known or not Area.objects.filter(pk=area).exists():
        raise Malformed
    if Gap.objects.filter(pk=new).exists():
        return False
    week = _moment_in(str(said.get("week", "")), at)
    why = GapReason.NO_SERVICE if "route" in said else GapReason.NO_ANSWER
    route = _route(pack, kind, said)
    record_gap(area=area, reason=why, kind=kind, hotline=number, route=route, at=week, id=new)
    return True


def _route(pack: Pack, kind: str, said: Mapping[str, object]) -> str:
    """Return the route that found no service, if this pack leads it there; an older one may not."""
    wanted = {row.key: row.to[0].kind for row in pack.routes.rows if row.to}
    route = str(said.get("route", ""))
    return route if wanted.get(route) == kind else ""


def _id(said: Mapping[str, object]) -> UUID:
    try:
        new = UUID(str(said.get("id", "")))
    except ValueError:
        raise Malformed from None
    if new.version != RANDOM:
        raise Malformed
    return new


def _moment_in(week: str, at: datetime) -> datetime:
    """Return a moment of the week that a phone names, if that may be; else of its receipt."""
    before = (at - timedelta(weeks=each) for each in range(WEEKS_KEPT))
    return next((each for each in before if iso_week(local(each).date()) == week), at)
