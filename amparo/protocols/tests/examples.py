"""What tests of protocols share: three countries' calendars, and short ways to write entries."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from amparo.base.ids import derived_id
from amparo.forms.values import Value
from amparo.protocols.clocks import Calendar
from amparo.protocols.condition import Condition
from amparo.protocols.expand import expand_holidays, expand_zone
from amparo.protocols.protocol import Clock, Coded, Limit, Protocol, State, Step
from amparo.protocols.replay import Happened, Standing, replay

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)

ZONES = {"America/Lima": "PE", "Asia/Jakarta": "ID", "Europe/Oslo": "NO"}


@cache
def calendar_of(zone: str) -> Calendar:
    holidays = expand_holidays(ZONES.get(zone, ""), (), FIRST, LAST)
    return Calendar(holidays, expand_zone(zone, FIRST, LAST))


LIMA = calendar_of("America/Lima")


def at(wall: str, calendar: Calendar = LIMA) -> datetime:
    """Return the moment of a wall clock's `2027-05-10 09:15`."""
    return calendar.zone.moment(datetime.fromisoformat(wall))


def shown(moment: datetime | None, calendar: Calendar = LIMA) -> str:
    """Return a moment as the wall clock shows it."""
    return f"{calendar.zone.local(moment):%Y-%m-%d %H:%M}" if moment else ""


def happened(
    position: int,
    step: str,
    wall: str,
    *,
    by: str = "service:officer",
    stamped: str = "",
    **coded: Value,
) -> Happened:
    return Happened(
        id=derived_id("example", str(position), step),
        step=step,
        at=at(wall),
        position=position,
        coded=coded,
        by=by,
        stamped=at(stamped) if stamped else None,
    )


def step(key: str, **fields: object) -> Step:
    return Step(**{"key": key, "by": ("service:officer",), **fields})  # type: ignore[arg-type]  # as each test needs it


def clock(key: str, **fields: object) -> Clock:
    usual = {"start": ("arrive",), "until": ("qualify",), "owed_by": "service", "owed_to": "child"}
    return Clock(**{"key": key, "limit": Limit("hours", 24), **usual, **fields})  # type: ignore[arg-type]  # as each test needs it


def when(text: str) -> Condition:
    return Condition.read(text)


def protocol(*clocks: Clock, **more: Step) -> Protocol:
    """Return a small protocol: arrive opens it, qualify and refer follow, release ends it."""
    steps = [
        step("arrive", by=("server",), opens=True, state="arrived"),
        step("inquire", after=("arrive",)),
        step("qualify", opens=True, after=("arrive",), not_after=("release",), state="qualified"),
        step("refer", when=when("${crime} != 'no'")),
        step("hold", coded=(Coded("hold_until", "day"),)),
        step("release", after=("qualify",), once=True, state="released"),
        step("escalate", by=("tick",)),
        *more.values(),
    ]
    return Protocol(
        key="case",
        title="protocol.case",
        parties=("service",),
        states={key: State(key) for key in ("arrived", "qualified", "released")},
        steps={each.key: each for each in steps},
        clocks={each.key: each for each in clocks},
    )


def stand(followed: Protocol, *entries: Happened, on: str = "2027-05-20 12:00") -> Standing:
    return replay(followed, entries, at(on), LIMA)


def due(standing: Standing) -> Mapping[str, str]:
    """Return when each open duty is due, by its clock; the soonest of a clock."""
    return {duty.clock: shown(duty.due) for duty in reversed(standing.duties)}
