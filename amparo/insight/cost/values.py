"""What goes into a cost and what comes out: ranges, never a single figure. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Reals = NDArray[np.float64]
WIDE = float(ndtri(0.975))


@dataclass(frozen=True)
class Range:
    """Two ends, between which 95 in 100 of the belief lies.

    A share's log odds are taken as normal, any other number's logarithm: both ends count alike, and
    nothing falls below nought.
    """

    low: float
    high: float
    is_share: bool = False

    def draws(self, size: int, rng: np.random.Generator) -> Reals:
        """Return numbers drawn at random."""
        if self.low == self.high:
            return np.full(size, self.low)
        low, high = (self._from(each) for each in (self.low, self.high))
        moved = (low + high) / 2 + rng.standard_normal(size) * (high - low) / (2 * WIDE)
        return np.asarray(1 / (1 + np.exp(-moved)) if self.is_share else np.exp(moved))

    def _from(self, number: float) -> float:
        return float(np.log(number / (1 - number)) if self.is_share else np.log(number))


@dataclass(frozen=True)
class Outcome:
    """What a form of violence leads to.

    Attributes:
        name: the harm, such as depression.
        risk: how many times as probable it is after that violence.
        lost: years of healthy life that the whole harm costs the country in the year (DALYs).
        source: where the numbers are from.
    """

    name: str
    risk: Range
    lost: Range
    source: str


@dataclass(frozen=True)
class Earnings:
    """What those who lived through it earn less.

    Attributes:
        workers: how many people of working age there are.
        income: what one earns in a year.
        less: which share of it those earn less who lived through it.
        source: where the numbers are from.
    """

    workers: Range
    income: Range
    less: Range
    source: str


@dataclass(frozen=True)
class Form:
    """A form of violence: how many lived through it, and what it leads to."""

    name: str
    prevalence: Range
    source: str
    outcomes: tuple[Outcome, ...]
    earnings: Earnings | None = None


@dataclass(frozen=True)
class Inputs:
    """All that goes in. `people` makes a share of the gross domestic product of it; 0: not said."""

    currency: str
    year: int
    discounting: str
    income_per_head: Range
    people: float
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Line:
    """One range that comes out, in money of the year."""

    form: str
    part: str
    low: float
    high: float


@dataclass(frozen=True)
class Cost:
    """Ranges by form and part, and the whole.

    Attributes:
        lines: each form's parts, and their sum.
        low, high: the whole: the low end as if all forms hit the same people, so that the largest
            stands for all; the high end as if no two did.
        share_low, share_high: the same as a share of the gross domestic product; None if not said.
        seed: which gives the same again.
    """

    lines: tuple[Line, ...]
    low: float
    high: float
    share_low: float | None
    share_high: float | None
    seed: int
