"""Load the areas of a country."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.system.areas import AreaRow
from amparo.system.models import Area
from amparo.system.rules import Can, Counted

CHANGEABLE = ("name", "level", "parent_id", "valid_from", "valid_to", "source")


@transaction.atomic
def load_areas(rows: Iterable[AreaRow], *, source: str, by: UUID | None, at: datetime) -> Counted:
    """Bring the table of areas to what a list says; loading it again changes nothing.

    An area that the list no longer has stays, since bodies and dossiers may lie in it: a list
    ends an area by its `valid_to`.

    Args:
        rows: as `areas.read_areas` gives them, those above before those within.
        source: where the list comes from, and under which licence.
        by: who loads it; None from the command line.
        at: the moment.
    """
    known = Area.objects.in_bulk()
    wanted = [_area(row, source) for row in rows]
    new = [area for area in wanted if area.code not in known]
    changed = [area for area in wanted if area.code in known and not _same(area, known[area.code])]
    Area.objects.bulk_create(new)
    Area.objects.bulk_update(changed, CHANGEABLE, batch_size=200)
    counted = Counted(len(new), len(changed), len(wanted) - len(new) - len(changed))
    if new or changed:
        detail = {"added": str(counted.added), "changed": str(counted.changed)}
        record(Can.LOAD_AREAS, None, by=by, at=at, detail=detail)
    return counted


def _area(row: AreaRow, source: str) -> Area:
    return Area(
        code=row.code,
        name=row.name,
        level=row.level,
        parent_id=row.parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=source,
    )


def _same(one: Area, other: Area) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CHANGEABLE)
