"""What a body would leave behind: whom things would go to without it, and who would have nobody.

Asked before a body is ended, or its accreditation withdrawn. Reads; writes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amparo.protocols.routes import Addressed, BodyFacts, led_to
from amparo.system.directory import national_desks
from amparo.system.models import Area, Body, ServedArea
from amparo.system.packs import current_pack
from amparo.system.reach import inside
from amparo.system.rules import Level
from amparo.system.watching import left_unwatched
from amparo.trust.keyring import keyed_circles


@dataclass(frozen=True)
class Instead:
    """Whom what comes to a body would go to without it.

    Attributes:
        receivers: the bodies, by name.
        unreached: the keys of the routes that would lead to nobody in some district: who raises
            such a concern is told the number to call, and it goes to whoever else it concerns.
        leaves_nobody: a concern could reach nobody at all.
    """

    receivers: tuple[str, ...]
    unreached: tuple[str, ...]
    leaves_nobody: bool


def instead_of(body: Body, at: datetime) -> Instead:
    """Return what would become of what comes to a body, if it worked no more."""
    return _instead(body, at, ends=True)


def instead_unaccredited(body: Body, at: datetime) -> Instead:
    """Return what would become of what comes to a body, if it were accredited no more."""
    return _instead(body, at, ends=False)


def leaves_uncared(body: Body, at: datetime) -> bool:
    """Tell whether a body is the last that cares for members of groups, while there are groups."""
    there = Body.objects.at_work(at)
    for kind in current_pack().body_kinds.values():
        if body.kind in kind.cared_for_by and there.filter(kind=kind.key).exists():
            others = there.filter(kind__in=kind.cared_for_by).exclude(pk=body.pk)
            if not keyed_circles(others.values_list("pk", flat=True)):
                return True
    return False


def leaves_unwatched(body: Body) -> bool:
    """Tell whether missed clocks of some office would come to nobody without this body."""
    return bool(left_unwatched(body.id))


def needs_accreditation(kind: str) -> bool:
    """Tell whether some route asks of this kind of body that it is accredited."""
    wanted = (receiver for route in current_pack().routes.rows for receiver in route.to)
    return any(receiver.accredited and receiver.kind == kind for receiver in wanted)


def is_recognised_kind(kind: str) -> bool:
    """Tell whether a body of this kind is a group that a municipality recognises."""
    return kind in current_pack().reports.groups_of


def _instead(body: Body, at: datetime, *, ends: bool) -> Instead:
    found = [
        led
        for chain, facts in _districts(body, at)
        for led in _after(body.id, chain, facts, ends=ends)
    ]
    going_to = {led.receiver for _route, led in found if led}
    names = Body.objects.filter(pk__in=going_to).order_by("name").values_list("name", flat=True)
    unreached = tuple(dict.fromkeys(route for route, led in found if led is None))
    desks = national_desks(at)
    leaves_one = any(desk != body.id or not ends for desk in desks)
    return Instead(tuple(names), unreached, not leaves_one and bool(desks or unreached))


def _after(
    body: UUID, chain: Sequence[str], facts: Sequence[BodyFacts], *, ends: bool
) -> Iterator[tuple[str, Addressed | None]]:
    """Yield each route of a district that leads to a body now, and whom it would lead to."""
    others = [each for each in facts if each.id != body]
    rest = [replace(each, accredited=each.accredited and each.id != body) for each in facts]
    then = led_to(current_pack(), chain, others if ends else rest)
    for route, led in led_to(current_pack(), chain, facts).items():
        if led is not None and body in {led.receiver, led.for_body}:
            yield route, then[route]


def _districts(body: Body, at: datetime) -> Iterator[tuple[tuple[str, ...], list[BodyFacts]]]:
    """Yield each district that a body serves, as a chain, with the bodies in reach of it.

    For all at once: a body of the whole country serves some two thousand.
    """
    parents = dict(Area.objects.values_list("code", "parent"))
    facts, serving = _facts(at)
    served = list(body.served.values_list("area", flat=True))
    within = Area.objects.filter(Q(code__in=served) | inside("parent", served))
    for code in within.filter(level=Level.DISTRICT).values_list("code", flat=True):
        chain = tuple(_upwards(code, parents))
        yield chain, [facts[place] for place in sorted({p for a in chain for p in serving[a]})]


def _facts(at: datetime) -> tuple[list[BodyFacts], Mapping[str, list[int]]]:
    """Return all bodies at work, the oldest first, and which of them serve each area."""
    bodies = list(Body.objects.at_work(at).order_by("founded_at", "pk"))
    served: dict[UUID, set[str]] = defaultdict(set)
    serving: dict[str, list[int]] = defaultdict(list)
    places = {body.pk: place for place, body in enumerate(bodies)}
    for pk, area in ServedArea.objects.filter(body__in=bodies).values_list("body", "area"):
        served[pk].add(area)
        serving[area].append(places[pk])
    keyed = keyed_circles(places)
    accredited = set(Body.objects.accredited(at).values_list("pk", flat=True))
    facts = [
        BodyFacts(
            id=body.pk,
            kind=body.kind,
            areas=frozenset(served[body.pk]),
            accredited=body.pk in accredited,
            keyed=body.pk in keyed,
        )
        for body in bodies
    ]
    return facts, serving


def _upwards(code: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    while code is not None:
        yield code
        code = parents.get(code)
