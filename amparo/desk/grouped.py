"""What an office owes as an officer's first page groups it: each case once, what can hurt first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.desk.owed import Owed, end_of_the_day, owed_in
from amparo.desk.paging import Place, place_among
from amparo.desk.rules import Group, group_of, is_pressing
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import WORKED_ON
from amparo.rows.prepared import prepared
from amparo.system.packs import pack_by_hash
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIRST = 5
"""How many cases of a group stand on the first page, the soonest first.

Of those in danger all do, and of those that can wait none: they are a press away.
"""

A_PAGE = 25
"""How many stand on a page of one group."""


@dataclass(frozen=True)
class OwedCase:
    """One case in a list, under what is most urgent of all that is owed in it.

    Attributes:
        group: where it stands.
        shown: what puts it there, and all else that is dangerous or pressing.
        more: how much else is owed in it, which the file shows.
    """

    group: Group
    shown: tuple[Owed, ...]
    more: int

    @property
    def first(self) -> Owed:
        """Return the duty that the case stands in its group for."""
        return self.shown[0]


@dataclass(frozen=True)
class OwedGroup:
    """The cases under one heading: how many there are, and some of them, the soonest first."""

    group: Group
    count: int
    cases: tuple[OwedCase, ...]
    place: Place = field(default_factory=lambda: Place(1, has_next=False))

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.cases)


def by_group(reader: Reader, body: UUID, at: datetime) -> list[OwedGroup]:
    """Return the groups in the order of the first page, empty ones too, with their first cases.

    Args:
        reader: who may open what is shown.
        body: the office that owes it.
        at: the moment.
    """
    ids = _ids(reader, body, at)
    shown = {group: _first(group, found) for group, found in ids.items()}
    cases = _cases([pk for found in shown.values() for pk in found], at)
    return [
        OwedGroup(group, len(ids[group]), tuple(cases[pk] for pk in shown[group] if pk in cases))
        for group in Group
    ]


def _first(group: Group, found: list[UUID]) -> list[UUID]:
    if group == Group.DANGER:
        return found
    return [] if group == Group.LATER else found[:FIRST]


def page_of(reader: Reader, body: UUID, group: Group, number: int, at: datetime) -> OwedGroup:
    """Return a page of one group; the last one for a number beyond it."""
    found = _ids(reader, body, at)[group]
    place = place_among(number, len(found), A_PAGE)
    shown = found[place.before * A_PAGE : place.number * A_PAGE]
    cases = _cases(shown, at)
    return OwedGroup(group, len(found), tuple(cases[pk] for pk in shown if pk in cases), place)


def _cases(shown: Sequence[UUID], at: datetime) -> dict[UUID, OwedCase]:
    of_case: dict[UUID, list[Owed]] = {}
    for row in owed_in(shown, at) if shown else ():
        of_case.setdefault(row.dossier, []).append(row)
    return {pk: _case(owed, at) for pk, owed in of_case.items()}


def _case(duties: list[Owed], at: datetime) -> OwedCase:
    first, *others = sorted(duties, key=lambda row: (_ORDER[row.group], row.due))
    tonight = end_of_the_day(at)
    beside = [
        row for row in others if row.group == Group.DANGER or is_pressing(row.due, at, tonight)
    ]
    return OwedCase(first.group, (first, *beside), len(others) - len(beside))


_ORDER = {group: place for place, group in enumerate(Group)}

Brief = tuple[UUID, str, str, str, datetime]
"""Of a duty: its dossier, the pack and protocol that this follows, the clock, when it is due."""


@prepared
def _owing(reader: Reader, body: UUID) -> "QuerySet[Dossier, Brief]":
    """Ask what is still owed, the soonest first, without what only a shown row needs.

    It starts from the office's own open duties: few, where its cases of all years are many.
    """
    mine = Dossier.objects.in_full(reader).filter(protocol__in=WORKED_ON)
    open_now = mine.filter(duties__body=body, duties__done_at__isnull=True)
    briefs = open_now.order_by("duties__due", "number")
    return briefs.values_list("pk", "pack", "protocol", "duties__clock", "duties__due")


def _ids(reader: Reader, body: UUID, at: datetime) -> dict[Group, list[UUID]]:
    """Return the cases of each group, the one whose duty there is soonest first."""
    ids: dict[Group, list[UUID]] = {group: [] for group in Group}
    for pk, group in _groups(_owing(reader, body), at).items():
        ids[group].append(pk)
    return ids


def _groups(briefs: Iterable[Brief], at: datetime) -> dict[UUID, Group]:
    """Return the most urgent group of each case, the case whose duty there is soonest first."""
    end_of_today, order = end_of_the_day(at), list(Group)
    found: dict[UUID, tuple[int, datetime]] = {}
    for dossier, pack, protocol, key, due in briefs:
        place = (_group(pack, protocol, key, due <= end_of_today), due)
        before = found.get(dossier)
        if before is None or place < before:
            found[dossier] = place
    soonest = sorted(found.items(), key=lambda each: each[1])
    return {pk: order[group] for pk, (group, _due) in soonest}


@lru_cache(maxsize=1024)
def _group(pack: str, protocol: str, key: str, by_tonight: bool) -> int:  # noqa: FBT001  # by place is quicker
    """Return the place of a clock's group. A pack never changes, so each is worked out once."""
    clock = pack_by_hash(pack).protocols[protocol].clocks[key]
    return _ORDER[group_of(clock, by_tonight=by_tonight)]
