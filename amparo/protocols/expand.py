"""Writes out a country's holidays and offsets from UTC, so that a compiled pack holds them itself.

The only place that asks the holidays library and the system's time zones; once compiled, an upgrade
of either moves no due date.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from holidays import country_holidays, list_supported_countries

from amparo.protocols.zone import Offset, Zone

YEARS_AFTER = 5
"""A dossier begun on a pack's last day may still be open for years."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def has_zone(name: str) -> bool:
    return name in available_timezones()


def has_country(code: str) -> bool:
    return code in list_supported_countries()


def expand_holidays(
    country: str, extra: Iterable[date], first: date, last: date
) -> frozenset[date]:
    """Return a country's public holidays and the extra days, by years, five more than valid."""
    known = country_holidays(country, years=_years(first, last)) if country else ()
    return frozenset((*known, *extra))


def expand_zone(name: str, first: date, last: date) -> Zone:
    """Return a zone's offsets from the year before the first day until five after the last."""
    years = _years(first, last)
    start = datetime(years[0] - 1, 1, 1, tzinfo=UTC)
    end = datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    zone = ZoneInfo(name)
    return Zone(name, (Offset(start, _seconds(zone, start)), *_changes(zone, start, end)))


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + YEARS_AFTER + 1)


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Offset]:
    day = start
    while day < end:
        if _seconds(zone, day) != _seconds(zone, day + _DAY):
            moment = _change(zone, day, day + _DAY)
            yield Offset(moment, _seconds(zone, moment))
        day += _DAY


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the new offset between two moments, by halving."""
    old = _seconds(zone, before)
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _seconds(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _seconds(zone: ZoneInfo, moment: datetime) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())
