"""What narrows a list of cases, and the cases of an office that fit it.

Each question starts from what is few: from the office's open duties, or from its own cases.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from amparo.desk.case_forms import LATE, MINE, TODAY, WAITING, end_of, start_of
from amparo.desk.office_areas import Chosen
from amparo.dossiers.models import Dossier, Duty, Party
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE
from amparo.rows.prepared import filled_up
from amparo.system.packs import local
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


def owing(body: UUID) -> "QuerySet[Duty]":
    return Duty.objects.open().filter(body=body)


def known(asked: Asked) -> DossierQuerySet:
    """Return the cases of the office that the reader may know of, and that fit what was chosen."""
    here = Q(parties__key=SERVICE, parties__body=asked.body)
    if asked.among is not None:
        here &= Q(parties__dossier__in=asked.among)
    return _fitting(asked).filter(here)


def known_owing(asked: Asked, **also: object) -> DossierQuerySet:
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
        chosen &= Q(pk__in=owing(body).filter(clock=said.clock).values("dossier"))
    if said.due_by:
        chosen &= Q(pk__in=owing(body).filter(due__lt=said.due_by).values("dossier"))
    return chosen
