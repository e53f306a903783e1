"""Looking at who looked: it leaves a trace of its own, before anything is shown."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from amparo.audit.actions import record_reading
from amparo.audit.models import Record, RecordQuerySet
from amparo.dossiers.models import NameShown
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import Can

READINGS = (
    Can.READ_DOSSIER,
    Can.OPEN_CALL_BACK,
    Can.LOOK_FOR_EARLIER,
    Can.PRINT_LETTER,
    Can.PRINT_FILE,
    Can.PRINT_COPY,
)
"""What was done to a dossier by opening it, and not by writing in it."""


def look_at_readings(
    dossiers: DossierQuerySet, body: UUID, *, by: UUID, at: datetime
) -> RecordQuerySet:
    """Return who opened what of an office's dossiers, the newest first.

    Args:
        dossiers: what the caller may supervise.
        body: the office that they belong to.
        by: who looks.
        at: the moment.
    """
    record_reading(Can.SEE_READINGS, body, by=by, at=at)
    opened = Record.objects.about(dossiers.values_list("pk", flat=True)).filter(can__in=READINGS)
    listed = NameShown.objects.filter(dossier__in=dossiers.values("pk"))
    shown = Record.objects.filter(pk__in=listed.values("record"))
    return (opened | shown).order_by("-at", "-pk")


def shown_in(records: Iterable[Record]) -> Mapping[UUID, tuple[UUID, ...]]:
    """Return which dossiers each record of a list of names stands for."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    rows = NameShown.objects.filter(record__in=[each.pk for each in records])
    for record, dossier in rows.order_by("pk").values_list("record", "dossier"):
        found[record] = (*found.get(record, ()), dossier)
    return found
