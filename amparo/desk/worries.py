"""What can hurt somebody today: a supervisor's first page, without names and kinds of violence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.desk.accreditation import differing
from amparo.desk.causes import Causes, causes_in
from amparo.desk.owed import duties_of, end_of_the_day, owed
from amparo.desk.rules import is_pressing
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Duty, Entry, KeptFrom
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
    """

    says: str
    since: datetime
    due: datetime | None = None
    held_until: datetime | None = None


@dataclass(frozen=True)
class Worrying:
    """A case that stands in one group of the page, and why.

    Attributes:
        matters: what is due first stands first.
        shown: of them the first, and all others that are dangerous or pressing.
        cause: the newest cause given since the first of them began, in words; or empty.
        asks_cause: a clock was missed, so that a cause is owed.
    """

    dossier: UUID
    number: str
    worker: str
    matters: tuple[Matter, ...]
    shown: tuple[Matter, ...]
    cause: str
    asks_cause: bool

    @property
    def more(self) -> int:
        """Return how many others there are, which the file shows."""
        return len(self.matters) - len(self.shown)


def worries_of(cases: Sequence[Dossier], at: datetime) -> dict[Worry, list[Worrying]]:
    """Return what can hurt somebody in these cases, each group with what is due first."""
    causes = causes_in(cases)
    found: dict[Worry, dict[UUID, list[Matter]]] = {worry: {} for worry in Worry}
    for worry, case, matter in _matters(cases, at):
        found[worry].setdefault(case, []).append(matter)
    known = {case.pk: case for case in cases}
    return {
        worry: sorted(
            (
                _worrying(worry, known[case], matters, causes, at)
                for case, matters in of_case.items()
            ),
            key=_soonest,
        )
        for worry, of_case in found.items()
    }


def _matters(cases: Sequence[Dossier], at: datetime) -> Iterator[tuple[Worry, UUID, Matter]]:
    for duty in duties_of(cases):
        worry = _worry_of(duty, at)
        if worry is not None:
            yield worry, duty.dossier_id, _of_duty(duty, at)
    tied = with_ties([case.pk for case in cases])
    for case in (each for each in cases if each.pk in tied):
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
    return Matter(row.says, row.since, row.due, row.held_until)


def _worrying(
    worry: Worry, case: Dossier, matters: list[Matter], causes: Causes, at: datetime
) -> Worrying:
    soonest = tuple(sorted(matters, key=lambda matter: matter.due or at))
    tonight = end_of_the_day(at)
    pressing = (each for each in soonest[1:] if each.due and is_pressing(each.due, at, tonight))
    return Worrying(
        dossier=case.pk,
        number=case.number,
        worker=case.assigned_to.display_name if case.assigned_to else "",
        matters=soonest,
        shown=soonest if worry == Worry.DANGER else (soonest[0], *pressing),
        cause=causes.since(case.pk, min(matter.since for matter in matters)),
        asks_cause=any(matter.due is not None and matter.due < at for matter in matters),
    )


def _state(case: Dossier) -> str:
    return say(f"state.{case.protocol}.{case.state}", pack_by_hash(case.pack_id))


def with_ties(cases: Iterable[UUID]) -> set[UUID]:
    """Return the cases in which a tie was declared and nothing has followed yet.

    Few declare one: the database finds those, and only of them is looked at what came after.
    """
    said = Entry.objects.filter(dossier__in=cases, coded__conflict__in=TIES).order_by("position")
    declared = {entry.dossier_id: entry for entry in said.defer("hashes", "addressed")}
    return {case for case, entry in declared.items() if not _followed(entry)}


def _followed(declared: Entry) -> bool:
    later = Entry.objects.filter(dossier=declared.dossier_id, position__gt=declared.position)
    kept_since = KeptFrom.objects.filter(dossier=declared.dossier_id, at__gte=declared.at)
    return kept_since.exists() or later.filter(step__in=ANSWERS_TO_A_TIE).exists()


def _soonest(row: Worrying) -> tuple[datetime, str]:
    return (row.matters[0].due or row.matters[0].since, row.number)
