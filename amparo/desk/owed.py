"""What is owed, as a page shows it: without names and without kinds of violence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amparo.desk.rules import Group, group_of
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty
from amparo.system.packs import local, pack_by_hash


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
    end_of_today = local(at).replace(hour=23, minute=59, second=59)
    rows = [_row(duty, end_of_today, at) for duty in duties]
    return sorted(rows, key=lambda row: (row.due, row.number))


def duties_of(dossiers: "Iterable[Dossier]") -> list[Duty]:
    """Return what is still owed in these dossiers."""
    rows = Duty.objects.open().filter(dossier__in=dossiers)
    return list(rows.select_related("dossier", "dossier__assigned_to"))


@dataclass(frozen=True)
class OwedCase:
    """One case in a list, under what is most urgent of all that is owed in it."""

    group: Group
    duties: tuple[Owed, ...]

    @property
    def first(self) -> Owed:
        """Return the duty that the case stands in its group for."""
        return self.duties[0]

    @property
    def near(self) -> tuple[Owed, ...]:
        """Return what a list shows: the first, and whatever is not far off."""
        return tuple(row for row in self.duties if row is self.first or not row.is_far)

    @property
    def far(self) -> int:
        """Return how much more is owed later."""
        return len(self.duties) - len(self.near)


def by_group(rows: Iterable[Owed]) -> list[tuple[Group, list[OwedCase]]]:
    """Return each case once, in the most urgent group that one of its duties is in.

    The groups come in the order of the first page, empty ones too; within one, the soonest first.
    """
    of_case: dict[UUID, list[Owed]] = {}
    for row in rows:
        of_case.setdefault(row.dossier, []).append(row)
    cases = [_case(owed) for owed in of_case.values()]
    return [(group, [case for case in cases if case.group == group]) for group in Group]


def _case(duties: list[Owed]) -> OwedCase:
    order = list(Group)
    urgent_first = sorted(duties, key=lambda row: (order.index(row.group), row.due))
    return OwedCase(urgent_first[0].group, tuple(urgent_first))


FAR = timedelta(days=14)


def _row(duty: Duty, end_of_today: datetime, at: datetime) -> Owed:
    dossier = duty.dossier
    pack = pack_by_hash(dossier.pack_id)
    clock = pack.protocols[dossier.protocol].clocks[duty.clock]
    return Owed(
        dossier=dossier.pk,
        number=dossier.number,
        clock=duty.clock,
        says=say(f"clock.{duty.clock}", pack),
        source=clock.source,
        label=clock.label,
        since=duty.since,
        due=duty.due,
        held_until=duty.held_until,
        group=group_of(clock, duty.due, end_of_today),
        is_far=duty.due > at + FAR,
        worker=dossier.assigned_to.display_name if dossier.assigned_to else "",
    )
