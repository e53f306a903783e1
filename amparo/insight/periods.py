"""The periods that reports cover: calendar half-years or years, by the country's clocks. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amparo.protocols.zone import Zone

HALF_YEAR = "half_year"
SECOND_HALF = 7
THURSDAY = 3
_KEY = re.compile(r"([1-9][0-9]{3})(?:-([12]))?")


@dataclass(frozen=True)
class Period:
    """A half-year, `half` 1 or 2, or a whole year, `half` 0."""

    year: int
    half: int = 0

    @property
    def key(self) -> str:
        """Return how an address names it: 2027-1, 2027-2 or 2027."""
        return f"{self.year}-{self.half}" if self.half else str(self.year)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, SECOND_HALF if self.half == 2 else 1, 1)  # noqa: PLR2004

    @property
    def last(self) -> date:
        """Return its last day."""
        after = date(self.year, SECOND_HALF, 1) if self.half == 1 else date(self.year + 1, 1, 1)
        return after - timedelta(days=1)

    def begins(self, zone: Zone) -> datetime:
        """Return the moment at which it begins in a country."""
        return zone.moment(datetime.combine(self.first, time.min))

    def ends(self, zone: Zone) -> datetime:
        """Return the moment at which the next one begins."""
        return zone.moment(datetime.combine(self.last + timedelta(days=1), time.min))

    @property
    def weeks(self) -> tuple[str, str]:
        """Return its first and last ISO week: a week belongs to where its Thursday lies."""
        first, last = _thursday(self.first), _thursday(self.last)
        week = timedelta(weeks=1)
        return (
            _week(first if first >= self.first else first + week),
            _week(last if last <= self.last else last - week),
        )


def read_period(key: str) -> Period | None:
    """Return the period of a key; None if it is none."""
    found = _KEY.fullmatch(key)
    return Period(int(found[1]), int(found[2] or 0)) if found else None


def last_ended(kind: str, today: date) -> Period:
    """Return the newest period that is over on a day."""
    if kind != HALF_YEAR:
        return Period(today.year - 1)
    return Period(today.year, 1) if today.month >= SECOND_HALF else Period(today.year - 1, 2)


def _thursday(day: date) -> date:
    return day + timedelta(days=THURSDAY - day.weekday())


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
