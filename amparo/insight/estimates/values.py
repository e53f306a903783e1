"""What every estimator takes and gives: lists, estimates, progress, problems. Pure.

Nothing here holds an infinity or a value that is no number: an estimator which has none says why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite
from typing import Self

import numpy as np
from numpy.typing import NDArray

from amparo.base.problems import Problem

Counts = NDArray[np.int64]
Reals = NDArray[np.float64]
Patterns = NDArray[np.int8]

MOST_LISTS = 16
LEVEL = 0.95

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


def silent(done: int, of: int) -> None:
    """Tell nobody how far it is."""


class CannotEstimate(Problem):
    """This method gives no number for these lists. `says` is the reason in plain words."""

    says = "This can't be estimated from these lists."


class BadTable(Problem):
    """A table of lists can't be read; `line` counts from 1, as does `column` where there is one."""

    line: int
    column: int | None

    def __init__(
        self, says: str, /, *, line: int, column: int | None = None, **more: object
    ) -> None:
        self.line, self.column = line, column
        super().__init__(says, line=line, column=column, **more)

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {super().__str__()}"


class Status(StrEnum):
    """Whether a method gave a number."""

    OK = "ok"
    NO_MAXIMUM = "no maximum-likelihood estimate"
    NOT_IDENTIFIABLE = "not identifiable"
    NEITHER = "no maximum-likelihood estimate, and not identifiable"
    NOT_CONVERGED = "chains do not agree"
    UNSUITABLE = "not for these lists"
    TOO_WIDE = "interval too wide"
    STOPPED = "stopped before its end"


class Flag(StrEnum):
    """What must be said beside a number."""

    LOWER_BOUND = "lower bound"
    UNTESTABLE = "untestable"
    MULTIMODAL = "several peaks"
    BOUND_MATTERS = "depends on the largest number allowed"
    SPARSE = "few overlaps"
    PARTIAL = "stopped early"
    EXTENDED = "some combinations of lists never met"


@dataclass(frozen=True)
class Lists:
    """How many people were seen in exactly which lists.

    Attributes:
        names: the t lists, in the order of the columns.
        patterns: r x t of 0 and 1; rows differ, none is all zero, each was seen.
        counts: how many people have each pattern, r whole numbers above 0.
    """

    names: tuple[str, ...]
    patterns: Patterns
    counts: Counts

    @classmethod
    def of(cls, names: Iterable[str], people: Mapping[tuple[int, ...], int]) -> Self:
        """Return the lists of people by pattern; patterns that nobody has are left out."""
        seen = sorted(
            (row for row, count in people.items() if count), key=lambda row: (sum(row), row)
        )
        called = tuple(names)
        patterns = np.array(seen, dtype=np.int8).reshape(len(seen), len(called))
        return cls(called, patterns, np.array([people[row] for row in seen], dtype=np.int64))

    @classmethod
    def from_cells(cls, names: Iterable[str], cells: Counts) -> Self:
        """Return the lists of 2**t cells, where bit j of a cell's index stands for list j."""
        called = tuple(names)
        at = np.flatnonzero(cells)
        at = at[at > 0]
        patterns = (at[:, None] >> np.arange(len(called)) & 1).astype(np.int8)
        return cls(called, patterns, np.asarray(cells, dtype=np.int64)[at])

    @property
    def count(self) -> int:
        """Return how many lists there are."""
        return len(self.names)

    @property
    def observed(self) -> int:
        """Return how many people are in at least one list."""
        return int(self.counts.sum())

    @property
    def sizes(self) -> Counts:
        """Return how many people are in each list, t numbers."""
        return self.counts @ self.patterns.astype(np.int64)

    @property
    def overlaps(self) -> Counts:
        """Return how many people are in both of two lists, t x t; the diagonal holds sizes."""
        rows = self.patterns.astype(np.int64)
        return (rows * self.counts[:, None]).T @ rows

    @property
    def overlapping(self) -> int:
        """Return how many people are in two lists or more."""
        return int(self.counts[self.patterns.sum(axis=1) > 1].sum())

    @property
    def times_seen(self) -> Counts:
        """Return how many people were seen k times, for k = 1 to t."""
        seen = self.patterns.sum(axis=1)
        return np.bincount(seen, weights=self.counts, minlength=self.count + 1)[1:].astype(np.int64)

    def cells(self) -> Counts:
        """Return all 2**t counts; bit j of the index is list j. Cell 0, the unseen, holds 0."""
        every = np.zeros(2**self.count, dtype=np.int64)
        every[self.patterns.astype(np.int64) @ (1 << np.arange(self.count))] = self.counts
        return every


@dataclass(frozen=True)
class Estimate:
    """One method's answer: how many people there are in all, seen or not.

    `point`, `low` and `high` are None together unless `status` is OK; the interval alone is None
    where a method has no interval of its own. `says` gives the reason where there is no number.
    """

    name: str
    point: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    status: Status = Status.OK
    flags: tuple[Flag, ...] = ()
    says: str = ""

    def __post_init__(self) -> None:
        for number in (self.point, self.low, self.high):
            if number is not None and not isfinite(number):
                raise CannotEstimate("{name} gave no finite number.", name=self.name)

    @classmethod
    def refused(cls, name: str, status: Status, says: str = "") -> Self:
        """Return an estimate without a number, and why."""
        return cls(name, status=status, says=says or str(status))

    def flagged(self, *flags: Flag) -> "Estimate":
        """Return the same with more to be said beside it."""
        return replace(self, flags=tuple(dict.fromkeys((*self.flags, *flags))))

    @property
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None
