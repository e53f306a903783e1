"""Weekly sessions: how it stands with each worker, and how much is too much."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from amparo.desk.staff import Officer, Week
from amparo.desk.wording import day_in_words
from amparo.dossiers.actions.sessions import SUPERVISION
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import OFFICE, WORKER
from amparo.protocols.pack import Ceiling
from amparo.system.packs import current_pack
from amparo.system.rules import OFFICER
from amparo.trust.models import Membership

SESSION = "session"
"""The step that holds a session, and meets the clock of the next."""

A_WEEK = timedelta(days=7)

CASES = "cases_per_worker"


def most_cases() -> Ceiling | None:
    """Return how many open cases a worker should have at most, as the pack says."""
    return current_pack().ceilings.get(CASES)


def with_weeks(officers: Iterable[Officer], body: UUID, at: datetime) -> list[Officer]:
    """Return officers with how it stands with their sessions in a body."""
    weeks = weeks_of(body, at)
    return [replace(each, week=weeks.get(each.id, Week())) for each in officers]


def late_sessions(officers: Iterable[Officer]) -> list[Officer]:
    """Return those without a session this week who are here, and those who need support."""
    return [
        each
        for each in officers
        if each.week and ((each.week.is_late and not each.is_away) or each.week.needs_support)
    ]


def weeks_of(body: UUID, at: datetime) -> dict[UUID, Week]:
    """Return how it stands with the sessions of each officer of a body."""
    held = Membership.objects.filter(circle=body, role=OFFICER).in_force(at)
    found = _sessions_in(body)
    late = _late(found.values(), at)
    return {
        each.account_id: _week(found[each.account_id], late)
        if each.account_id in found
        else Week(is_late=each.since + A_WEEK <= at)
        for each in held
    }


def _sessions_in(body: UUID) -> dict[UUID, Dossier]:
    rows = Dossier.objects.filter(
        protocol=SUPERVISION, parties__key=OFFICE, parties__body=body
    ).prefetch_related("entries", "parties")
    return {
        party.account_id: row
        for row in rows
        for party in row.parties.all()
        if party.key == WORKER and party.account_id
    }


def _late(sessions: Iterable[Dossier], at: datetime) -> dict[UUID, set[str]]:
    """Return what meets each open duty that worries: an overdue session, support not given yet."""
    late: dict[UUID, set[str]] = {}
    rows = Duty.objects.open().filter(dossier__in=[each.pk for each in sessions])
    for duty in rows.select_related("dossier"):
        protocol = current_pack().protocols[SUPERVISION]
        until = protocol.clocks[duty.clock].until if duty.clock in protocol.clocks else ()
        if SESSION not in until or duty.due < at:
            late.setdefault(duty.dossier_id, set()).update(until)
    return late


def _week(dossier: Dossier, late: dict[UUID, set[str]]) -> Week:
    held = [entry for entry in dossier.entries.all() if entry.step == SESSION]
    owed = late.get(dossier.pk, set())
    return Week(
        last=held[-1].at if held else None,
        next_on=day_in_words(str(held[-1].coded.get("next_session", ""))) if held else "",
        is_late=SESSION in owed,
        needs_support="support" in owed,
    )
