"""Tells a pack's stories: does what they promise hold? Pure.

Each difference is one sentence that says when, what the story expects and what is so.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from amparo.base.ids import derived_id
from amparo.protocols.clocks import Calendar
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Protocol
from amparo.protocols.replay import Duty, Happened, Standing, replay
from amparo.protocols.routes import BodyFacts, Routing, choose, kept_kinds
from amparo.protocols.stories import (
    Given,
    ProtocolStory,
    Reached,
    RouteStory,
    Story,
    Then,
    wall,
)
from amparo.protocols.typos import typos

Differences = Iterator[str]

_STATE = "The state is “{so}”, not “{wanted}”."
_NOT_OWED = "{clock} is not owed."
_OWED = "{clock} is owed, though it should not be."
_DUE = "{clock} is due {so}, not {wanted}."
_ALLOWED = "The step {name} is open, though it should not be."
_NOT_ALLOWED = "The step {name} is not open."
_VALUE = "“{name}” is {so}, not {wanted}."
_EXACTLY = "{what}: {so}, not {wanted}."
_AMONG = "{what}: {name} is not among them ({so})."
_NOT_AMONG = "{what}: {name} is among them, though it should not be."


def tell(pack: Pack, story: Story) -> list[str]:
    """Return in what a story differs from what the pack does; nothing if it holds."""
    if isinstance(story, RouteStory):
        return [*typos(pack, story), *_reached(story, _routing(pack, story))]
    protocol = pack.protocols.get(story.protocol)
    if protocol is None:
        return [f"There is no protocol “{story.protocol}”."]
    found = list(typos(pack, story))
    for day in story.days:
        standing = _standing(protocol, pack.calendar, story, day)
        found.extend(f"On {day.on}: {says}" for says in _then(day, standing, story, pack.calendar))
    return found


def _standing(protocol: Protocol, calendar: Calendar, story: ProtocolStory, day: Then) -> Standing:
    entries = [_happened(story, given, calendar) for given in story.given]
    at = calendar.zone.moment(wall(day.on))
    return replay(protocol, [entry for entry in entries if entry.at <= at], at, calendar)


def _happened(story: ProtocolStory, given: Given, calendar: Calendar) -> Happened:
    return Happened(
        id=derived_id(story.key, str(given.number)),
        step=given.step,
        at=calendar.zone.moment(wall(given.at)),
        position=given.number,
        coded=given.coded,
        by=given.by,
        stamped=calendar.zone.moment(wall(given.stamped)) if given.stamped else None,
    )


def _then(day: Then, standing: Standing, story: ProtocolStory, calendar: Calendar) -> Differences:
    if day.state is not None and day.state != standing.state:
        yield _STATE.format(so=standing.state, wanted=day.state)
    yield from _clocks(day, standing, calendar)
    yield from _due(day.shown, standing.shown, calendar)
    refused = [f"{step}:{gate}" for step, gates in standing.refused.items() for gate in gates]
    yield from _among("Refused", refused, day.refused)
    yield from _met(day, standing.met)
    for name in day.allowed:
        if name not in standing.allowed:
            yield _NOT_ALLOWED.format(name=name)
    for name in day.not_allowed:
        if name in standing.allowed:
            yield _ALLOWED.format(name=name)
    for name, wanted in day.values.items():
        if (so := standing.values.get(name, "")) != wanted:
            yield _VALUE.format(name=name, so=_shown(so), wanted=_shown(wanted))
    out_of_turn = [
        given.step
        for given in story.given
        if derived_id(story.key, str(given.number)) in standing.out_of_turn
    ]
    yield from _exactly("Out of turn", out_of_turn, day.out_of_turn)


def _clocks(day: Then, standing: Standing, calendar: Calendar) -> Differences:
    soonest = {duty.clock: duty for duty in reversed(standing.duties)}
    yield from _due(day.due, standing.duties, calendar)
    yield from (_NOT_OWED.format(clock=each) for each in day.owed if each not in soonest)
    yield from (_OWED.format(clock=each) for each in day.not_owed if each in soonest)
    held = [duty.clock for duty in standing.duties if duty.held_until]
    yield from _among("Held", held, day.held)
    yield from _exactly("Overdue", {duty.clock for duty in standing.overdue}, day.overdue)
    told = {f"{duty.clock}:{level.to}" for duty, level in standing.escalated}
    yield from _exactly("Escalated", told, day.escalated)


def _due(wanted: Mapping[str, str], so: Iterable[Duty], calendar: Calendar) -> Differences:
    soonest = {duty.clock: duty for duty in reversed(tuple(so))}
    for clock, moment in wanted.items():
        if clock not in soonest:
            yield _NOT_OWED.format(clock=clock)
        elif soonest[clock].due != calendar.zone.moment(wall(moment)):
            yield _DUE.format(clock=clock, so=_local(soonest[clock].due, calendar), wanted=moment)


def _met(day: Then, met: Iterable[Duty]) -> Differences:
    in_time = {duty.clock: duty.done_in_time for duty in met if duty.done_in_time}
    missed = {duty.clock for duty in met if not duty.done_in_time}
    yield from _among("Met in time", in_time, day.met)
    yield from _exactly("Met too late", missed, day.missed)


def _routing(pack: Pack, story: RouteStory) -> Routing:
    kept = kept_kinds(pack, story.keep_from)
    return choose(
        pack,
        story.answers,
        story.district,
        (story.district, *story.chain),
        [_facts(story, number) for number in range(len(story.bodies))],
        {_facts(story, number).id for number, body in enumerate(story.bodies) if body.kind in kept},
    )


def _facts(story: RouteStory, number: int) -> BodyFacts:
    body = story.bodies[number]
    return BodyFacts(
        id=derived_id(story.key, str(number)),
        kind=body.kind,
        areas=frozenset((body.area,)),
        accredited=body.accredited,
        keyed=body.keyed,
    )


def _reached(story: RouteStory, routing: Routing) -> Differences:
    then: Reached = story.then
    names = {_facts(story, number).id: body.name for number, body in enumerate(story.bodies)}
    direct = [names[each.receiver] for each in routing.addressed if each.for_body is None]
    pairs = [
        (names[each.receiver], names[each.for_body])
        for each in routing.addressed
        if each.for_body is not None
    ]
    if then.matter is not None and then.matter != routing.route_class:
        yield _EXACTLY.format(what="Class", so=routing.route_class, wanted=then.matter)
    yield from _exactly("To", direct, then.to)
    yield from _exactly("Relayed", [f"{body} via {relay}" for relay, body in pairs], then.relayed)
    yield from _exactly("Gaps", {gap.kind for gap in routing.gaps}, then.gaps)
    yield from _exactly("Unreached", routing.unreached, then.unreached)
    yield from _among("To", direct, then.reaches)
    told = {*direct, *(name for pair in pairs for name in pair)}
    for name in then.not_to:
        if name in told:
            yield _NOT_AMONG.format(what="Told", name=name)


def _exactly(what: str, so: Iterable[str], wanted: Iterable[str] | None) -> Differences:
    is_so = list(so)
    if wanted is not None and Counter(is_so) != Counter(wanted):
        yield _EXACTLY.format(what=what, so=_list(is_so), wanted=_list(wanted))


def _among(what: str, so: Collection[str], wanted: Iterable[str]) -> Differences:
    for name in wanted:
        if name not in so:
            yield _AMONG.format(what=what, name=name, so=_list(so))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)


def _local(moment: datetime, calendar: Calendar) -> str:
    return f"{calendar.zone.local(moment):%Y-%m-%d %H:%M}"
