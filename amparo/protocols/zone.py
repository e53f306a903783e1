"""A country's offset from UTC over the years, as it was known when the pack was compiled.

Pure, and without the system's time zone data: an upgrade of it never moves what was owed.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo


@dataclass(frozen=True)
class Offset:
    """From this moment on, local time is so many seconds ahead of UTC."""

    since: datetime
    seconds: int


@dataclass(frozen=True)
class Zone(tzinfo):
    """Offsets in the order of time, at least one; the first also holds for all before it."""

    name: str
    offsets: tuple[Offset, ...]
    _since: tuple[datetime, ...] = field(init=False, repr=False, compare=False)
    _ahead: tuple[timedelta, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Frozen for everybody else; these two only spare the arithmetic on each question.
        object.__setattr__(self, "_since", tuple(each.since for each in self.offsets))
        ahead = tuple(timedelta(seconds=each.seconds) for each in self.offsets)
        object.__setattr__(self, "_ahead", ahead)

    def local(self, moment: datetime) -> datetime:
        """Return what the wall clock shows at an aware moment, itself without a zone."""
        utc = moment.astimezone(UTC)
        return utc.replace(tzinfo=None) + self._ahead[self._index(utc)]

    def moment(self, wall: datetime) -> datetime:
        """Return the moment at which the wall clock shows this.

        The first if it does so twice; where the clock jumps over it, the moment of the jump.
        """
        shown = self._moments(wall)
        return shown[0] if shown else self._jump(wall)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return what a wall clock of this zone is ahead of UTC."""
        if dt is None or len(self._ahead) == 1:
            return self._ahead[0]
        shown = self._moments(dt)
        moment = (shown[-1] if dt.fold else shown[0]) if shown else self._jump(dt)
        return self._ahead[self._index(moment)]

    def dst(self, dt: datetime | None) -> None:  # as tzinfo wants it
        """Return nothing: which part of an offset is summer time is not known here."""

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002  # as tzinfo wants it
        """Return the zone's name, whatever the season."""
        return self.name

    def fromutc(self, dt: datetime) -> datetime:
        """Return the wall clock of a moment; the second of two alike is marked by its fold."""
        if len(self._ahead) == 1:
            return dt + self._ahead[0]
        moment = dt.replace(tzinfo=UTC)
        wall = self.local(moment)
        fold = int(self._moments(wall)[0] != moment)
        return wall.replace(tzinfo=self, fold=fold)

    def _index(self, moment: datetime) -> int:
        return max(bisect_right(self._since, moment) - 1, 0)

    def _moments(self, wall: datetime) -> list[datetime]:
        """Return when the wall clock shows this: never, once or twice, in the order of time."""
        bare = wall.replace(tzinfo=UTC, fold=0)
        if len(self._ahead) == 1:
            return [bare - self._ahead[0]]
        near = self._index(bare)
        ahead = dict.fromkeys(self._ahead[max(near - 1, 0) : near + 2])
        guesses = ((bare - each, each) for each in ahead)
        return sorted(guess for guess, each in guesses if self._ahead[self._index(guess)] == each)

    def _jump(self, wall: datetime) -> datetime:
        bare = wall.replace(tzinfo=UTC, fold=0)
        changes = zip(self._since[1:], self._ahead, self._ahead[1:], strict=False)
        return next(since for since, old, new in changes if since + old <= bare < since + new)
