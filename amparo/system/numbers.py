"""Whom one can call from an area: the country's numbers and the offices nearby, without words.

The same for a desk's page and a phone: what is known of a number, when somebody last reached it
from there, and what it helps with at once. Whoever shows it says what is not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from amparo.protocols.pack import Hotline, Pack
from amparo.protocols.routes import route_class
from amparo.system.directory import area_chain
from amparo.system.hotlines import last_answered
from amparo.system.models import Body
from amparo.trust.rules import Reader

DANGER, HEALTH = "danger", "health"
NEED: Mapping[str, Mapping[str, str]] = {
    DANGER: {"danger_now": "now", "health_now": "no"},
    HEALTH: {"danger_now": "no", "health_now": "yes"},
}
"""The two answers from which the pack's routes say which kinds of service can help at once."""

Week = Mapping[str, Sequence[Sequence[str]]]
"""Weekly hours as `hours.WeeklyHours` writes them; empty: not known."""


@dataclass(frozen=True)
class Service:
    """A number, and all that is known of it.

    Attributes:
        key: the key of a number of the country, or the id of a body.
        name: of a body; empty for a number of the country, which has a word of the pack.
        kind: the kind of body; empty for a number of the country.
        needs: what it helps with, of DANGER and HEALTH.
        hours: as a week; `said_hours`: in words, as a body keeps them.
        languages: codes; empty: not known.
        tested_on: when a person last answered somebody from here; None: not known.
        source, label: where all this was read; the country's numbers only.
    """

    key: str
    number: str
    name: str = ""
    kind: str = ""
    needs: frozenset[str] = frozenset()
    hours: Week = field(default_factory=dict)
    said_hours: str = ""
    languages: tuple[str, ...] = ()
    tested_on: date | None = None
    is_free: bool = False
    source: str = ""
    label: str = ""


def country_services(pack: Pack, area: str) -> tuple[Service, ...]:
    """Return the numbers of the whole country, in the pack's order."""
    known = sorted(pack.hotlines.values(), key=lambda hotline: hotline.order)
    return tuple(_of_country(hotline, area) for hotline in known)


def _of_country(hotline: Hotline, area: str) -> Service:
    return Service(
        key=hotline.key,
        number=hotline.number,
        needs=frozenset({DANGER, HEALTH}.intersection(hotline.purposes)),
        hours=hotline.hours,
        languages=hotline.languages,
        tested_on=_tested(hotline.number, area) or hotline.tested,
        is_free=hotline.free,
        source=hotline.source,
        label=hotline.label,
    )


def near_services(pack: Pack, reader: Reader, area: str, at: datetime) -> Iterator[Service]:
    """Yield the numbers of the offices that serve an area, the nearest first."""
    kinds = {need: _kinds(pack, values) for need, values in NEED.items()}
    rank = list(dict.fromkeys(kind for able in kinds.values() for kind in able))
    known = Body.objects.visible_to(reader).at_work(at).in_reach(area_chain(area))
    bodies = known.exclude(phone="").select_related("area")
    for body in sorted(bodies, key=lambda each: _nearness(each, rank)):
        yield Service(
            key=str(body.id),
            number=body.phone,
            name=body.name,
            kind=body.kind,
            needs=frozenset(need for need, able in kinds.items() if body.kind in able),
            hours=body.weekly_hours,
            said_hours=body.opening_hours,
            tested_on=_tested(body.phone, area),
        )


def _nearness(body: Body, rank: Sequence[str]) -> tuple[int, int, str]:
    """Sort the nearest first, and equally near ones as the routes prefer them."""
    return -body.area.level, rank.index(body.kind) if body.kind in rank else len(rank), body.name


def _kinds(pack: Pack, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of service that the gravest routes lead to, given these answers."""
    gravest = route_class(pack, values)
    true = [row for row in pack.routes.rows if row.matter == gravest and row.when.holds(values)]
    return tuple(wanted.kind for row in true for wanted in row.to)


def _tested(number: str, area: str) -> date | None:
    test = last_answered(number, area)
    return test.tested_on if test else None
