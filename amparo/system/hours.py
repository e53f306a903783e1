"""A body's weekly hours: is it open, until when, and when does somebody read next.

Pure: no Django, no clock. Moments come and go in the local zone of whoever asks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Self

from amparo.base.problems import Malformed

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_AHEAD = 30
"""Days in which the next opening is looked for; longer than any row of holidays."""


@dataclass(frozen=True, order=True)
class Span:
    """From an hour to an hour of one day; midnight as an end is the end of the day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class WeeklyHours:
    """Seven days, Monday first, each with its spans in order. No span at all: not known."""

    days: tuple[tuple[Span, ...], ...] = ((),) * 7

    @property
    def is_known(self) -> bool:
        """Tell whether any hour is known; a service without known hours promises nothing."""
        return any(self.days)

    @classmethod
    def from_json(cls, written: Mapping[str, Sequence[Sequence[str]]]) -> Self:
        """Read what `as_json` wrote: `{"mon": [["08:00", "13:00"], ["14:00", "16:30"]]}`.

        Raises:
            Malformed: an unknown day, an impossible hour, or spans that overlap.
        """
        if unknown := set(written) - set(DAYS):
            raise Malformed("There is no day called {day}.", day=min(unknown))
        return cls(tuple(_read_day(day, written.get(day, ())) for day in DAYS))

    def as_json(self) -> dict[str, list[list[str]]]:
        """Write the hours for the database; closed days are left out."""
        return {
            day: [[f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"] for span in spans]
            for day, spans in zip(DAYS, self.days, strict=True)
            if spans
        }

    def open_until(self, local: datetime, holidays: Collection[date]) -> datetime | None:
        """Return when the span that a moment lies in closes, or None if it lies in none."""
        for opens, closes in self._spans_of(local, local.date(), holidays):
            if opens <= local < closes:
                return closes
        return None

    def next_open(self, local: datetime, holidays: Collection[date]) -> datetime | None:
        """Return the moment itself if open, else the next opening; None if none is known."""
        for ahead in range(LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            for opens, closes in self._spans_of(local, day, holidays):
                if local < closes:
                    return max(local, opens)
        return None

    def _spans_of(
        self, local: datetime, day: date, holidays: Collection[date]
    ) -> list[tuple[datetime, datetime]]:
        if day in holidays:
            return []
        return [
            (_at(local, day, span.opens), _end(local, day, span.closes))
            for span in self.days[day.weekday()]
        ]


def _at(local: datetime, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=local.tzinfo)


def _end(local: datetime, day: date, hour: time) -> datetime:
    return _at(local, day + timedelta(days=1) if hour == time.min else day, hour)


def _read_day(day: str, spans: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    read = sorted(_read_span(day, span) for span in spans)
    for earlier, later in pairwise(read):
        if later.opens < earlier.closes or earlier.closes == time.min:
            raise Malformed("Two spans of hours overlap on {day}.", day=day)
    return tuple(read)


def _read_span(day: str, written: Sequence[str]) -> Span:
    try:
        opens, closes = (time.fromisoformat(hour) for hour in written)
    except (TypeError, ValueError):
        raise Malformed("Hours on {day} must be written like 08:00 to 16:30.", day=day) from None
    if closes <= opens and closes != time.min:
        raise Malformed("A span of hours on {day} ends before it begins.", day=day)
    return Span(opens, closes)
