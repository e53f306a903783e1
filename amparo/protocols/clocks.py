"""How long a limit really is: days without work, the ends of days and months, the offset from UTC.

Pure. Hours run through nights and holidays. A day, month or year is not counted from the minute:
the first day is skipped, and it ends with its last day, at 24:00 local time. Months keep the number
of the day, or take the month's last. What is done exactly at the due moment is in time.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amparo.protocols.protocol import Limit
from amparo.protocols.zone import Zone

WEEKEND = frozenset((5, 6))
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked, and what the wall clock shows. `weekend`: Monday is 0."""

    holidays: frozenset[date]
    zone: Zone
    weekend: frozenset[int] = WEEKEND

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def end_of(self, day: date) -> datetime:
        """Return the moment of a day's 24:00."""
        return self.zone.moment(datetime.combine(day + _DAY, time.min))


def due(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """Return the last moment that is in time for something that started at an aware moment."""
    if limit.unit == "hours":
        return start + timedelta(hours=limit.count)
    return calendar.end_of(_last_day(calendar.zone.local(start).date(), limit, calendar))


def later(moment: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """Return what is due so long after a due moment: 24:00 belongs to the day that it ends."""
    if limit.unit == "hours":
        return moment + timedelta(hours=limit.count)
    wall = calendar.zone.local(moment)
    day = wall.date() - _DAY if wall.time() == time.min else wall.date()
    return calendar.end_of(_last_day(day, limit, calendar))


def _last_day(first: date, limit: Limit, calendar: Calendar) -> date:
    match limit.unit:
        case "calendar_days":
            return first + timedelta(days=limit.count)
        case "months":
            return _months_on(first, limit.count)
        case "years":
            return _months_on(first, 12 * limit.count)
    return _working_days_on(first, limit.count, calendar)


def _working_days_on(first: date, count: int, calendar: Calendar) -> date:
    day = first
    while count:
        day += _DAY
        count -= calendar.is_working(day)
    return day


def _months_on(first: date, count: int) -> date:
    years, month = divmod(first.month - 1 + count, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
