"""Lists of cases: whose they are, what narrows them, and in what order they come.

What an office still owes something in comes first, the soonest first; then all others. The first
is found among what is owed, which is little, and the second in the order of the index: a page costs
the same however many cases an office has.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Value

from amparo.desk.case_forms import LATE, MINE, TODAY, WAITING, end_of, start_of
from amparo.desk.case_rows import Listed
from amparo.desk.hats import Hat
from amparo.desk.office_areas import Chosen
from amparo.desk.paging import Place, place_among
from amparo.dossiers.actions.searching import not_yet_opened
from amparo.dossiers.models import Dossier, Duty, NameIndex, Party
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE, Can
from amparo.rows.prepared import filled_up, prepared
from amparo.system.packs import current_pack, local
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Rows = QuerySet[Dossier, tuple[Any, ...]]
    Ones = QuerySet[Dossier, int]

A_PAGE = 25
MOST_COUNTED = 200
"""Beyond that a list says that there are more, and not how many."""


@dataclass(frozen=True)
class Narrowed:
    """What a list keeps. `due_by`: owes something by then; `is_waiting`: nobody has it yet."""

    numbers: tuple[str, ...] = ()
    area: Chosen = field(default_factory=Chosen)
    state: str | None = None
    clock: str | None = None
    due_by: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_waiting: bool = False
    worker: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """Whose list it is, of which office, and what it keeps.

    `values`: the blind values of a name that is looked for; None where none is. `among`: of these
    cases only, however often one is named.
    """

    reader: Reader
    body: UUID
    is_office: bool
    narrowed: Narrowed = field(default_factory=Narrowed)
    values: tuple[str, ...] | None = None
    among: tuple[UUID, ...] | None = None

    @property
    def of_all(self) -> "Asked":
        """Return the same without a name."""
        return replace(self, values=None)

    def only(self, cases: Collection[UUID]) -> "Asked":
        """Return what is asked of these cases, found before: whatever else, they are few."""
        return replace(self, values=None, among=filled_up(cases))


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


def narrowed_to(said: Mapping[str, Any], area: Chosen, reader: Reader, at: datetime) -> Narrowed:
    """Return what was chosen, with its moments worked out."""
    clock, worker = said.get("clock") or None, said.get("worker") or None
    due_by = {LATE: at, TODAY: end_of(local(at).date(), at)}.get(clock or "")
    named = UUID(worker) if worker and worker not in {WAITING, MINE} else None
    return Narrowed(
        numbers=tuple(said.get("number") or ()),
        area=area,
        state=said.get("state") or None,
        clock=None if due_by else clock,
        due_by=due_by,
        since=start_of(said["since"], at) if said.get("since") else None,
        until=end_of(said["until"], at) if said.get("until") else None,
        is_waiting=worker == WAITING,
        worker=reader.account_id if worker == MINE else named,
    )


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


@prepared
def _districts(asked: Asked) -> "QuerySet[Dossier, str | None]":
    return _known(asked).order_by().values_list("area", flat=True).distinct()


@prepared
def _counted(asked: Asked, most: int) -> "Ones":
    """Ask for so many and no more; the index of an office's cases gives them one by one."""
    return _known(asked).values_list(Value(1), flat=True)[:most]


def _found(asked: Asked) -> list[tuple[Any, ...]]:
    """Return what a name finds, the likeliest first, then what is due soonest."""
    shared = Counter(_named(asked.body, asked.values or ()))

    def place(row: tuple[Any, ...]) -> tuple[Any, ...]:
        case = Listed(*row)
        return -shared[case.id], case.next_due is None, case.next_due, case.number

    return sorted(_among(asked.only(shared)), key=place)


@prepared
def _among(asked: Asked) -> "Rows":
    return _rows(_known(asked))


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
    return _page(_known_owing(asked).distinct().order_by(*in_order), first, many)


@prepared
def _all_owed(asked: Asked) -> "QuerySet[Dossier, UUID]":
    return _known_owing(asked).values_list("pk", flat=True).distinct()


@prepared
def _settled(asked: Asked, first: int, many: int) -> "Rows":
    settled = _known(asked).filter(~Q(pk__in=_owing(asked.body).values("dossier")))
    return _page(settled.order_by("parties__dossier"), first, many)


@prepared
def _unopened(asked: Asked, most: int) -> "Ones":
    return not_yet_opened(_known(asked), asked.body).values_list(Value(1), flat=True)[:most]


@prepared
def _waiting(asked: Asked, clocks: tuple[str, ...], most: int) -> "QuerySet[Dossier, UUID]":
    """Ask the same among what owes one of these, as all does that nobody has opened."""
    owing = not_yet_opened(_known_owing(asked, duties__clock__in=clocks), asked.body)
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


def _owing(body: UUID) -> "QuerySet[Duty]":
    return Duty.objects.open().filter(body=body)


def _known(asked: Asked) -> DossierQuerySet:
    """Return the cases of the office that the reader may know of, and that fit what was chosen."""
    here = Q(parties__key=SERVICE, parties__body=asked.body)
    if asked.among is not None:
        here &= Q(parties__dossier__in=asked.among)
    return _fitting(asked).filter(here)


def _known_owing(asked: Asked, **also: object) -> DossierQuerySet:
    """Return those of them that owe something, once for each duty, found from the open duties.

    Were the office's parties joined, a database would start from these: from all cases it ever had.
    """
    works = Party.objects.filter(key=SERVICE, body=asked.body, dossier=OuterRef("pk"))
    running = {"duties__body": asked.body, "duties__done_at__isnull": True}
    return _fitting(asked).filter(Exists(works), **running, **also)


def _fitting(asked: Asked) -> DossierQuerySet:
    sees = Dossier.objects.under_supervision_of if asked.is_office else Dossier.objects.in_full
    return sees(asked.reader).filter(_chosen(asked.narrowed, asked.body), protocol="case")


def _chosen(said: Narrowed, body: UUID) -> Q:
    """Return the condition on a case that fits all that was chosen."""
    chosen = said.area.condition
    if said.numbers:
        chosen &= Q(number__in=said.numbers)
    if said.state:
        chosen &= Q(state=said.state)
    if said.since:
        chosen &= Q(opened_at__gte=said.since)
    if said.until:
        chosen &= Q(opened_at__lt=said.until)
    if said.is_waiting:
        chosen &= Q(assigned_to__isnull=True)
    if said.worker:
        chosen &= Q(assigned_to=said.worker) | Q(deputy=said.worker)
    if said.clock:
        chosen &= Q(pk__in=_owing(body).filter(clock=said.clock).values("dossier"))
    if said.due_by:
        chosen &= Q(pk__in=_owing(body).filter(due__lt=said.due_by).values("dossier"))
    return chosen
