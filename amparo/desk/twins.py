"""The same paper typed twice: noticed by whoever may see the first, and never thrown away."""

from datetime import datetime
from uuid import UUID

from amparo.dossiers.actions.arrivals import REGISTERED
from amparo.dossiers.models import Dossier
from amparo.trust.rules import Reader


def twins_of(
    reader: Reader, office: UUID, area: str, stamped: datetime | None, situation: UUID
) -> tuple[Dossier, ...]:
    """Return the cases that this office typed from a paper with the same stamp, for one area.

    Whoever must not know of a case is not told that there is one.

    Args:
        reader: who asks.
        office: the body that typed it.
        area: the code of the district in which the child lives.
        stamped: the hour of the paper; without one nothing is the same.
        situation: of the paper in hand, which is no twin of itself.
    """
    if stamped is None:
        return ()
    mine = Dossier.objects.visible_to(reader).filter(protocol="case", area_id=area or None)
    typed = mine.filter(
        entries__step=REGISTERED, entries__stamped=stamped, entries__author_body_id=office
    )
    return tuple(typed.exclude(situation=situation).distinct().order_by("number"))


def twins_of_case(reader: Reader, case: Dossier) -> tuple[Dossier, ...]:
    """Return the cases that may come from the same paper as this one."""
    registered = case.entries.filter(step=REGISTERED).first()
    if registered is None or registered.author_body_id is None:
        return ()
    office, area = registered.author_body_id, case.area_id or ""
    return twins_of(reader, office, area, registered.stamped, case.situation)
