"""Each office that somebody oversees, as it stands today: numbers, and never about a child.

A count that could point at a child is said as none, as fewer than five, or rounded down. What is
about workers is said exactly. Who must not know of a dossier gets no number that holds it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.missed import AboutSo
from amparo.desk.owed import duties_of
from amparo.desk.paging import Place, place_among
from amparo.desk.rules import WAITING_FOR_AN_ANSWER
from amparo.desk.sessions import late_sessions, with_weeks
from amparo.desk.staff import Officer, Staffing, officers_of, staffing_of
from amparo.desk.wording import say
from amparo.desk.worries import Worry, Worrying, worries_of
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import Can
from amparo.system.ending import needs_accreditation
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.watching import offices_watched_by
from amparo.trust.rules import Reader

A_PAGE = 25
"""How many offices are looked at for one page."""


@dataclass(frozen=True)
class Watched:
    """One office today. Of the counts, None is none.

    Attributes:
        is_accredited: None where its kind needs no accreditation.
        answers: people who are owed an answer.
        late: of these, answers that are late.
        ties: ties that were declared and that nothing followed.
        holds: answers that wait past the day until which they were to.
        emergencies: emergency access that nobody has looked at.
        transfers: what was passed on and not accepted.
        records: cases in which what was said of the accreditation is not what the record says.
        sessions: workers who are here and had no session this week, or need support.
    """

    name: str
    kind: str
    staffing: Staffing
    is_accredited: bool | None
    answers: AboutSo | None
    late: AboutSo | None
    ties: AboutSo | None
    holds: AboutSo | None
    emergencies: AboutSo | None
    transfers: AboutSo | None
    records: AboutSo | None
    sessions: int

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to say of it."""
        cases = (self.answers, self.ties, self.holds, self.emergencies)
        others = (self.transfers, self.records)
        return all(count is None for count in (*cases, *others)) and not self.sessions


@dataclass(frozen=True)
class WatchedPage:
    """The offices of one page of which there is something to say."""

    offices: tuple[Watched, ...]
    place: Place


def watched_by(reader: Reader, number: int, at: datetime) -> WatchedPage:
    """Return a page of offices, by name, without those of which there is nothing to say.

    Of a page's offices it looks at what they owe now, and not at all that they ever did.
    """
    offices = offices_watched_by(reader.bodies_where(Can.OVERSEE))
    watched = Body.objects.at_work(at).filter(pk__in=offices).order_by("name", "pk")
    place = place_among(number, watched.count(), A_PAGE)
    bodies = list(watched[place.before * A_PAGE : place.number * A_PAGE])
    accredited = frozenset(Body.objects.accredited(at).values_list("pk", flat=True))
    found = (_office(body, _open_in(body, reader), accredited, at) for body in bodies)
    return WatchedPage(tuple(office for office in found if not office.is_quiet), place)


def _open_in(body: Body, reader: Reader) -> list[Dossier]:
    owing = Duty.objects.open().filter(body=body).values("dossier")
    mine = Dossier.objects.watched_by(reader, {body.id}).filter(pk__in=owing)
    return list(mine.select_related("assigned_to"))


def _office(
    body: Body, cases: Sequence[Dossier], accredited: Collection[UUID], at: datetime
) -> Watched:
    owed = [duty for duty in duties_of(cases) if duty.owed_to in WAITING_FOR_AN_ANSWER]
    worries = worries_of(cases, at)
    return Watched(
        name=body.name,
        kind=say(f"kind.{body.kind}"),
        staffing=staffing_of(body.id, at),
        is_accredited=body.id in accredited if needs_accreditation(body.kind) else None,
        answers=_about({duty.dossier_id for duty in owed}),
        late=_about({duty.dossier_id for duty in owed if duty.due < at}),
        ties=_about(worries[Worry.TIE]),
        holds=_about([row for row in worries[Worry.HOLD] if _is_past(row, at)]),
        emergencies=_about(worries[Worry.EMERGENCY]),
        transfers=_about(worries[Worry.TRANSFER]),
        records=_about(worries[Worry.RECORD]),
        sessions=len(late_sessions(_supervised_workers(body, at))),
    )


def _supervised_workers(body: Body, at: datetime) -> list[Officer]:
    """Return the officers whose kind of office has somebody to hold sessions with them."""
    kind = current_pack().body_kinds.get(body.kind)
    holds = kind and any("hold_session" in can for can in kind.can.values())
    return with_weeks(officers_of(body.id, (), at), body.id, at) if holds else []


def _is_past(row: Worrying, at: datetime) -> bool:
    return any(each.held_until and each.held_until < at for each in row.matters)


def _about(found: Collection[object] | Iterable[object]) -> AboutSo | None:
    exact = len(tuple(found))
    return AboutSo.of(exact) if exact else None
