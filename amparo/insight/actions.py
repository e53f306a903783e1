"""Publish the numbers of a period, once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.canonical import canonical_json, sha256
from amparo.base.ids import new_id
from amparo.insight.models import Line, Publication
from amparo.insight.periods import HALF_YEAR, Period
from amparo.insight.printing import Printed, lines_of
from amparo.insight.problems import NotAPeriod, NotOverYet
from amparo.insight.rules import Can
from amparo.system.packs import current_pack


@transaction.atomic
def publish_report(period: Period, *, by: UUID | None, at: datetime) -> Publication:
    """Publish all reports of a period that is over; published once, it stays as it is.

    What is corrected, erased, reopened or comes late afterwards changes nothing in it: comparing
    two printings would show what changed. What comes late counts in the period in which it came.

    Raises:
        NotAPeriod: the country publishes periods of another length.
        NotOverYet: it is not over.
    """
    pack = current_pack()
    if (pack.reports.period == HALF_YEAR) != bool(period.half):
        raise NotAPeriod
    if at < period.ends(pack.calendar.zone):
        raise NotOverYet
    published = Publication.objects.filter(period=period.key).first()
    if published is not None:
        return published
    lines = lines_of(pack, period)
    publication = new_id(at)
    kept = record(
        Can.PUBLISH_REPORT,
        publication,
        by=by,
        at=at,
        detail={"period": period.key, "pack": pack.hash},
        commits=sha256(canonical_json([_said(line) for line in lines])),
    )
    published = Publication.objects.create(
        id=publication, period=period.key, pack_id=pack.hash, at=at, by_id=by, record=kept
    )
    _keep(published, lines)
    return published


def _keep(published: Publication, lines: Sequence[Printed]) -> None:
    Line.objects.bulk_create(
        Line(
            publication=published,
            report=line.report,
            area_id=line.area,
            body_id=line.body,
            answer=line.answer,
            shown=line.count.shown,
            share=line.share.value,
            staff=line.staff,
            silent=list(line.silent),
            causes=list(line.causes),
        )
        for line in lines
    )


def _said(line: Printed) -> list[object]:
    where = line.area or str(line.body)
    said = [line.report, where, line.answer, line.count.shown or 0, line.share.value]
    return [*said, line.staff, list(line.silent), list(line.causes)]
