"""What every method of early warning gives. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
"""One number a week, the oldest first."""


@dataclass(frozen=True)
class Judged:
    """What a method says of one week.

    Attributes:
        week: its place in the series, from 0.
        count: how many there were.
        threshold: above it stands an alarm; None where the method could not judge.
        is_alarm: whether the count is above the threshold.
        chance: how probable a count this high is in an ordinary week; None where not judged.
        says: why it was not judged.
    """

    week: int
    count: int
    threshold: float | None
    is_alarm: bool
    chance: float | None = None
    says: str = ""

    @classmethod
    def not_judged(cls, week: int, count: float, says: str) -> "Judged":
        """Return a week of which nothing can be said, and why."""
        return cls(week, int(count), None, is_alarm=False, says=says)


@dataclass(frozen=True)
class Guard:
    """Small counts are not judged: fewer than `least` in the last `weeks`, this one too."""

    least: int = 5
    weeks: int = 4

    def stops(self, counts: Reals, week: int) -> bool:
        """Tell whether there are too few to judge a week."""
        return bool(counts[max(0, week - self.weeks + 1) : week + 1].sum() < self.least)


SMALL = Guard()
TOO_FEW = "too few in the last weeks"
TOO_SHORT = "too few weeks before it"
NOT_FITTED = "the weeks before it can't be described"
SENTENCES = (TOO_FEW, TOO_SHORT, NOT_FITTED)
