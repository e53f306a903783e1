"""Tell the next level of clocks that were missed. Any scheduler runs it; twice writes once."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import QuerySet

from amparo.base.ids import derived_id
from amparo.base.problems import Problem
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.known import lock_dossier
from amparo.dossiers.actions.projections import ESCALATE, project, standing_of
from amparo.dossiers.actions.sessions import SUPERVISION, end_with_work
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import OFFICE, SENDER, SERVICE, TICK, Letter
from amparo.protocols.replay import Duty as Owed
from amparo.protocols.replay import Escalation as Level
from amparo.system import directory

log = logging.getLogger("amparo.tick")

HOLDS_UP = (Problem, LookupError, ValueError, ObjectDoesNotExist)
"""What may be wrong with one dossier, and must not hold up the others; a database that is away is
wrong with all of them."""


class NotAllTold(Problem):
    says = (
        "Files that could not be looked at for missed clocks: {count}. All others were. The lines "
        "before this one say where it failed."
    )


def escalate_missed(*, at: datetime) -> int:
    """Write an `escalate` entry for every level that a missed clock has reached.

    Written by the passing time itself, so there is no `by`. Returns how many were written.

    Raises:
        NotAllTold: some dossiers could not be looked at; it is said after all others were.
    """
    written = failed = 0
    for act, dossier in _waiting(at):
        try:
            written += act(dossier, at)
        except HOLDS_UP:
            log.exception("A file could not be looked at for missed clocks.")
            failed += 1
    if failed:
        raise NotAllTold(count=failed)
    return written


def _waiting(at: datetime) -> Iterator[tuple[Callable[[Dossier, datetime], int], Dossier]]:
    """Yield what is to be done with which dossier."""
    for sessions in _having(Duty.objects.overdue(at).filter(dossier__protocol=SUPERVISION)):
        yield _end_sessions, sessions
    to_tell = Duty.objects.to_tell(at).filter(dossier__parties__key__in=(SERVICE, OFFICE, SENDER))
    for dossier in _having(to_tell):
        yield _escalate, dossier


def _end_sessions(sessions: Dossier, at: datetime) -> int:
    end_with_work(sessions, at=at)
    return 0


def _having(duties: QuerySet[Duty]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__in=duties.values("dossier_id")).order_by("opened_at")


def _escalate(dossier: Dossier, at: datetime) -> int:
    reached = [
        (duty, level)
        for duty in standing_of(dossier, at).duties
        for level in duty.escalations
        if level.at <= at
    ]
    known = set(dossier.entries.filter(step=ESCALATE).values_list("id", flat=True))
    written = 0
    for duty, level in reached:
        letter = _letter(dossier, duty, level, at)
        if letter and letter.id not in known:
            append_entry(dossier, letter, by=TICK, at=at)
            written += 1
    if not written:
        _reckon_anew(dossier)
    return written


@transaction.atomic
def _reckon_anew(dossier: Dossier) -> None:
    """Reckon again when the next level is told, where nobody could be or everybody was."""
    project(lock_dossier(dossier.pk))


def _letter(dossier: Dossier, duty: Owed, level: Level, at: datetime) -> Letter | None:
    body = _told(dossier, duty.owed_by, level.to, at)
    if body is None:
        return None
    return Letter(
        id=derived_id(dossier.id, duty.clock, duty.instance, level.to),
        step=ESCALATE,
        values={"clock": duty.clock, "instance": duty.instance, "level": level.to},
        said_at=at,
        addressed=(body,),
    )


def _told(dossier: Dossier, owed_by: str, level: str, at: datetime) -> UUID | None:
    """Return the body that this level tells, skipping whoever must not know."""
    office = _office_of(dossier, owed_by)
    kept = [row.body_id for row in dossier.kept_from.all() if row.body_id]
    if level == "supervisor" and _somebody_supervises(dossier, office, at):
        return office
    return directory.oversight_body_for(office, kept)


def _office_of(dossier: Dossier, owed_by: str) -> UUID:
    """Return the office that owes it; for what a person owes, the one that asked them."""
    offices = {party.key: party.body_id for party in dossier.parties.all() if party.body_id}
    office: UUID = offices.get(owed_by) or offices[SERVICE]
    return office


def _somebody_supervises(dossier: Dossier, office: UUID, at: datetime) -> bool:
    """Tell whether the office has a supervisor who may know; else the next level is told."""
    kept = {row.account_id for row in dossier.kept_from.all()}
    return any(person.id not in kept for person in directory.supervisors_of(office, at))
