"""Write down what was missing, and what a test call found."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import Malformed
from amparo.base.time import iso_week
from amparo.rows.written import add_rows, together
from amparo.system.models import Area, Gap, HotlineTest
from amparo.system.packs import local
from amparo.system.rules import Can, GapReason, Level, part_of_day


def record_gap(
    *,
    area: str,
    reason: GapReason,
    at: datetime,
    kind: str = "",
    hotline: str = "",
    route: str = "",
    by: UUID | None = None,
    id: UUID | None = None,
) -> Gap:
    """Note that a service or a number was missing, by district and ISO week.

    The audit record says no more than that a gap was noted: who needed which service is the
    dossier's, and nothing here leads to it. So `by` is left out where a concern finds the gap.

    Args:
        area: the code of a district; where the district is not known, of what lies above it.
        kind: the kind of body that was wanted; or `hotline`, the number, never both.
        route: the key of the route that found nobody.
        reason: why it was missing.
        at: the moment, of which only the week is kept.
        hotline: see `kind`.
        by: who found it, unless a concern did.
        id: what it is known by where it was noted before it came here; it is made of chance.
    """
    if bool(kind) == bool(hotline):
        raise Malformed("A gap is a missing service or a silent number. Name one of them.")
    gap = Gap(
        id=id or uuid4(),
        kind=kind,
        hotline=hotline,
        area_id=area,
        week=iso_week(local(at).date()),
        reason=reason,
        route=route,
    )
    return _noted(gap, by=by, at=at)


def _noted(gap: Gap, *, by: UUID | None, at: datetime) -> Gap:
    with together():
        add_rows([gap])
        record(Can.RECORD_GAP, None, by=by, at=at)
    return gap


@transaction.atomic
def record_hotline_test(
    *, number: str, area: str, answered: bool, by: UUID | None, at: datetime
) -> HotlineTest:
    """Note that somebody tried a help line from an area, and whether a person answered."""
    if not Area.objects.filter(pk=area, level__lte=Level.DISTRICT).exists():
        raise Malformed("There is no area {area}. Choose one from the list.", area=area)
    moment = local(at)
    test = HotlineTest.objects.create(
        number=number,
        area_id=area,
        tested_on=moment.date(),
        part_of_day=part_of_day(moment),
        answered=answered,
    )
    detail = {"number": number, "area": area, "answered": "yes" if answered else "no"}
    record(Can.TEST_HOTLINE, None, by=by, at=at, detail=detail)
    return test
