"""What is owed, as a page shows it: without names and without kinds of violence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amparo.desk.rules import Group, group_of
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.reach import DossierQuerySet
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
    end_of_today = _end_of_today(at)
    rows = [_row(duty, end_of_today, at) for duty in duties]
    return sorted(rows, key=lambda row: (row.due, row.number))


def _end_of_today(at: datetime) -> datetime:
    return local(at).replace(hour=23, minute=59, second=59)


def duties_of(dossiers: Iterable[Dossier] | Iterable[UUID]) -> list[Duty]:
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


@dataclass(frozen=True)
class OwedGroup:
    """The cases under one heading: how many there are, and the soonest of them."""

    group: Group
    count: int
    cases: tuple[OwedCase, ...]

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.cases)


MOST_SHOWN = 25
SHOWN: Mapping[Group, int | None] = {Group.DANGER: None}
"""How many cases of a group stand on a page, the soonest first; of those in danger, all."""


def by_group(mine: DossierQuerySet, body: UUID, at: datetime) -> list[OwedGroup]:
    """Return each case once, in the most urgent group that one of its duties is in.

    The groups come in the order of the first page, empty ones too; within one, the soonest first.

    Args:
        mine: the dossiers of which duties are shown.
        body: the office that owes them.
        at: the moment.
    """
    group_of_case = _groups(_owing(mine, body), at)
    ids = {group: [pk for pk, its in group_of_case.items() if its == group] for group in Group}
    shown = [pk for group, found in ids.items() for pk in found[: SHOWN.get(group, MOST_SHOWN)]]
    of_case: dict[UUID, list[Owed]] = {}
    for row in owed(duties_of(shown), at):
        of_case.setdefault(row.dossier, []).append(row)
    cases = [_case(owed) for owed in of_case.values()]
    return [
        OwedGroup(group, len(ids[group]), tuple(case for case in cases if case.group == group))
        for group in Group
    ]


Brief = tuple[UUID, str, str, str, datetime]
"""Of a duty: its dossier, the pack and protocol that this follows, the clock, when it is due."""


def _owing(mine: DossierQuerySet, body: UUID) -> list[Brief]:
    """Return what is still owed, the soonest first, without what only a shown row needs.

    It starts from the office's own open duties: few, where its cases of all years are many.
    """
    open_now = Duty.objects.open().filter(body=body).order_by("due", "dossier__number")
    briefs = list(
        open_now.values_list("dossier", "dossier__pack", "dossier__protocol", "clock", "due")
    )
    ids = list({brief[0] for brief in briefs})
    seen = {
        pk
        for start in range(0, len(ids), AT_ONCE)
        for pk in mine.filter(pk__in=ids[start : start + AT_ONCE]).values_list("pk", flat=True)
    }
    return [brief for brief in briefs if brief[0] in seen]


AT_ONCE = 5000
"""How many ids stand in one question to the database."""


def _groups(briefs: Iterable[Brief], at: datetime) -> dict[UUID, Group]:
    """Return the most urgent group of each case, the case whose duty there is soonest first."""
    end_of_today, order = _end_of_today(at), list(Group)
    found: dict[UUID, tuple[int, datetime]] = {}
    for dossier, pack, protocol, key, due in briefs:
        clock = pack_by_hash(pack).protocols[protocol].clocks[key]
        group = order.index(group_of(clock, due, end_of_today))
        found[dossier] = min(found.get(dossier, (group, due)), (group, due))
    return {pk: order[group] for pk, (group, _due) in found.items()}


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
