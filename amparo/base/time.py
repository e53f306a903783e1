"""Moments, written one way everywhere: `2027-05-10T14:15:00.000000Z`.

Always UTC, always six digits, so that written moments sort as text and hash alike. No clock here.
"""

import re
from datetime import UTC, date, datetime

from amparo.base.problems import Malformed

__all__ = ["UTC", "iso_week", "read_moment", "to_minute", "write_moment"]

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def write_moment(moment: datetime) -> str:
    """Write an aware moment, of any zone, in UTC.

    Raises:
        Malformed: if the moment does not say its zone.
    """
    if moment.tzinfo is None:
        raise Malformed("A moment without its time zone can't be written.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(text: str) -> datetime:
    """Read what `write_moment` wrote, and nothing else: another spelling would hash differently.

    Raises:
        Malformed: if it is written in any other way, or there is no such day or hour.
    """
    if not _MOMENT.fullmatch(text):
        raise Malformed("A moment must be written like 2027-05-10T14:15:00.000000Z.")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Malformed("There is no such day or hour. Check the moment.") from None


def iso_week(day: date) -> str:
    """Return a day's ISO week, like `2027-W23`; 1 January may lie in last year's."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def to_minute(moment: datetime) -> datetime:
    """Cut seconds off. What only needs the minute keeps no more than the minute."""
    return moment.replace(second=0, microsecond=0)
