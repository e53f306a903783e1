"""Lists of cases: whose they are, what narrows them, and their rows without kinds of violence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from amparo.desk.case_forms import LATE, MINE, TODAY, WAITING, end_of, start_of
from amparo.desk.hats import Hat
from amparo.desk.owed import Owed, duties_of, owed
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE, Can
from amparo.system.packs import local, pack_by_hash
from amparo.trust.rules import Reader

A_PAGE = 25


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `owed` is the soonest of what is owed in it, `name` only where asked."""

    case: Dossier
    state: str
    owed: Owed | None
    name: str


def is_of_office(hat: Hat) -> bool:
    """Tell whether this hat sees the whole office, as duties only and without a name."""
    return Can.SUPERVISE in hat.can


def cases_for(reader: Reader, hat: Hat) -> DossierQuerySet:
    """Return the cases of the hat's office that its wearer may know of."""
    known = Dossier.objects.under_supervision_of(reader)
    if not is_of_office(hat):
        known = Dossier.objects.in_full(reader)
    return known.filter(protocol="case", parties__key=SERVICE, parties__body=hat.body)


def narrowed(
    cases: DossierQuerySet, said: Mapping[str, Any], hat: Hat, reader: Reader, at: datetime
) -> DossierQuerySet:
    """Keep the cases that fit all that was chosen."""
    chosen = Q()
    if said.get("number"):
        chosen &= Q(number__in=said["number"])
    if said.get("area"):
        chosen &= Q(area=said["area"])
    if said.get("state"):
        chosen &= Q(state=said["state"])
    if said.get("clock"):
        chosen &= Q(_owing(said["clock"], hat.body, at))
    if said.get("since"):
        chosen &= Q(opened_at__gte=start_of(said["since"], at))
    if said.get("until"):
        chosen &= Q(opened_at__lt=end_of(said["until"], at))
    return cases.filter(chosen, _with(said.get("worker", ""), reader))


def _owing(clock: str, body: UUID, at: datetime) -> Exists:
    duties = Duty.objects.open().filter(dossier=OuterRef("pk"), body=body)
    if clock == LATE:
        return Exists(duties.filter(due__lt=at))
    if clock == TODAY:
        return Exists(duties.filter(due__lt=end_of(local(at).date(), at)))
    return Exists(duties.filter(clock=clock))


def _with(worker: str, reader: Reader) -> Q:
    """Keep whose case it is: nobody's, the reader's own, or a named officer's."""
    if worker == WAITING:
        return Q(assigned_to__isnull=True)
    if worker == MINE:
        return Q(assigned_to=reader.account_id) | Q(deputy=reader.account_id)
    return Q(assigned_to=worker) | Q(deputy=worker) if worker else Q()


def in_order(cases: DossierQuerySet, *, by_name: bool) -> DossierQuerySet:
    """Put what is due soonest first; among those found by a name, the likeliest."""
    soonest = F("next_due").asc(nulls_last=True)
    likeliest = ("-shared",) if by_name else ()
    rows = cases.select_related("assigned_to", "deputy", "area")
    return rows.order_by(*likeliest, soonest, "number")


def rows_of(cases: Sequence[Dossier], names: Mapping[UUID, str], at: datetime) -> list[CaseRow]:
    """Return cases as a list shows them."""
    soonest: dict[UUID, Owed] = {}
    for row in owed(duties_of(cases), at):
        soonest.setdefault(row.dossier, row)
    return [
        CaseRow(
            case=case,
            state=say(f"state.{case.protocol}.{case.state}", pack_by_hash(case.pack_id)),
            owed=soonest.get(case.pk),
            name=names.get(case.pk, ""),
        )
        for case in cases
    ]
