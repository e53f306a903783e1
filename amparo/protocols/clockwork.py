"""How one clock runs through a journal: started, put off, lengthened, met, lapsed, wound again.

Pure. A miss stays a miss: what puts a clock off or lengthens it counts only if it came before it
was due. What shortens a running clock never makes it due before the moment this became known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Self
from uuid import UUID

from amparo.base.ids import derived_id
from amparo.forms.values import read_date, read_moment, to_text
from amparo.protocols.clocks import Calendar, due
from amparo.protocols.condition import holds
from amparo.protocols.journal import Taken
from amparo.protocols.protocol import Clock, Limit

HOLD_UNTIL = "hold_until"
"""The coded answer that says until when a hold lasts."""


@dataclass(frozen=True)
class Rules:
    """A clock, the clocks that extend it, and the calendar it is counted by."""

    clock: Clock
    longer: tuple[Clock, ...]
    calendar: Calendar


@dataclass(frozen=True)
class Taking:
    """The entries that counted, and at which places each step was taken."""

    taken: Sequence[Taken]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, taken: Sequence[Taken]) -> Self:
        places: dict[str, list[int]] = {}
        for place, each in enumerate(taken):
            places.setdefault(each.step, []).append(place)
        return cls(taken, places)


@dataclass(frozen=True)
class Counted:
    """What a limit is counted from, and the soonest it can be due: never before anybody knew."""

    origin: datetime
    soonest: datetime


class Run:
    """One run of a clock, from what started it until it is met or lapses."""

    def __init__(
        self,
        rules: Rules,
        instance: UUID,
        since: datetime,
        limit: Limit,
        counted: "Counted | None" = None,
    ) -> None:
        self.rules = rules
        self.instance = instance
        self.since = since
        self.limit = limit
        self.counted = counted or Counted(since, since)
        self.extension: Clock | None = None
        self.hold: datetime | None = None
        self.done_at: datetime | None = None
        self.lapsed = False
        self.due = self._reckoned(None, None)
        self._counted = 0
        self._last = since

    @property
    def is_open(self) -> bool:
        return self.done_at is None and not self.lapsed

    def see(self, taken: Taken, hold: datetime | None) -> None:
        """Let an entry work on it."""
        if meets(self.rules.clock, taken) and self._is_late_enough(taken.at):
            self._count(taken.at)
        elif _takes_back(self.rules.clock, taken):
            self.lapsed = True
        if self.is_open:
            self.adjust(taken, hold)

    def adjust(self, taken: Taken, hold: datetime | None) -> None:
        """Reckon anew until when it runs, from what is known after an entry; too late once due."""
        if taken.at > self.due:
            return
        true = [each for each in self.rules.longer if each.when and each.when.holds(taken.values)]
        self.extension = max(true, key=lambda each: self._reckoned(each, None), default=None)
        self.hold = hold
        reckoned = self._reckoned(self.extension, hold)
        self.due = reckoned if reckoned >= self.due else max(reckoned, taken.at)
        self.lapsed = self._is_beyond(taken)

    def _reckoned(self, extension: Clock | None, hold: datetime | None) -> datetime:
        limit = extension.limit if extension else self.limit
        end = max(due(self.counted.origin, limit, self.rules.calendar), self.counted.soonest)
        return max(end, hold) if hold else end

    def _is_beyond(self, taken: Taken) -> bool:
        """Tell whether it would be due only after the last day of the clock, as known now."""
        day = read_date(to_text(taken.values.get(self.rules.clock.not_beyond, "")))
        return day is not None and self.due > self.rules.calendar.end_of(day)

    def _is_late_enough(self, at: datetime) -> bool:
        gap = self.rules.clock.at_least
        return gap is None or at >= due(self._last, gap, self.rules.calendar)

    def _count(self, at: datetime) -> None:
        self._counted += 1
        self._last = at
        if self._counted >= self.rules.clock.times:
            self.done_at = at


def runs_of(rules: Rules, journal: Taking) -> list[Run]:
    """Return every run of a clock through a journal, except those that lapsed."""
    clock, taken = rules.clock, journal.taken
    runs: list[Run] = []
    hold: datetime | None = None
    was_met = False
    for place in _heard(rules, journal):
        each = taken[place]
        if clock.held_by == each.step:
            hold = _end_of_hold(each, rules.calendar)
        running = [run for run in runs if run.is_open]
        for run in running:
            run.see(each, hold)
        runs.extend(_wound_again(rules, running, each, hold))
        was_met = was_met or (clock.once and meets(clock, each))
        if _starts(clock, each) and not _is_spared(clock, runs, was_met=was_met):
            runs.append(_started(rules, taken, place, hold))
    return [run for run in runs if not run.lapsed]


def _heard(rules: Rules, journal: Taking) -> Iterable[int]:
    """Return the places of the entries that can work on a clock, in their order.

    Any entry can change the answers that a longer limit rests on. Where there is none, reckoning
    anew gives the same until one of the clock's own steps is taken.
    """
    if rules.longer:
        return range(len(journal.taken))
    clock = rules.clock
    heeded = {*clock.start, *clock.until, *clock.ends, clock.held_by}
    return sorted(place for step in heeded for place in journal.places.get(step, ()))


def meets(clock: Clock, taken: Taken) -> bool:
    """Tell whether an entry is what a clock waits for."""
    return taken.step in clock.until and holds(clock.until_when, taken.values)


def _takes_back(clock: Clock, taken: Taken) -> bool:
    """Tell whether an entry ends a clock without meeting it."""
    said_otherwise = taken.step in clock.start and not holds(clock.when, taken.values)
    return said_otherwise or taken.step in clock.ends


def _starts(clock: Clock, taken: Taken) -> bool:
    return taken.step in clock.start and holds(clock.when, taken.values)


def _is_spared(clock: Clock, runs: Sequence[Run], *, was_met: bool) -> bool:
    if clock.once:
        return was_met or any(not run.lapsed for run in runs)
    return clock.one_at_a_time and any(run.is_open for run in runs)


def _started(rules: Rules, taken: Sequence[Taken], place: int, hold: datetime | None) -> Run:
    first = taken[place]
    since = _since(rules, taken, place)
    run = Run(rules, first.entry.id, since, rules.clock.limit, _counted(rules, first, since))
    run.adjust(first, hold)
    return run


def _counted(rules: Rules, first: Taken, since: datetime) -> Counted:
    """Return the day or moment that a clock's starting entry names; else when it began."""
    said = to_text(first.entry.coded.get(rules.clock.counted_from, ""))
    if day := read_date(said):
        midnight = rules.calendar.zone.moment(datetime.combine(day, time.min))
        known_on = rules.calendar.zone.local(first.at).date()
        return Counted(midnight, rules.calendar.end_of(known_on))
    if moment := read_moment(said):
        origin = moment if moment.tzinfo else rules.calendar.zone.moment(moment)
        return Counted(origin, first.at)
    return Counted(since, since)


def _wound_again(
    rules: Rules, running: Sequence[Run], taken: Taken, hold: datetime | None
) -> Iterator[Run]:
    """Start a recurring clock's next round where this entry met the last one."""
    every = rules.clock.every
    for met in running:
        if every and met.done_at and taken.step not in rules.clock.ends:
            run = Run(rules, derived_id(met.instance, rules.clock.key), met.done_at, every)
            run.adjust(taken, hold)
            yield run


def _since(rules: Rules, taken: Sequence[Taken], place: int) -> datetime:
    """Return when a clock began: at the entry, or as much earlier as paper or a person says."""
    first = taken[place]
    moments = [first.at, first.entry.stamped or first.at]
    if not rules.clock.earlier:
        return min(moments)
    for each in taken[place:]:
        if each is not first and _starts(rules.clock, each):
            break
        said = read_moment(to_text(each.entry.coded.get(rules.clock.earlier, "")))
        if said:
            moments[2:] = [said if said.tzinfo else rules.calendar.zone.moment(said)]
    return min(moments)


def _end_of_hold(taken: Taken, calendar: Calendar) -> datetime | None:
    day = read_date(to_text(taken.entry.coded.get(HOLD_UNTIL, ""))[:10])
    return calendar.end_of(day) if day else None
