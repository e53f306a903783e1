"""Counts in the database, over clear columns: no dossier is loaded, and nothing sealed is read.

The moment at which a dossier was opened here only decides which period it belongs to. So what is
typed late, or arrives late from a phone, counts in the period in which it came.

Nobody's published numbers may tell of what they must not know: a concern that is kept from somebody
who could read a report is not in that report, as if it were not there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from amparo.dossiers.models import Canary, Dossier, Duty, Entry, KeptFrom
from amparo.protocols.pack import Pack
from amparo.protocols.report import Report
from amparo.system.models import Body, Gap, Recognition
from amparo.system.rules import GapReason
from amparo.trust.models import Membership


@dataclass(frozen=True)
class Span:
    """The time that is counted: from a moment on, until another; and its ISO weeks."""

    begins: datetime
    ends: datetime
    weeks: tuple[str, str]


Key = TypeVar("Key")


@dataclass(frozen=True)
class Owed(Generic[Key]):
    """What offices, or those addressed in a district, owed: how often, and how often in time."""

    due: Mapping[Key, int]
    met: Mapping[Key, int]


def groups_by_district(kinds: Iterable[str], at: datetime) -> dict[str, int]:
    """Return how many recognised groups there are in each district."""
    recognised = Recognition.objects.in_force(at).values("body")
    groups = Body.objects.at_work(at).filter(kind__in=list(kinds), pk__in=recognised)
    return dict(groups.values_list("area").annotate(Count("pk")).order_by("area"))


def dossiers_by_district(report: Report, span: Span) -> dict[str, int]:
    """Return how many situations there were in each district; one told to three is one."""
    raised = Dossier.objects.filter(_countable(report, span, ""))
    return dict(raised.values_list("area").annotate(Count("situation", distinct=True)))


def dossiers_by_answer(report: Report, pack: Pack, span: Span) -> dict[tuple[str, str], int]:
    """Return the same by district and coded answer; an answer not given is empty."""
    opening = [step.key for step in pack.protocols[report.protocol].steps.values() if step.opens]
    entries = Entry.objects.filter(_countable(report, span, "dossier__"), step__in=opening)
    rows = (
        entries.annotate(said=KT(f"coded__{report.by}"))
        .values_list("dossier__area", "said")
        .annotate(times=Count("dossier__situation", distinct=True))
        .order_by("dossier__area", "said")
    )
    found: Counter[tuple[str, str]] = Counter()
    for area, said, times in rows:
        found[area, said or ""] += times
    return dict(found)


def answered_by_district(report: Report, span: Span) -> Owed[str]:
    """Return in how many situations somebody was owed an answer, and had one in time."""
    owed = Duty.objects.filter(_countable(report, span, "dossier__"), clock=report.answered_by)
    times = Count("dossier__situation", distinct=True)
    by_district = owed.values_list("dossier__area").annotate(times).order_by("dossier__area")
    return Owed(dict(by_district), dict(by_district.filter(done_at__lte=F("due"))))


def owed_by_office(report: Report, span: Span) -> Owed[UUID]:
    """Return what each office owed by a moment of the period, and gave in time."""
    by_office = _owed(report, span).values_list("body").annotate(Count("pk")).order_by("body")
    return Owed(dict(by_office), dict(by_office.filter(done_at__lte=F("due"))))


def causes_by_office(report: Report, span: Span, smallest: int) -> dict[UUID, list[str]]:
    """Return the causes that an office gave, where it gave any often enough to point at nobody."""
    if not report.cause:
        return {}
    offices = Body.objects.filter(kind__in=report.offices)
    entries = Entry.objects.filter(
        step=report.cause, author_body__in=offices, at__gte=span.begins, at__lt=span.ends
    ).exclude(dossier__in=_kept_dossiers(report))
    entries = entries.exclude(dossier__situation__in=Canary.objects.values("situation"))
    rows = (
        entries.annotate(said=KT(f"coded__{report.cause}"))
        .values_list("author_body", "said")
        .annotate(Count("pk"))
        .order_by("author_body", "said")
    )
    found: dict[UUID, dict[str, int]] = {}
    for body, said, times in rows:
        if body and said:
            found.setdefault(body, {})[said] = times
    return {body: list(said) for body, said in found.items() if sum(said.values()) >= smallest}


def silent_by_district(span: Span) -> dict[tuple[str, str], int]:
    """Return how often a kind of service, or a number, did not answer, by district."""
    gaps = Gap.objects.filter(
        week__gte=span.weeks[0], week__lte=span.weeks[1], reason=GapReason.NO_ANSWER
    ).exclude(kind="")
    rows = gaps.values_list("area", "kind").annotate(Count("pk")).order_by("area", "kind")
    return {(area, kind): times for area, kind, times in rows}


def _countable(report: Report, span: Span, path: str) -> Q:
    """Return the condition that a dossier, at the end of a path, is counted in a report."""
    kept = _kept(report).values("dossier__situation")
    raised = {
        f"{path}protocol": report.protocol,
        f"{path}opened_at__gte": span.begins,
        f"{path}opened_at__lt": span.ends,
        f"{path}area__isnull": False,
    }
    made_up = Canary.objects.values("situation")
    not_counted = Q(**{f"{path}situation__in": kept}) | Q(**{f"{path}situation__in": made_up})
    taken_back = Entry.objects.filter(
        step__in=report.unless, dossier__protocol=report.protocol
    ).values("dossier")
    not_counted |= Q(**{f"{path}pk__in": taken_back})
    return Q(**raised) & ~not_counted


def _owed(report: Report, span: Span) -> "QuerySet[Duty]":
    owed = Duty.objects.filter(
        clock__in=report.clocks,
        body__kind__in=report.offices,
        due__gte=span.begins,
        due__lt=span.ends,
    )
    of_own = Membership.objects.filter(
        circle=OuterRef("body"), account__in=_excluded(OuterRef("dossier"))
    )
    return owed.exclude(dossier__in=_kept_dossiers(report)).exclude(Exists(of_own))


def _excluded(dossier: OuterRef) -> "QuerySet[KeptFrom, Any]":
    # One reference further out: it is asked inside a subquery of its own.
    return KeptFrom.objects.filter(dossier=OuterRef(dossier), account__isnull=False).values(
        "account"
    )


def _kept_dossiers(report: Report) -> "QuerySet[KeptFrom, Any]":
    return _kept(report).values("dossier")


def _kept(report: Report) -> "QuerySet[KeptFrom]":
    """Return the exclusions of whoever could read a report beyond an office's own numbers."""
    kinds = [each.who.partition(":")[0] for each in report.seen_by if each.sees != "own"]
    readers = Membership.objects.filter(circle__body__kind__in=kinds).values("account")
    return KeptFrom.objects.filter(Q(body__kind__in=kinds) | Q(account__in=readers))
