"""What is owed, as a page shows it: without names and without kinds of violence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from amparo.desk.rules import Group, group_of
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty
from amparo.rows.prepared import filled_up, prepared
from amparo.system.packs import local, pack_by_hash

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Owed:
    """One duty in a list.

    `source` is the article or protocol that asks for it, `is_proposed` whether no law does;
    `is_far`: it is due in more than two weeks.
    """

    dossier: UUID
    number: str
    clock: str
    says: str
    source: str
    label: str
    since: datetime
    due: datetime
    held_until: datetime | None
    group: Group
    worker: str
    is_far: bool = False

    @property
    def is_proposed(self) -> bool:
        """Tell whether the clock is a local agreement and not law."""
        return self.label == "P"


def owed(duties: Iterable[Duty], at: datetime) -> list[Owed]:
    """Return open duties as rows, the soonest first."""
    end_of_today = end_of_the_day(at)
    return sorted((_row_of(_brief(duty), end_of_today, at) for duty in duties), key=_place)


def end_of_the_day(at: datetime) -> datetime:
    """Return the last second of the day that a moment is in, on the clocks of the country."""
    return local(at).replace(hour=23, minute=59, second=59)


def duties_of(dossiers: Iterable[Dossier] | Iterable[UUID]) -> list[Duty]:
    """Return what is still owed in these dossiers."""
    rows = Duty.objects.open().filter(dossier__in=dossiers)
    return list(rows.select_related("dossier", "dossier__assigned_to"))


def owed_in(dossiers: Iterable[UUID], at: datetime) -> list[Owed]:
    """Return what is still owed in some dossiers of one page, the soonest first."""
    end_of_today = end_of_the_day(at)
    rows = [_row_of(Brief(*row), end_of_today, at) for row in _open_in(filled_up(dossiers))]
    return sorted(rows, key=_place)


@prepared
def _open_in(dossiers: tuple[UUID, ...]) -> "QuerySet[Duty, tuple[Any, ...]]":
    rows = Duty.objects.open().filter(dossier__in=dossiers)
    return rows.values_list(
        "dossier",
        "dossier__number",
        "dossier__pack",
        "dossier__protocol",
        "dossier__assigned_to__display_name",
        "clock",
        "since",
        "due",
        "held_until",
    )


class Brief(NamedTuple):
    """What a list shows of a duty, as the database has it."""

    dossier: UUID
    number: str
    pack: str
    protocol: str
    worker: str | None
    clock: str
    since: datetime
    due: datetime
    held_until: datetime | None


def _brief(duty: Duty) -> Brief:
    dossier = duty.dossier
    return Brief(
        dossier.pk,
        dossier.number,
        dossier.pack_id,
        dossier.protocol,
        dossier.assigned_to.display_name if dossier.assigned_to else None,
        duty.clock,
        duty.since,
        duty.due,
        duty.held_until,
    )


def _place(row: Owed) -> tuple[datetime, str]:
    return row.due, row.number


FAR = timedelta(days=14)


def _row_of(duty: Brief, end_of_today: datetime, at: datetime) -> Owed:
    pack = pack_by_hash(duty.pack)
    clock = pack.protocols[duty.protocol].clocks[duty.clock]
    return Owed(
        dossier=duty.dossier,
        number=duty.number,
        clock=duty.clock,
        says=say(f"clock.{duty.clock}", pack),
        source=clock.source,
        label=clock.label,
        since=duty.since,
        due=duty.due,
        held_until=duty.held_until,
        group=group_of(clock, by_tonight=duty.due <= end_of_today),
        is_far=duty.due > at + FAR,
        worker=duty.worker or "",
    )
