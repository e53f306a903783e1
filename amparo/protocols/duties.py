"""What is owed, by whom and until when: every clock of a protocol, wound by a journal. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from amparo.protocols.clocks import Calendar, later
from amparo.protocols.clockwork import Rules, Run, Taking, runs_of
from amparo.protocols.journal import Taken
from amparo.protocols.protocol import Clock, Protocol


@dataclass(frozen=True)
class Escalation:
    """When a missed clock is told to the next level; the first level is 1."""

    level: int
    to: str
    at: datetime


@dataclass(frozen=True)
class Duty:
    """Something owed, or something that was.

    Attributes:
        clock: the clock's key.
        instance: the id of the entry that started it; of a later round, an id derived from that.
        since: when it began; the hour of paper, if that was earlier than its receipt.
        due: the last moment that is in time.
        held_until: the end of the hold that puts it off, while one does.
        extended_by: the key of the clock that lengthened it, or empty.
    """

    clock: str
    instance: str
    owed_by: str
    owed_to: str
    since: datetime
    due: datetime
    done_at: datetime | None
    held_until: datetime | None
    extended_by: str
    source: str
    label: str
    escalations: tuple[Escalation, ...]

    @property
    def done_in_time(self) -> bool | None:
        """Whether it was met in time; None while it is open."""
        return None if self.done_at is None else self.done_at <= self.due

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether it was missed, as things stand at a moment."""
        return (self.done_at or at) > self.due


def duties_of(
    protocol: Protocol, taken: Sequence[Taken], calendar: Calendar
) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Return every duty that the journal made, met or not, and what others owe by law.

    Both the soonest due first.
    """
    journal = Taking.of(taken)
    made: tuple[list[Duty], list[Duty]] = ([], [])
    longer: dict[str, list[Clock]] = {}
    for clock in protocol.clocks.values():
        if clock.extends:
            longer.setdefault(clock.extends, []).append(clock)
    for clock in protocol.clocks.values():
        if clock.extends or journal.places.keys().isdisjoint(clock.start):
            continue
        rules = Rules(clock, tuple(longer.get(clock.key, ())), calendar)
        runs = runs_of(rules, journal)
        made[clock.for_information].extend(_duty(run, calendar) for run in runs)
    ours, shown = (tuple(sorted(duties, key=_place)) for duties in made)
    return ours, shown


def _place(duty: Duty) -> tuple[datetime, str, datetime, str]:
    return duty.due, duty.clock, duty.since, duty.instance


def _duty(run: Run, calendar: Calendar) -> Duty:
    clock = run.rules.clock
    said_by = run.extension or clock
    return Duty(
        clock=clock.key,
        instance=str(run.instance),
        owed_by=clock.owed_by,
        owed_to=clock.owed_to,
        since=run.since,
        due=run.due,
        done_at=run.done_at,
        held_until=run.hold if run.hold == run.due else None,
        extended_by=run.extension.key if run.extension else "",
        source=said_by.source,
        label=said_by.label,
        escalations=tuple(_levels(clock, run.due, calendar)),
    )


def _levels(clock: Clock, due: datetime, calendar: Calendar) -> Iterable[Escalation]:
    for level, step in enumerate(clock.escalate, 1):
        yield Escalation(level, step.to, later(due, step.after, calendar))
