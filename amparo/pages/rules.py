"""How long is left, and what kind of thing a deadline is just now. Pure: no clock, no language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Unit = Literal["minutes", "hours", "days"]
ClockKind = Literal["later", "soon", "overdue", "held", "done", "late"]

SOON = timedelta(hours=24)
"""What is due within this is shown as due; the rest stays quiet."""


@dataclass(frozen=True)
class Span:
    """A length of time in the one unit a person would use for it."""

    amount: int
    unit: Unit


def span_between(one: datetime, other: datetime) -> Span:
    """Return the time between two moments, rounded down: never more than is really left."""
    length = abs(other - one)
    if length < timedelta(hours=1):
        return Span(length // timedelta(minutes=1), "minutes")
    if length < timedelta(hours=48):
        return Span(length // timedelta(hours=1), "hours")
    return Span(length // timedelta(days=1), "days")


def clock_kind(
    due: datetime, at: datetime, done_at: datetime | None, held_until: datetime | None
) -> ClockKind:
    """Say what a deadline is at a moment. The due moment itself is still in time."""
    if done_at is not None:
        return "late" if done_at > due else "done"
    if held_until is not None and at <= held_until:
        return "held"
    if at > due:
        return "overdue"
    return "soon" if due - at <= SOON else "later"


@dataclass(frozen=True)
class ToMend:
    """One thing to mend in a form: what is wrong, the field's label, and its id to go there."""

    says: str
    label: str = ""
    anchor: str = ""
