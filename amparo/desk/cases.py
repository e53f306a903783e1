"""Lists of cases, a page of each, and their rows without kinds of violence.

What an office still owes something in comes first, the soonest first; then all others. The first
is found among what is owed, which is little, and the second in the order of the index: a page costs
the same however many cases an office has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, Value

from amparo.desk.addresses import address_of
from amparo.desk.hats import Hat
from amparo.desk.narrowing import Asked, known, known_owing, owing
from amparo.desk.owed import Owed, owed_in
from amparo.desk.paging import Place, place_among
from amparo.desk.wording import say
from amparo.dossiers.actions.searching import not_yet_opened
from amparo.dossiers.models import Dossier, NameIndex
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import Can
from amparo.rows.prepared import prepared
from amparo.system.packs import current_pack, pack_by_hash

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Rows = QuerySet[Dossier, tuple[Any, ...]]
    Ones = QuerySet[Dossier, int]

A_PAGE = 25
MOST_COUNTED = 200
"""Beyond that a list says that there are more, and not how many."""


class Listed(NamedTuple):
    """A case as the database has it."""

    id: UUID
    number: str
    pack: str
    state: str
    opened_at: datetime
    area: str | None
    worker: str | None
    next_due: datetime | None


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `owed` is the soonest of what is owed in it, `name` only where asked."""

    case: Listed
    state: str
    owed: Owed | None
    name: str

    @property
    def url(self) -> str:
        """Return where it is read."""
        return address_of("desk:dossier", self.case.id)


@dataclass(frozen=True)
class CasePage:
    """A page of a list. `count` is of all, or `MOST_COUNTED` where there are `more` than that."""

    cases: tuple[Listed, ...]
    count: int
    more: bool
    place: Place


def is_of_office(hat: Hat) -> bool:
    """Tell whether this hat sees the whole office, as duties only and without a name."""
    return Can.SUPERVISE in hat.can


def page_of(asked: Asked, number: int) -> CasePage:
    """Return a page of a list, the last one for a number beyond it; the first is 1."""
    named = None if asked.values is None else _found(asked)
    counted = len(_counted(asked, MOST_COUNTED + 1) if named is None else named)
    count, more = min(counted, MOST_COUNTED), counted > MOST_COUNTED
    number = number if more else place_among(number, count, A_PAGE).number
    first, many = (number - 1) * A_PAGE, A_PAGE + 1
    found = _in_order(asked, first, many) if named is None else named[first : first + many]
    if number > 1 and not found:
        return page_of(asked, 1)
    place = Place(number, len(found) > A_PAGE, 0 if more else -(-count // A_PAGE))
    return CasePage(tuple(Listed(*row) for row in found[:A_PAGE]), count, more, place)


def unopened(asked: Asked) -> int:
    """Return how many cases a name can't find yet, and at most one more than are counted."""
    clocks = _clocks_until_opened()
    most = MOST_COUNTED + 1
    return len(_waiting(asked, clocks, most) if clocks else _unopened(asked, most))


def districts_in(asked: Asked) -> Iterator[str | None]:
    """Yield the districts of a list's cases, once somebody wants them: that asks for all of it."""
    yield from _districts(asked)


def rows_of(cases: Sequence[Listed], names: Mapping[UUID, str], at: datetime) -> list[CaseRow]:
    """Return cases as a list shows them."""
    soonest: dict[UUID, Owed] = {}
    for row in owed_in([case.id for case in cases], at) if cases else ():
        soonest.setdefault(row.dossier, row)
    return [
        CaseRow(
            case=case,
            state=say(f"state.case.{case.state}", pack_by_hash(case.pack)),
            owed=soonest.get(case.id),
            name=names.get(case.id, ""),
        )
        for case in cases
    ]


@prepared
def _districts(asked: Asked) -> "QuerySet[Dossier, str | None]":
    return known(asked).order_by().values_list("area", flat=True).distinct()


@prepared
def _counted(asked: Asked, most: int) -> "Ones":
    """Ask for so many and no more; the index of an office's cases gives them one by one."""
    return known(asked).values_list(Value(1), flat=True)[:most]


def _found(asked: Asked) -> list[tuple[Any, ...]]:
    """Return what a name finds, the likeliest first, then what is due soonest."""
    shared = Counter(_named(asked.body, asked.values or ()))

    def place(row: tuple[Any, ...]) -> tuple[Any, ...]:
        case = Listed(*row)
        return -shared[case.id], case.next_due is None, case.next_due, case.number

    return sorted(_among(asked.only(shared)), key=place)


@prepared
def _among(asked: Asked) -> "Rows":
    return _rows(known(asked))


@prepared
def _named(body: UUID, values: tuple[str, ...]) -> "QuerySet[NameIndex, UUID]":
    rows = NameIndex.objects.filter(body=body, value__in=values)
    return rows.values_list("dossier", flat=True)


def _in_order(asked: Asked, first: int, many: int) -> list[tuple[Any, ...]]:
    """Return a page: what something is owed in, and after the last of these all others."""
    owed = _owed(asked, first, many)
    if len(owed) == many:
        return owed
    before = first + len(owed) if owed or not first else len(_all_owed(asked))
    return [*owed, *_settled(asked, max(0, first - before), many - len(owed))]


@prepared
def _owed(asked: Asked, first: int, many: int) -> "Rows":
    in_order = F("next_due").asc(nulls_last=True), "number"
    return _page(known_owing(asked).distinct().order_by(*in_order), first, many)


@prepared
def _all_owed(asked: Asked) -> "QuerySet[Dossier, UUID]":
    return known_owing(asked).values_list("pk", flat=True).distinct()


@prepared
def _settled(asked: Asked, first: int, many: int) -> "Rows":
    settled = known(asked).filter(~Q(pk__in=owing(asked.body).values("dossier")))
    return _page(settled.order_by("parties__dossier"), first, many)


@prepared
def _unopened(asked: Asked, most: int) -> "Ones":
    return not_yet_opened(known(asked), asked.body).values_list(Value(1), flat=True)[:most]


@prepared
def _waiting(asked: Asked, clocks: tuple[str, ...], most: int) -> "QuerySet[Dossier, UUID]":
    """Ask the same among what owes one of these, as all does that nobody has opened."""
    owing = not_yet_opened(known_owing(asked, duties__clock__in=clocks), asked.body)
    return owing.values_list("pk", flat=True).distinct()[:most]


def _clocks_until_opened() -> tuple[str, ...]:
    """Return the clocks of which one runs in every case that nobody has opened; none if none is."""
    clocks = current_pack().protocols["case"].clocks.values()
    waits = (each for each in clocks if "arrive" in each.start and "open" in each.until)
    return tuple(each.key for each in waits if not each.when)


def _rows(cases: DossierQuerySet) -> "Rows":
    named = ("pk", "number", "pack", "state", "opened_at", "area__name")
    return cases.values_list(*named, "assigned_to__display_name", "next_due")


def _page(cases: DossierQuerySet, first: int, many: int) -> "Rows":
    return _rows(cases)[first : first + many]
