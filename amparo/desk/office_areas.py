"""The districts that a list of an office's cases can be narrowed to: those that the office serves.

They come from the office itself and not from its cases, of which there may be very many.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from amparo.rows.prepared import prepared
from amparo.system.models import Area
from amparo.system.reach import inside
from amparo.system.rules import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 120
"""So many areas are still a list to choose from. Where there are more, larger ones are offered."""

ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class OfficeAreas:
    """The areas that are offered, by name, and those that the office serves."""

    offered: tuple[tuple[str, str, int], ...]
    served: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return what is offered on a page, and last whatever lies in none of these."""
        areas = sorted(((code, name) for code, name, _level in self.offered), key=_name)
        return [*areas, (ELSEWHERE, _("another district"))]

    def narrows_to(self, code: str) -> "Chosen":
        """Return what a choice keeps."""
        if not code:
            return Chosen()
        if code == ELSEWHERE:
            return Chosen(beyond=self.served)
        is_district = any(
            area == code and level == Level.DISTRICT for area, _, level in self.offered
        )
        return Chosen(district=code) if is_district else Chosen(within=code)


@dataclass(frozen=True)
class Chosen:
    """One district, a larger area, or what lies beyond some; all, where nothing is given."""

    district: str | None = None
    within: str | None = None
    beyond: tuple[str, ...] = ()

    @property
    def condition(self) -> Q:
        """Return the condition on a dossier."""
        if self.beyond:
            return Q(area__isnull=True) | ~inside("area", list(self.beyond))
        if self.within:
            return inside("area", [self.within])
        return Q(area=self.district) if self.district else Q()


def areas_of(body: UUID) -> OfficeAreas:
    """Return the areas of an office: its districts, or larger areas where these are too many."""
    served = tuple(_served(body))
    offered = served
    while not all(level == Level.DISTRICT for _code, _name, level in offered):
        parts = _parts(tuple(code for code, _name, _level in offered))
        whole = (row for row in offered if row[2] == Level.DISTRICT)
        finer = dict.fromkeys((*whole, *parts))
        if not parts or len(finer) > MOST:
            break
        offered = tuple(finer)
    return OfficeAreas(offered, tuple(code for code, _name, _level in served))


@prepared
def _served(body: UUID) -> "QuerySet[Area, tuple[str, str, int]]":
    return Area.objects.filter(served_by=body).values_list("code", "name", "level")


@prepared
def _parts(areas: tuple[str, ...]) -> "QuerySet[Area, tuple[str, str, int]]":
    return Area.objects.filter(parent__in=areas).values_list("code", "name", "level")


def _name(choice: tuple[str, str]) -> str:
    return choice[1]
