"""Who works in an office today, and with how much: what lies beside a missed clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.dossiers.models import Dossier, Duty
from amparo.system import directory
from amparo.system.models import Absence, Body, Deputy, DutyRoster
from amparo.system.rules import OFFICER
from amparo.trust.models import Account


@dataclass(frozen=True)
class Week:
    """How it stands with a worker's weekly session.

    Attributes:
        last: when the last one was held; None before the first.
        next_on: the day agreed for the next, in words; or empty.
        is_late: none was held within the week, or none since the worker began a week ago.
        needs_support: they said that they need it, and nothing was noted since.
    """

    last: datetime | None = None
    next_on: str = ""
    is_late: bool = False
    needs_support: bool = False


@dataclass(frozen=True)
class Officer:
    """One officer of an office, now.

    Attributes:
        away_until: until when they are not here; None while they are, or where nobody said.
        deputy: who stands in for them; empty where nobody does.
        cases: how many cases they have in which something is owed.
        late: how many duties of these are overdue.
        week: how it stands with their weekly session; None where nobody asked.
    """

    id: UUID
    name: str
    is_on_duty: bool
    is_away: bool
    away_until: datetime | None
    deputy: str
    cases: int = 0
    late: int = 0
    week: "Week | None" = None


@dataclass(frozen=True)
class LeftAlone:
    """An office where nobody is today. `back`: when the first comes back, where that was said."""

    name: str
    phone: str
    back: datetime | None


@dataclass(frozen=True)
class Staffing:
    """How an office is staffed now, as numbers of people."""

    officers: int
    away: int
    away_without_deputy: int
    has_supervisor: bool


@dataclass(frozen=True)
class Periods:
    """Who is away, who stands in for whom, and who is named for duty."""

    absences: tuple[Absence, ...]
    deputies: tuple[Deputy, ...]
    roster: tuple[DutyRoster, ...]


def officers_of(body: UUID, cases: Sequence[Dossier], at: datetime) -> list[Officer]:
    """Return the officers of a body, with their load in cases that the caller may see."""
    away = dict(_away(body, at))
    deputies = directory.deputies_in(body, at)
    names = {
        each.id: each.display_name for each in Account.objects.filter(pk__in=deputies.values())
    }
    on_duty = directory.duty_of(body, at)
    owing = list(Duty.objects.open().filter(dossier__in=[case.pk for case in cases]))
    return [
        Officer(
            id=account.id,
            name=account.display_name,
            is_on_duty=account.id in on_duty,
            is_away=account.id in away,
            away_until=away.get(account.id),
            deputy=names.get(deputies.get(account.id, account.id), ""),
            cases=len({each.dossier_id for each in _of(account, cases, owing)}),
            late=sum(each.due < at for each in _of(account, cases, owing)),
        )
        for account in directory.members_of(body, OFFICER, at)
    ]


def staffing_of(body: UUID, at: datetime) -> Staffing:
    """Return how a body is staffed now."""
    officers = officers_of(body, (), at)
    away = [each for each in officers if each.is_away]
    return Staffing(
        officers=len(officers),
        away=len(away),
        away_without_deputy=sum(not each.deputy for each in away),
        has_supervisor=bool(directory.supervisors_of(body, at)),
    )


def is_left_alone(body: UUID, at: datetime) -> bool:
    """Tell whether a body has officers, and none of them is here or stood in for."""
    officers = officers_of(body, (), at)
    away = {each.id for each in officers if each.is_away}
    standing_in = set(directory.deputies_in(body, at).values()) - away
    return bool(officers) and len(away) == len(officers) and not standing_in


def offices_left_alone(holder: UUID, at: datetime) -> list[LeftAlone]:
    """Return the offices whose key a body holds too, and where nobody is today."""
    bodies = Body.objects.at_work(at).filter(second_holder=holder).order_by("name")
    return [
        LeftAlone(body.name, body.phone, _back(body.id, at))
        for body in bodies
        if is_left_alone(body.id, at)
    ]


def _back(body: UUID, at: datetime) -> datetime | None:
    """Return when the first of a body's officers is back; None where nobody said."""
    return min((until for _who, until in _away(body, at) if until), default=None)


def periods_of(body: UUID, at: datetime) -> Periods:
    """Return what holds in a body now."""
    return Periods(
        absences=tuple(Absence.objects.filter(body=body).in_force(at).select_related("account")),
        deputies=tuple(
            Deputy.objects.filter(body=body).in_force(at).select_related("account", "deputy")
        ),
        roster=tuple(DutyRoster.objects.filter(body=body).in_force(at).select_related("account")),
    )


def _away(body: UUID, at: datetime) -> Iterable[tuple[UUID, datetime | None]]:
    rows = Absence.objects.filter(body=body).in_force(at).order_by("until")
    return rows.values_list("account_id", "until")


def _of(account: Account, cases: Sequence[Dossier], owing: Iterable[Duty]) -> list[Duty]:
    mine = {case.pk for case in cases if case.assigned_to_id == account.id}
    return [duty for duty in owing if duty.dossier_id in mine]
