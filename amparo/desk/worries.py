"""What can hurt somebody today: a supervisor's first page, without names and kinds of violence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

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
    TIES = "ties"
    THIRD = "third"
    HOLDS = "holds"
    UNASSIGNED = "unassigned"


TIES = ("me", "colleague", "office")
"""The answers of a receipt by which somebody of the office has a tie."""

ANSWERS_TO_A_TIE = frozenset(("assign", "refer", "hand_over"))
"""The steps that deal with a declared tie; keeping somebody out does too."""


@dataclass(frozen=True)
class Worrying:
    """One line of the page.

    Attributes:
        says: what is owed, or what is the matter.
        due: by when; None where no clock runs.
        source: the article or protocol that asks for it; empty where nothing does.
        cause: the newest cause given, in words; empty where none was.
        asks_cause: it was missed, so that a cause is owed.
    """

    dossier: UUID
    number: str
    says: str
    worker: str
    due: datetime | None = None
    held_until: datetime | None = None
    source: str = ""
    is_proposed: bool = False
    cause: str = ""
    asks_cause: bool = False


def worries_of(cases: Sequence[Dossier], at: datetime) -> dict[Worry, list[Worrying]]:
    """Return what can hurt somebody in these cases, each group with what is due first."""
    found: dict[Worry, list[Worrying]] = {worry: [] for worry in Worry}
    causes = causes_in(cases)
    for duty in duties_of(cases):
        worry = _worry_of(duty, at)
        if worry is not None:
            found[worry].append(_of_duty(duty, causes, at))
    found[Worry.TIES] += [_of_case(case, _("a tie was declared")) for case in _with_ties(cases)]
    found[Worry.UNASSIGNED] += [
        _of_case(case, _state(case)) for case in cases if case.assigned_to_id is None
    ]
    return {worry: sorted(rows, key=_soonest) for worry, rows in found.items()}


def _worry_of(duty: Duty, at: datetime) -> Worry | None:
    """Return an open duty's group; told from the steps that meet it, never from a clock's key."""
    until = clock_of(duty).until
    if "danger_check" in until:
        return Worry.DANGER
    if "revalue" in until:
        return Worry.THIRD
    if "hold_seen" in until or (duty.held_until is not None and duty.held_until < at):
        return Worry.HOLDS
    return Worry.MISSED if duty.due < at else None


def clock_of(duty: Duty) -> Clock:
    """Return the clock that a duty comes from, in the pack that its dossier follows."""
    pack = pack_by_hash(duty.dossier.pack_id)
    return pack.protocols[duty.dossier.protocol].clocks[duty.clock]


def _of_duty(duty: Duty, causes: Causes, at: datetime) -> Worrying:
    (row,) = owed([duty], at)
    return Worrying(
        dossier=row.dossier,
        number=row.number,
        says=row.says,
        worker=row.worker,
        due=row.due,
        held_until=row.held_until,
        source=row.source,
        is_proposed=row.is_proposed,
        cause=causes.since(row.dossier, row.since),
        asks_cause=row.due < at,
    )


def _of_case(case: Dossier, says: str) -> Worrying:
    worker = case.assigned_to.display_name if case.assigned_to else ""
    return Worrying(case.pk, case.number, says, worker, due=case.next_due)


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


def _soonest(row: Worrying) -> tuple[bool, datetime | None, str]:
    return (row.due is None, row.due, row.number)
