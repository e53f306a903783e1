"""The sums behind averaging over graphs: over how many are unseen, finely where it matters. Pure.

Each graph's posterior is a smooth function of how many are unseen. With four lists or fewer it is
summed over every number; with more, over points that lie closely enough for six-point
interpolation, and graphs whose share is below what can be seen are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from amparo.insight.estimates.values import Lists, Reals

Numbers = NDArray[np.int64]
Factors = NDArray[np.int8]
Prior = Callable[[Reals], Reals]
"""The logarithm of the prior, up to a constant, of how many people there are in all."""

AT_ONCE = 2_000_000
EVERY_NUMBER = 4
FINEST = 120_000
DEEP = 45.0
LOST = 30.0
NEIGHBOURS = 6


def inverse(total: Reals) -> Reals:
    """Return the prior 1/N."""
    return -np.log(total)


@dataclass(frozen=True)
class Belief:
    """Lists, the prior weight of each of the 2**t cells, and the prior of how many there are."""

    lists: Lists
    delta: float
    prior: Prior

    def of(self, factors: Factors, unseen: Reals) -> Reals:
        """Return graphs x numbers: the logarithm of the posterior up to one constant."""
        return factors.astype(np.float64) @ self.margins(unseen) + self.alone(unseen)

    def margins(self, unseen: Reals) -> Reals:
        """Return 2**t x numbers: log-likelihoods of the margins of each set of lists, by mask."""
        cells = self.lists.cells().astype(np.float64)
        index = np.arange(len(cells))
        found = np.empty((len(cells), len(unseen)))
        for mask in range(len(cells)):
            share = self.delta * 2.0 ** (self.lists.count - mask.bit_count())
            margin = np.bincount(index & mask, weights=cells, minlength=len(cells))
            seen = margin[(index & mask) == index]
            rest = gammaln(seen[1:] + share).sum() - len(seen) * gammaln(share)
            found[mask] = gammaln(seen[0] + unseen + share) + rest
        return found

    def alone(self, unseen: Reals) -> Reals:
        """Return what every graph shares: the prior, and in how many ways people can be unseen."""
        total = self.lists.observed + unseen
        return np.asarray(gammaln(total + 1) - gammaln(unseen + 1) + self.prior(total))

    @property
    def sharp(self) -> float:
        """Return about how sharp a peak can be, as a share of the number unseen."""
        return 1 / sqrt(self.lists.overlapping + 1)


def promising(
    belief: Belief, factors: Factors, bounds: tuple[int, int]
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return which numbers unseen are worth a look, in equal steps, and which graphs are."""
    least, most = bounds
    rough = np.unique(_spread(least, most, min(0.02, belief.sharp)).astype(np.int64))
    step = max(1, AT_ONCE // len(factors))
    values = np.hstack(
        [
            belief.of(factors, rough[at : at + step].astype(np.float64))
            for at in range(0, len(rough), step)
        ]
    )
    values += np.log(np.diff(np.append(rough, most + 1)))
    each, all_ = values.max(axis=1), logsumexp(values)
    near = np.flatnonzero(values.max(axis=0) > values.max() - DEEP)
    low = rough[max(near[0] - 1, 0)]
    high = rough[near[-1] + 1] if near[-1] + 1 < len(rough) else most
    # Each number stands for its step: from the middle, as the first may be a peak of one number.
    stride = ceil((high - low + 1) / FINEST)
    unseen = np.arange(low + (stride - 1) // 2, high + 1, stride, dtype=np.int64)
    is_kept = each > all_ - LOST if belief.lists.count > EVERY_NUMBER else each > -np.inf
    return unseen, is_kept


def summed(belief: Belief, factors: Factors, unseen: Numbers) -> tuple[Reals, Reals]:
    """Return the logarithms of the posterior of each number unseen, and of each graph."""
    share = min(0.004, 0.2 * belief.sharp)
    at = np.unique(np.searchsorted(unseen, _spread(int(unseen[0]), int(unseen[-1]), share)))
    if belief.lists.count <= EVERY_NUMBER or len(at) > len(unseen) / 2 or len(at) < NEIGHBOURS:
        totals, graphs = _over(belief, factors, unseen.astype(np.float64), np.ones(len(unseen)))
        return totals, graphs
    near, share_of = _between(unseen[at].astype(np.float64), unseen.astype(np.float64))
    weights = np.bincount(near.ravel(), weights=share_of.ravel(), minlength=len(at))
    totals, graphs = _over(
        belief, factors, unseen[at].astype(np.float64), np.asarray(weights, dtype=np.float64)
    )
    return (totals[near] * share_of).sum(axis=1), graphs


def _over(belief: Belief, factors: Factors, unseen: Reals, weights: Reals) -> tuple[Reals, Reals]:
    step = max(1, AT_ONCE // len(factors))
    totals, graphs = [], []
    for at in range(0, len(unseen), step):
        values = belief.of(factors, unseen[at : at + step])
        top = values.max()
        values -= top
        np.exp(values, out=values)
        totals.append(np.log(np.maximum(values.sum(axis=0), 1e-300)) + top)
        graphs.append((top, values @ weights[at : at + step]))
    highest = max(top for top, _ in graphs)
    each = sum(share * np.exp(top - highest) for top, share in graphs)
    return np.concatenate(totals), np.log(np.maximum(each, 1e-300)) + highest


def _spread(low: int, high: int, share: float) -> Reals:
    """Return points from low to high: every number at first, then in steps of a share."""
    turn = int(max(low, min(high, 1 / share)))
    count = max(2, ceil(log((high + 1) / (turn + 1)) / share) + 1)
    return np.concatenate(
        [np.arange(low, turn), np.geomspace(turn + 1, high + 1, count) - 1, [high]]
    )


def _between(points: Reals, wanted: Reals) -> tuple[Numbers, Reals]:
    """Return for each wanted place six points near it and their shares in its value (Lagrange)."""
    first = np.searchsorted(points, wanted) - NEIGHBOURS // 2
    first = np.clip(first, 0, len(points) - NEIGHBOURS)
    near = first[:, None] + np.arange(NEIGHBOURS)
    around = points[near]
    shares = np.ones_like(around)
    for at in range(NEIGHBOURS):
        for other in range(NEIGHBOURS):
            if other != at:
                shares[:, at] *= (wanted - around[:, other]) / (around[:, at] - around[:, other])
    return near, shares
