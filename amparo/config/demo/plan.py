"""All that happens in the demo, in the order of time. Pure: the moment of the demo is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from amparo.config.demo.data import Demo
from amparo.config.demo.moments import is_ago, moment_of
from amparo.config.demo.script import Act, Script
from amparo.protocols.clocks import Calendar

RAISED = "raised"
"""What the first event of a script does."""

CALLED = "called"
"""What the call does that whoever raised it is owed."""


@dataclass(frozen=True)
class Event:
    """One thing that happens; `script` is None for what belongs to no concern."""

    at: datetime
    act: Act
    script: Script | None = None


def planned(demo: Demo, today: datetime, calendar: Calendar) -> list[Event]:
    """Return what has happened by a moment, in order; what lies ahead of it is left out."""
    events = [each for script in demo.scripts for each in _course(script, today, calendar)]
    events += [Event(moment_of(act.at, today, calendar), act) for act in demo.life]
    return sorted((each for each in events if each.at <= today), key=lambda each: each.at)


def begun_at(demo: Demo, today: datetime, calendar: Calendar) -> datetime:
    """Return when the demo's deployment began."""
    return moment_of(demo.begun, today, calendar)


def _course(script: Script, today: datetime, calendar: Calendar) -> Iterator[Event]:
    """Yield a concern and what follows, as far as it has happened."""
    at = moment_of(script.at, today, calendar)
    yield Event(at, Act(script.at, RAISED, script.by), script)
    if script.called and not script.stamped:
        yield Event(moment_of(script.called, at, calendar), Act(script.called, CALLED), script)
    for act, moment in _followed(script.then, at, today, calendar):
        if moment > today:
            return
        yield Event(moment, act, script)


def _followed(
    acts: Sequence[Act], at: datetime, today: datetime, calendar: Calendar
) -> Iterator[tuple[Act, datetime]]:
    for act in acts:
        at = moment_of(act.at, today if is_ago(act.at) else at, calendar)
        yield act, at
