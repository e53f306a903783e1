"""When a body is open, on the clocks and holidays of its country: what pages promise."""

from datetime import datetime

from amparo.system.hours import WeeklyHours
from amparo.system.models import Body
from amparo.system.packs import current_pack, local


def next_reading(body: Body, at: datetime) -> datetime | None:
    """Return when somebody of a body reads next, in local time: now, if it is open.

    None: its hours are not known, and a page promises nothing.
    """
    return _week(body).next_open(local(at), current_pack().holidays)


def open_until(body: Body, at: datetime) -> datetime | None:
    """Return until when a body is open, in local time; None if it is closed or not known."""
    return _week(body).open_until(local(at), current_pack().holidays)


def _week(body: Body) -> WeeklyHours:
    return WeeklyHours.from_json(body.weekly_hours)
