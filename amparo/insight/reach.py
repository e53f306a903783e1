"""Who sees which published numbers: what the pack gives a role, within its own areas or office."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from amparo.insight.rules import Can
from amparo.protocols.report import Report
from amparo.system.directory import area_chain
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.reach import inside

if TYPE_CHECKING:
    from amparo.insight.models import Line, Publication  # noqa: F401
    from amparo.trust.rules import Reader

NOTHING = Q(pk__in=())


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Published periods."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep all for whoever may read reports at all; what stands in them is narrower."""
        return self.all() if reader.may(Can.SEE_REPORTS) else self.none()


class LineQuerySet(models.QuerySet["Line"]):
    """Published numbers."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep the lines that one of the reader's roles may see.

        Whose nearest told area it is, that is found by the page: here are all above the reader.
        """
        seen = NOTHING
        for report, sees, body in sights_of(reader):
            seen |= Q(report=report.key) & _within(sees, body)
        return self.filter(seen)


def sights_of(reader: "Reader") -> Iterator[tuple[Report, str, Body]]:
    """Yield each report that a role of the reader may see, how much of it, and in which body."""
    allowed = reader.bodies_where(Can.SEE_REPORTS)
    bodies = Body.objects.filter(pk__in=allowed).order_by("pk")
    if not bodies:
        return
    for body in bodies:
        roles = {f"{body.kind}:{role}" for role in reader.roles_in(body.id)}
        for report in current_pack().reports.rows.values():
            yield from ((report, each.sees, body) for each in report.seen_by if each.who in roles)


def _within(sees: str, body: Body) -> Q:
    if sees == "own":
        return Q(body=body)
    if sees == "nearest":
        return Q(area__in=area_chain(body.area_id))
    served = body.serves.all()
    return inside("area", served) | inside("body__area", served)
