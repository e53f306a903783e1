"""When something happens, said as people say it: `3 working days ago, 10:20`. Pure: no clock.

So the demo's duties look alive on whatever day it is loaded.
"""

import re
from datetime import datetime, time, timedelta

from amparo.protocols.clocks import Calendar

SAID = re.compile(
    r"(?P<count>\d+) (?P<unit>minute|hour|day|week|working day)s? (?P<way>ago|later)"
    r"(?:, (?P<hour>\d\d:\d\d))?"
)
LENGTHS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


def moment_of(said: str, start: datetime, calendar: Calendar) -> datetime:
    """Return the moment that is meant, reckoned from an aware one.

    Args:
        said: such as `50 minutes ago`, `2 days later, 09:30`, `3 working days ago, 10:20`.
        start: the moment it is reckoned from.
        calendar: which days people work, and what their clocks show.

    Raises:
        ValueError: it is said in no way that is known here.
    """
    found = SAID.fullmatch(said)
    if found is None:
        raise ValueError(f"“{said}” says no moment. Write it like: 3 working days ago, 10:20")
    forward = 1 if found["way"] == "later" else -1
    count = int(found["count"])
    if found["unit"] == "working day":
        moment = _working_days(start, count, forward, calendar)
    else:
        moment = start + forward * count * LENGTHS[found["unit"]]
    return _at_hour(moment, found["hour"], calendar) if found["hour"] else moment


def is_ago(said: str) -> bool:
    """Tell whether a moment lies before what it is reckoned from."""
    return " ago" in said


def _working_days(start: datetime, count: int, forward: int, calendar: Calendar) -> datetime:
    moment = start
    while count:
        moment += forward * LENGTHS["day"]
        count -= calendar.is_working(calendar.zone.local(moment).date())
    return moment


def _at_hour(moment: datetime, hour: str, calendar: Calendar) -> datetime:
    day = calendar.zone.local(moment).date()
    return calendar.zone.moment(datetime.combine(day, time.fromisoformat(hour)))
