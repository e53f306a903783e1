"""Lists of cases: whose they are, what narrows them, and their rows without kinds of violence.

What an office still owes something in comes first, the soonest first; then all others. The first
is found among what is owed, which is little, and the second in the order of the index: a page costs
the same however many cases an office has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery, Value

from amparo.desk.case_forms import LATE, MINE, TODAY, WAITING, end_of, start_of
from amparo.desk.hats import Hat
from amparo.desk.office_areas import Chosen
from amparo.desk.owed import Owed, owed_in
from amparo.desk.paging import Place, place_among
from amparo.desk.wording import say
from amparo.dossiers.actions.searching import not_yet_opened
from amparo.dossiers.models import Dossier, Duty, NameIndex
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE, Can
from amparo.rows.prepared import prepared
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.rules import Reader

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


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `owed` is the soonest of what is owed in it, `name` only where asked."""

    case: Listed
    state: str
    owed: Owed | None
    name: str


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

    `values`: the blind values of a name that is looked for; None where none is.
    """

    reader: Reader
    body: UUID
    is_office: bool
    narrowed: Narrowed = field(default_factory=Narrowed)
    values: tuple[str, ...] | None = None

    @property
    def of_all(self) -> "Asked":
        """Return the same without a name."""
        return replace(self, values=None)


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
    named = [] if asked.values is None else _found(asked, 0, MOST_COUNTED + 1)
    counted = len(_counted(asked, MOST_COUNTED + 1) if asked.values is None else named)
    count, more = min(counted, MOST_COUNTED), counted > MOST_COUNTED
    number = number if more else place_among(number, count, A_PAGE).number
    first, many = (number - 1) * A_PAGE, A_PAGE + 1
    found = named[first : first + many]
    if asked.values is None:
        found = _in_order(asked, first, many)
    elif more:
        found = _found(asked, first, many)
    if number > 1 and not found:
        return page_of(asked, 1)
    place = Place(number, len(found) > A_PAGE, 0 if more else -(-count // A_PAGE))
    return CasePage(tuple(Listed(*row) for row in found[:A_PAGE]), count, more, place)


def unopened(asked: Asked) -> int:
    """Return how many cases a name can't find yet, and at most one more than are counted."""
    ask = _waiting if _waits_to_be_opened() else _unopened
    return len(ask(asked, MOST_COUNTED + 1))


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
    return _known(asked).order_by().values_list("area", flat=True).distinct()


@prepared
def _counted(asked: Asked, most: int) -> "Ones":
    """Ask for so many and no more; the index of an office's cases gives them one by one."""
    return _known(asked).values_list(Value(1), flat=True)[:most]


@prepared
def _found(asked: Asked, first: int, many: int) -> "Rows":
    """Ask for a page of what a name finds, the likeliest first."""
    same = _same(asked).filter(dossier=OuterRef("pk")).order_by().values("dossier")
    shared = Subquery(same.annotate(shared=Count("pk")).values("shared"))
    soonest = F("next_due").asc(nulls_last=True)
    return _page(
        _known(asked).alias(shared=shared).order_by("-shared", soonest, "number"), first, many
    )


def _in_order(asked: Asked, first: int, many: int) -> list[tuple[Any, ...]]:
    """Return a page: what something is owed in, and after the last of these all others."""
    owed = _owed(asked, first, many)
    if len(owed) == many:
        return owed
    before = first + len(owed) if owed or not first else len(_all_owed(asked))
    return [*owed, *_settled(asked, max(0, first - before), many - len(owed))]


@prepared
def _owed(asked: Asked, first: int, many: int) -> "Rows":
    owed = _known(asked).filter(pk__in=_owing(asked.body).values("dossier"))
    return _page(owed.order_by(F("next_due").asc(nulls_last=True), "number"), first, many)


@prepared
def _all_owed(asked: Asked) -> "Ones":
    return (
        _known(asked)
        .filter(pk__in=_owing(asked.body).values("dossier"))
        .values_list(Value(1), flat=True)
    )


@prepared
def _settled(asked: Asked, first: int, many: int) -> "Rows":
    settled = _known(asked).filter(~Q(pk__in=_owing(asked.body).values("dossier")))
    return _page(settled.order_by("parties__dossier"), first, many)


@prepared
def _unopened(asked: Asked, most: int) -> "Ones":
    return not_yet_opened(_known(asked), asked.body).values_list(Value(1), flat=True)[:most]


@prepared
def _waiting(asked: Asked, most: int) -> "Ones":
    """Ask the same, where something is owed in all that nobody has opened."""
    owed = _known(asked).filter(pk__in=_owing(asked.body).values("dossier"))
    return not_yet_opened(owed, asked.body).values_list(Value(1), flat=True)[:most]


def _waits_to_be_opened() -> bool:
    """Tell whether something is owed in every case that nobody has opened, as the pack says."""
    clocks = current_pack().protocols["case"].clocks.values()
    return any("arrive" in each.start and "open" in each.until and not each.when for each in clocks)


def _page(cases: DossierQuerySet, first: int, many: int) -> "Rows":
    named = ("pk", "number", "pack", "state", "opened_at", "area__name")
    return cases.values_list(*named, "assigned_to__display_name")[first : first + many]


def _owing(body: UUID) -> "QuerySet[Duty]":
    return Duty.objects.open().filter(body=body)


def _same(asked: Asked) -> "QuerySet[NameIndex]":
    return NameIndex.objects.filter(body=asked.body, value__in=asked.values or ())


def _known(asked: Asked) -> DossierQuerySet:
    """Return the cases of the office that the reader may know of, and that fit what was chosen."""
    sees = Dossier.objects.under_supervision_of if asked.is_office else Dossier.objects.in_full
    cases = sees(asked.reader).filter(
        _chosen(asked.narrowed, asked.body),
        protocol="case",
        parties__key=SERVICE,
        parties__body=asked.body,
    )
    if asked.values is None:
        return cases
    return cases.filter(pk__in=_same(asked).values("dossier"))


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
