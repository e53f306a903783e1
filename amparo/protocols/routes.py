"""Whom a matter goes to. Pure: the bodies in reach come as an argument.

Every true route marked `always` adds its receiver; of the others the first true one does. A route
takes the first kind in its order of preference that has a body in reach which need not be kept out,
the nearest first. A body that holds no key is reached through another one that does, its relay.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain as joined
from uuid import UUID

from amparo.forms.values import Value, Values, codes_in, is_rows, to_text
from amparo.protocols.pack import REACHES, Pack, Route


@dataclass(frozen=True)
class BodyFacts:
    """What routing knows of a body. `areas`: codes of the areas that it serves."""

    id: UUID
    kind: str
    areas: frozenset[str]
    accredited: bool = False
    keyed: bool = False


@dataclass(frozen=True)
class Addressed:
    """A receiver; `for_body` is the body without a key that it stands in for, if it does."""

    receiver: UUID
    for_body: UUID | None
    routes: tuple[str, ...]


@dataclass(frozen=True)
class GapFound:
    """A service that nobody gives in reach. `hotline` is a key of the pack's, or empty."""

    kind: str
    area: str
    route: str
    hotline: str


@dataclass(frozen=True)
class Routing:
    """Where a matter goes.

    `unreached` names the routes that reach nobody only because some must not know: no gap of the
    system, and not to be counted as one, since a count would give the exclusion away.
    """

    route_class: str
    addressed: tuple[Addressed, ...]
    gaps: tuple[GapFound, ...] = ()
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reach:
    """The bodies to choose from, and where: the child's district first, the country last."""

    pack: Pack
    areas: tuple[str, ...]
    bodies: Sequence[BodyFacts]
    kept_from: Collection[UUID]

    def of_kind(self, kind: str) -> list[BodyFacts]:
        """Return a kind's bodies in reach, the nearest first, then in the order given."""
        within = self.areas[: REACHES.index(self.pack.body_kinds[kind].reach) + 1]
        near = [
            (min(map(within.index, body.areas.intersection(within))), place, body)
            for place, body in enumerate(self.bodies)
            if body.kind == kind and not body.areas.isdisjoint(within)
        ]
        return [body for _, _, body in sorted(near, key=lambda each: each[:2])]

    def open_to(self, kind: str) -> list[BodyFacts]:
        return [body for body in self.of_kind(kind) if body.id not in self.kept_from]

    def relay_of(self, route: Route) -> UUID | None:
        bodies = joined.from_iterable(map(self.open_to, route.relay))
        return next((body.id for body in bodies if body.keyed), None)


def route_class(pack: Pack, values: Values) -> str:
    """Return the gravest class that a true route gives; where none is true, the least grave."""
    return _gravest(pack, _true(pack, values))


def _gravest(pack: Pack, true: Iterable[Route]) -> str:
    given = {route.matter for route in true}
    classes = pack.routes.classes
    return next((each for each in classes if each in given), classes[-1] if classes else "")


def choose(  # noqa: PLR0917  # each argument is another thing; a holder would only rename them
    pack: Pack,
    values: Values,
    district: str,
    chain: Sequence[str],
    bodies: Sequence[BodyFacts],
    kept_from: Collection[UUID],
) -> Routing:
    """Choose who receives a matter.

    Args:
        pack: whose routes are followed.
        values: all answers, the sealed ones too.
        district: code of the area of the child's habitual residence.
        chain: the codes of district, province, region and country.
        bodies: at least those that serve an area of the chain; equally near ones in order.
        kept_from: the bodies that must not know, in whatever part.
    """
    areas = tuple(chain) if district in chain[:1] else (district, *chain)
    reach = _Reach(pack, areas, bodies, kept_from)
    true = tuple(_true(pack, values))
    found = [(route, _receiver(reach, route)) for route in _taken(true)]
    lost = [route for route, receiver in found if receiver is None]
    anybody = replace(reach, kept_from=frozenset())
    gaps = [route for route in lost if _receiver(anybody, route) is None]
    return Routing(
        _gravest(pack, true),
        _once_each(found),
        tuple(GapFound(each.to[0].kind, district, each.key, each.none) for each in gaps),
        tuple(route.key for route in lost if route not in gaps),
    )


def led_to(
    pack: Pack, chain: Sequence[str], bodies: Sequence[BodyFacts]
) -> dict[str, Addressed | None]:
    """Return whom each route leads to in a district, where nobody must be kept out, by its key.

    Args:
        pack: whose routes are followed.
        chain: the codes of district, province, region and country.
        bodies: at least those that serve an area of the chain; equally near ones in order.
    """
    reach = _Reach(pack, tuple(chain), bodies, frozenset())
    return {route.key: _receiver(reach, route) for route in pack.routes.rows}


def kept_kinds(pack: Pack, keep_from_answers: Iterable[str]) -> frozenset[str]:
    """Return the kinds of body that must not know as a whole, by what the raiser ticked."""
    ticked = frozenset(keep_from_answers)
    return frozenset(
        kind.key for kind in pack.body_kinds.values() if ticked.intersection(kind.kept_by)
    )


def flattened(values: Values) -> dict[str, Value]:
    """Return the answers with those in a repeat as if they were one question with several answers.

    So `selected(${child_age}, '0_5')` is true if it is so for any of the children.
    """
    rows = [row for answer in values.values() if is_rows(answer) for row in answer]
    names = dict.fromkeys(name for row in rows for name in row)
    several = {
        name: tuple(dict.fromkeys(joined.from_iterable(_codes(row.get(name, "")) for row in rows)))
        for name in names
    }
    return {**several, **values}


def _codes(answer: Value) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) and answer else codes_in(to_text(answer))


def _true(pack: Pack, values: Values) -> Iterator[Route]:
    flat = flattened(values)
    return (route for route in pack.routes.rows if route.when.holds(flat))


def _taken(true: Iterable[Route]) -> Iterator[Route]:
    has_first = False
    for route in true:
        if route.always or not has_first:
            yield route
        has_first = has_first or not route.always


def _receiver(reach: _Reach, route: Route) -> Addressed | None:
    relay = reach.relay_of(route)
    for body in _fitting(reach, route):
        if body.id in reach.kept_from:
            continue
        if body.keyed:
            return Addressed(body.id, None, (route.key,))
        if relay is not None:
            return Addressed(relay, body.id, (route.key,))
    return None


def _fitting(reach: _Reach, route: Route) -> Iterator[BodyFacts]:
    return (
        body
        for wanted in route.to
        for body in reach.of_kind(wanted.kind)
        if body.accredited or not wanted.accredited
    )


def _once_each(found: Sequence[tuple[Route, Addressed | None]]) -> tuple[Addressed, ...]:
    reasons: dict[tuple[UUID, UUID | None], tuple[str, ...]] = {}
    for _, each in found:
        if each is not None:
            pair = (each.receiver, each.for_body)
            reasons[pair] = (*reasons.get(pair, ()), *each.routes)
    return tuple(Addressed(*pair, routes) for pair, routes in reasons.items())
