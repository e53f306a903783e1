"""Tells a database that is away or full from a mistake of ours.

Pure: no request, no database. Both kinds pass by themselves, or by what an administrator does; a
person is told to wait and send again (errors.failed), not that something is broken.
"""

import errno
from collections.abc import Iterator
from enum import Enum, auto

from django.db.utils import InterfaceError, OperationalError


class Outage(Enum):
    """What keeps an answer from being given for a while."""

    AWAY = auto()
    FULL = auto()


FULL_STATES = frozenset({"53100"})
"""PostgreSQL's disk_full (its manual, appendix A)."""

AWAY_CLASSES = ("08", "53", "55P03", "57")
"""No connection, no resources, a lock not given in time, an operator's intervention."""

AWAY_IN_SQLITE = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def outage_in(problem: BaseException | None) -> Outage | None:
    """Return what kind of outage an exception comes from; None where it is something else."""
    for each in _chain(problem):
        kind = _kind(each)
        if kind is not None:
            return kind
    return None


def _kind(problem: BaseException) -> Outage | None:
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return Outage.FULL
    if isinstance(problem, InterfaceError | OperationalError):
        return _told_by(problem.__cause__)
    return None


def _told_by(driver: BaseException | None) -> Outage | None:
    """Read what the driver said: a state of PostgreSQL's, or a name of SQLite's."""
    if driver is None:
        return Outage.AWAY  # no driver: our own turn to write was not given in time
    if isinstance(driver, OSError):
        return Outage.FULL if driver.errno in NO_ROOM else Outage.AWAY
    named = getattr(driver, "sqlite_errorname", None)
    if named is not None:
        if named == "SQLITE_FULL":
            return Outage.FULL
        return Outage.AWAY if named.startswith(AWAY_IN_SQLITE) else None
    state = getattr(driver, "sqlstate", None)
    if state in FULL_STATES:
        return Outage.FULL
    # Without a state the connection itself was lost or never came about.
    return Outage.AWAY if state is None or state.startswith(AWAY_CLASSES) else None


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__
