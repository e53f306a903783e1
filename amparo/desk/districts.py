"""Finds the district that somebody named in words, however they wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.forms.values import Values, to_text
from amparo.sealing.names import normal_name
from amparo.system.models import Area
from amparo.system.rules import Level

OTHER, NAMED = "other", "other_district"


@dataclass(frozen=True)
class District:
    """A district, said so that two of the same name differ."""

    code: str
    name: str
    province: str
    region: str


def districts_called(text: str) -> tuple[District, ...]:
    """Return the districts that a text may mean: `district`, or `district, province`."""
    wanted = [normal_name(part) for part in text.split(",")]
    known = Area.objects.filter(level=Level.DISTRICT, valid_to__isnull=True)
    found = [
        District(area.code, area.name, area.parent.name, area.parent.parent.name)
        for area in known.select_related("parent__parent").order_by("code")
        if area.parent and area.parent.parent and normal_name(area.name) == wanted[0]
    ]
    return tuple(
        each
        for each in found
        if len(wanted) == 1
        or wanted[1] in {"", normal_name(each.province), normal_name(each.region)}
    )


def district_of(values: Values, chosen: Sequence[str], ours: str) -> str:
    """Return the code of the district that a concern is about.

    Where it is not known, it is ours: somebody there reads it and passes it on.
    """
    if values.get("home_district") != OTHER:
        return ours
    found = [each.code for each in districts_called(to_text(values.get(NAMED, "")))]
    meant = [code for code in found if code in chosen or len(found) == 1]
    return meant[0] if meant else ours


def area_name(code: str) -> str:
    """Return what people call an area; three dots to be filled in by whoever speaks, if unknown."""
    return Area.objects.filter(pk=code).values_list("name", flat=True).first() or "…"
