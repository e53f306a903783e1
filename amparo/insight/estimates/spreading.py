"""What lies between an estimate's ends: a distribution that has them, to be mixed or added. Pure.

The logarithm of the unseen is taken as normal, with one spread below the point and another above
(a split normal), so that both ends and the point are kept whatever method gave them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from amparo.insight.estimates.values import CannotEstimate, Estimate, Reals

FEWEST_UNSEEN = 0.5
"""Stands for nobody unseen, which has no logarithm."""


@dataclass(frozen=True)
class Spread:
    """The unseen's distribution: their middle as a logarithm, its spread below and above."""

    observed: int
    middle: float
    below: float
    above: float

    @classmethod
    def of(cls, estimate: Estimate, observed: int) -> "Spread":
        """Return the distribution of an estimate.

        Raises:
            CannotEstimate: it has no interval.
        """
        if estimate.point is None or estimate.low is None or estimate.high is None:
            raise CannotEstimate("{name} gave no interval.", name=estimate.name)
        low, middle, high = (
            np.log(max(end - observed, FEWEST_UNSEEN))
            for end in (estimate.low, estimate.point, estimate.high)
        )
        wide = float(ndtri((1 + estimate.level) / 2))
        return cls(observed, float(middle), float(middle - low) / wide, float(high - middle) / wide)

    @property
    def variance(self) -> float:
        """Return about the variance of the logarithm of how many there are in all."""
        unseen = np.exp(self.middle)
        mean = (self.below + self.above) / 2
        return float((mean * unseen / (unseen + self.observed)) ** 2)

    def draws(self, size: int, rng: np.random.Generator) -> Reals:
        """Return totals drawn at random."""
        steps = rng.standard_normal(size)
        moved = self.middle + steps * np.where(steps < 0, self.below, self.above)
        return np.asarray(self.observed + np.exp(moved))

    def share_below(self, total: float) -> float:
        """Return how probable it is that there are no more than so many."""
        if total <= self.observed:
            return 0.0
        step = float(np.log(total - self.observed)) - self.middle
        spread = self.below if step < 0 else self.above
        if spread == 0:
            return float(step >= 0)
        return float(ndtr(step / spread))


def end_of(spreads: Sequence[Spread], share: float) -> float:
    """Return the total below which a share of the even mixture of distributions lies."""

    def miss(total: float) -> float:
        return float(np.mean([each.share_below(total) for each in spreads])) - share

    low = float(min(each.observed for each in spreads))
    high = low + 1
    while miss(high) < 0:
        high = low + 2 * (high - low)
    return float(brentq(miss, low, high, xtol=1e-6 * high))
