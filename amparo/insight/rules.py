"""What can be said about numbers of many without a database. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

ROUND_TO = 5
MOST, FEW = 0.6, 0.4
"""Above the first share it was most, below the second few; between them about half."""


class Can(StrEnum):
    """What may be done with published numbers: permission, audit word and sentence in one."""

    SEE_REPORTS = "see_reports"
    PUBLISH_REPORT = "publish_report"


SENTENCES: Mapping[Can, str] = {
    Can.SEE_REPORTS: "read the published numbers",
    Can.PUBLISH_REPORT: "published the numbers of a period",
}


@dataclass(frozen=True)
class SafeCount:
    """A count that cannot be shown unsafely: the exact number is not kept.

    Attributes:
        shown: rounded to fives, up or down by a coin that the cell's key throws. None: it is too
            small, nought too, or it would give such a number away; which of them, nobody is told.
    """

    shown: int | None

    @classmethod
    def of(cls, exact: int, coin: int, smallest: int = ROUND_TO) -> Self:
        """Return what may be shown of a count.

        Args:
            exact: the count, which is forgotten.
            coin: a number that nobody can guess, always the same for the same cell.
            smallest: the smallest number shown.
        """
        if exact < smallest:
            return cls(None)
        over = exact % ROUND_TO
        return cls(exact - over + (ROUND_TO if coin % ROUND_TO < over else 0))

    def possible(self, smallest: int = ROUND_TO) -> tuple[int, int]:
        """Return the least and the most that the exact number can be, by this alone."""
        if self.shown is None:
            return 0, ENDLESS
        return max(smallest, self.shown - ROUND_TO + 1), self.shown + ROUND_TO - 1


HIDDEN = SafeCount(None)

ENDLESS = 10**9
"""Stands for no upper bound."""


class Share(StrEnum):
    """How many of those owed an answer had it in time, as a word."""

    NOT_SAID = ""
    MOST = "most"
    HALF = "half"
    FEW = "few"

    @classmethod
    def of(cls, met: int, due: int, smallest: int = ROUND_TO) -> "Share":
        """Return the word for a share; none where too few were owed anything."""
        if due < smallest:
            return cls.NOT_SAID
        share = met / due
        return cls.MOST if share > MOST else cls.FEW if share < FEW else cls.HALF


class Staff(StrEnum):
    """How many officers an office has, as far as it is told."""

    NOBODY = "nobody"
    ONE = "one"
    SOME = "some"
    MANY = "many"

    @classmethod
    def of(cls, officers: int) -> "Staff":
        """Return the word for a number of officers; from five on they are many."""
        known = {0: cls.NOBODY, 1: cls.ONE}
        return known.get(officers, cls.SOME if officers < ROUND_TO else cls.MANY)
