"""What is owed, as a page shows it: without names and without kinds of violence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.rules import Group, group_of
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty
from amparo.system.packs import local, pack_by_hash


@dataclass(frozen=True)
class Owed:
    """One duty in a list.

    `source` is the article or protocol that asks for it, `is_proposed` whether no law does.
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

    @property
    def is_proposed(self) -> bool:
        """Tell whether the clock is a local agreement and not law."""
        return self.label == "P"


def owed(duties: Iterable[Duty], at: datetime) -> list[Owed]:
    """Return open duties as rows, the soonest first."""
    end_of_today = local(at).replace(hour=23, minute=59, second=59)
    rows = [_row(duty, end_of_today) for duty in duties]
    return sorted(rows, key=lambda row: (row.due, row.number))


def duties_of(dossiers: "Iterable[Dossier]") -> list[Duty]:
    """Return what is still owed in these dossiers."""
    rows = Duty.objects.open().filter(dossier__in=dossiers)
    return list(rows.select_related("dossier", "dossier__assigned_to"))


def by_group(rows: Iterable[Owed]) -> list[tuple[Group, list[Owed]]]:
    """Return rows under their groups, in the order of the first page; empty groups too."""
    known = list(rows)
    return [(group, [row for row in known if row.group == group]) for group in Group]


def _row(duty: Duty, end_of_today: datetime) -> Owed:
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
        worker=dossier.assigned_to.display_name if dossier.assigned_to else "",
    )
