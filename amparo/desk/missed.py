"""Clocks that were missed, an office at a time: for those who oversee offices, not children.

No row is a child's, no count below five is said, and no number of a dossier leaves the office.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from amparo.desk.causes import Causes, causes_in
from amparo.desk.staff import Staffing, staffing_of
from amparo.desk.wording import say
from amparo.desk.worries import clock_of
from amparo.dossiers.models import Duty, Escalation
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import Can
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash
from amparo.trust.rules import Reader

SMALLEST_SAID, ROUNDED_TO = 5, 5
DAY = timedelta(days=1)
REMEMBERED = timedelta(days=30)
"""How long a missed clock still stands here after what was owed was done."""


@dataclass(frozen=True)
class AboutSo:
    """A count that cannot be said exactly: below five only that it is below five."""

    at_least: int

    @classmethod
    def of(cls, exact: int) -> "AboutSo":
        return cls(0 if exact < SMALLEST_SAID else exact - exact % ROUNDED_TO)


@dataclass(frozen=True)
class Missed:
    """One clock that an office missed.

    Attributes:
        how_many: cases in which it was.
        longest: how many whole days late the latest of them is, or was.
        is_open: some of them are still owed.
        causes: those given, in words; empty where none was.
        without_cause: for some no cause was given.
    """

    says: str
    source: str
    label: str
    how_many: AboutSo
    longest: int
    is_open: bool
    causes: tuple[str, ...]
    without_cause: bool


@dataclass(frozen=True)
class Overseen:
    """An office, how it is staffed now, and what it missed."""

    name: str
    kind: str
    staffing: Staffing
    missed: tuple[Missed, ...]


def overseen_by(supervised: DossierQuerySet, reader: Reader, at: datetime) -> list[Overseen]:
    """Return the offices whose missed clocks were told to the reader's bodies."""
    duties = _told(supervised, reader, at)
    causes = causes_in(duty.dossier for duty in duties)
    offices = Body.objects.filter(pk__in={duty.body_id for duty in duties}).order_by("name")
    return [
        Overseen(
            name=office.name,
            kind=say(f"kind.{office.kind}"),
            staffing=staffing_of(office.id, at),
            missed=tuple(_by_clock([d for d in duties if d.body_id == office.id], causes, at)),
        )
        for office in offices
    ]


def _told(supervised: DossierQuerySet, reader: Reader, at: datetime) -> list[Duty]:
    """Return the duties whose missing was told to a body in which the reader oversees."""
    told = Escalation.objects.filter(
        dossier__in=supervised, body__in=reader.bodies_where(Can.OVERSEE)
    )
    keys = set(told.values_list("dossier", "clock", "instance"))
    lately = Q(done_at__isnull=True) | Q(done_at__gte=at - REMEMBERED)
    rows = Duty.objects.filter(lately, dossier__in=told.values("dossier"))
    return [
        row
        for row in rows.select_related("dossier")
        if (row.dossier_id, row.clock, row.instance) in keys
    ]


def _by_clock(duties: Iterable[Duty], causes: Causes, at: datetime) -> Iterator[Missed]:
    """Yield one row a clock, what is still owed and longest late first."""
    of_clock: dict[str, list[Duty]] = {}
    for duty in sorted(duties, key=lambda duty: (duty.done_at is not None, duty.due)):
        of_clock.setdefault(duty.clock, []).append(duty)
    for clock, rows in of_clock.items():
        given = [causes.since(row.dossier_id, row.since) for row in rows]
        yield Missed(
            says=say(f"clock.{clock}", pack_by_hash(rows[0].dossier.pack_id)),
            source=clock_of(rows[0]).source,
            label=clock_of(rows[0]).label,
            how_many=AboutSo.of(len(rows)),
            longest=max((row.done_at or at) - row.due for row in rows) // DAY,
            is_open=any(row.done_at is None for row in rows),
            causes=tuple(dict.fromkeys(filter(None, given))),
            without_cause="" in given,
        )
