"""How the desk orders what is owed. Pure: the pack's clocks come as arguments.

The order is what can hurt somebody first: danger that no person has answered, what nobody has
opened, the law's clocks, people who wait for an answer, services that stay silent.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from amparo.dossiers.rules import MEMBER, SECOND
from amparo.protocols.protocol import Clock


class Group(StrEnum):
    """The groups of an officer's first page, in their order."""

    DANGER = "danger"
    UNOPENED = "unopened"
    TODAY = "today"
    ANSWERS = "answers"
    SILENT = "silent"
    LATER = "later"


WAITING_FOR_AN_ANSWER = frozenset(("raiser", "caregiver", "member"))
PERSONS = frozenset((MEMBER, SECOND))
"""Who was asked for something, and is no office."""


def group_of(clock: Clock, *, by_tonight: bool) -> Group:
    """Return where a duty stands on the first page; `by_tonight`: due before the day is over.

    Told from the steps that meet it, which every country's case shares, never from a clock's key.
    """
    if clock.worry == "danger" or "danger_check" in clock.until:
        return Group.DANGER
    if "open" in clock.until:
        return Group.UNOPENED
    if clock.owed_to in WAITING_FOR_AN_ANSWER or "tell_child" in clock.until:
        return Group.ANSWERS
    if "relay_answer" in clock.until or clock.owed_by in PERSONS:
        return Group.SILENT
    return Group.TODAY if by_tonight else Group.LATER


FRESH = timedelta(days=1)


def is_pressing(due: datetime, at: datetime, tonight: datetime) -> bool:
    """Tell whether something is due today, or was missed within a day.

    Whoever is not back from a visit must not stand behind what was missed weeks ago.
    """
    return at - FRESH <= due <= tonight
