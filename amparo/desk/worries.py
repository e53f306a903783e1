"""What can hurt somebody today: a supervisor's first page, without names and kinds of violence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.desk.accreditation import differing
from amparo.desk.causes import Causes, causes_in
from amparo.desk.owed import duties_of, owed
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty, Entry
from amparo.protocols.protocol import Clock
from amparo.system.packs import pack_by_hash


class Worry(StrEnum):
    """The groups of the page, in their order."""

    DANGER = "danger"
    MISSED = "missed"
    TIE = "tie"
    THIRD = "third"
    HOLD = "hold"
    CAREGIVER = "caregiver"
    APPROVAL = "approval"
    EMERGENCY = "emergency"
    TRANSFER = "transfer"
    RECORD = "record"
    ADULT = "adult"
    SESSION = "session"
    PRESSED = "pressed"
    UNASSIGNED = "unassigned"


TIES = ("me", "colleague", "office")
"""The answers of a receipt by which somebody of the office has a tie."""

ANSWERS_TO_A_TIE = frozenset(("assign", "refer", "hand_over"))
"""The steps that deal with a declared tie; keeping somebody out does too."""


@dataclass(frozen=True)
class Matter:
    """One thing that is the matter with a case.

    Attributes:
        says: what is owed, or what else it is.
        due: by when; None where no clock runs.
        source: the article or protocol that asks for it; empty where none does.
    """

    says: str
    since: datetime
    due: datetime | None = None
    held_until: datetime | None = None
    source: str = ""
    is_proposed: bool = False


@dataclass(frozen=True)
class Worrying:
    """A case that stands in one group of the page, and why.

    Attributes:
        matters: what is due first stands first.
        cause: the newest cause given since the first of them began, in words; or empty.
        asks_cause: a clock was missed, so that a cause is owed.
    """

    dossier: UUID
    number: str
    worker: str
    matters: tuple[Matter, ...]
    cause: str
    asks_cause: bool


def worries_of(cases: Sequence[Dossier], at: datetime) -> dict[Worry, list[Worrying]]:
    """Return what can hurt somebody in these cases, each group with what is due first."""
    causes = causes_in(cases)
    found: dict[Worry, dict[UUID, list[Matter]]] = {worry: {} for worry in Worry}
    for worry, case, matter in _matters(cases, at):
        found[worry].setdefault(case, []).append(matter)
    known = {case.pk: case for case in cases}
    return {
        worry: sorted(
            (_worrying(known[case], matters, causes, at) for case, matters in of_case.items()),
            key=_soonest,
        )
        for worry, of_case in found.items()
    }


def _matters(cases: Sequence[Dossier], at: datetime) -> Iterator[tuple[Worry, UUID, Matter]]:
    for duty in duties_of(cases):
        worry = _worry_of(duty, at)
        if worry is not None:
            yield worry, duty.dossier_id, _of_duty(duty, at)
    for case in _with_ties(cases):
        yield Worry.TIE, case.pk, Matter(_("a tie was declared at the receipt"), case.opened_at)
    for each in differing(cases, at):
        yield Worry.RECORD, each.case.pk, Matter(each.says, each.said_at)
    for case in cases:
        if case.assigned_to_id is None:
            yield Worry.UNASSIGNED, case.pk, Matter(_state(case), case.opened_at)


def _worry_of(duty: Duty, at: datetime) -> Worry | None:
    """Return an open duty's group: the pack's word for it; without one it worries once missed."""
    worry = clock_of(duty).worry
    if worry:
        return Worry(worry)
    if duty.held_until is not None and duty.held_until < at:
        return Worry.HOLD
    return Worry.MISSED if duty.due < at else None


def clock_of(duty: Duty) -> Clock:
    """Return the clock that a duty comes from, in the pack that its dossier follows."""
    pack = pack_by_hash(duty.dossier.pack_id)
    return pack.protocols[duty.dossier.protocol].clocks[duty.clock]


def _of_duty(duty: Duty, at: datetime) -> Matter:
    (row,) = owed([duty], at)
    return Matter(row.says, row.since, row.due, row.held_until, row.source, row.is_proposed)


def _worrying(case: Dossier, matters: list[Matter], causes: Causes, at: datetime) -> Worrying:
    return Worrying(
        dossier=case.pk,
        number=case.number,
        worker=case.assigned_to.display_name if case.assigned_to else "",
        matters=tuple(sorted(matters, key=lambda matter: matter.due or at)),
        cause=causes.since(case.pk, min(matter.since for matter in matters)),
        asks_cause=any(matter.due is not None and matter.due < at for matter in matters),
    )


def _state(case: Dossier) -> str:
    return say(f"state.{case.protocol}.{case.state}", pack_by_hash(case.pack_id))


def _with_ties(cases: Iterable[Dossier]) -> Iterator[Dossier]:
    """Yield the cases in which a tie was declared and nothing has followed yet."""
    for case in cases:
        receipts = [each for each in case.entries.all() if each.coded.get("conflict") in TIES]
        if receipts and not _followed(case, receipts[-1]):
            yield case


def _followed(case: Dossier, declared: Entry) -> bool:
    later = [each.step for each in case.entries.all() if each.position > declared.position]
    kept_since = [row for row in case.kept_from.all() if row.at >= declared.at]
    return bool(kept_since) or not ANSWERS_TO_A_TIE.isdisjoint(later)


def _soonest(row: Worrying) -> tuple[datetime, str]:
    return (row.matters[0].due or row.matters[0].since, row.number)
