"""Bayesian averaging over decomposable graphs of lists. Pure.

Madigan & York 1997, Biometrika 84: hyper-Dirichlet cell probabilities, a prior on how many people
there are, and the posterior summed over all decomposable models, up to six lists.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from amparo.insight.estimates.believing import Belief, Prior, inverse, promising, summed
from amparo.insight.estimates.graphs import MOST, Graphs, decomposable
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Flag,
    Lists,
    Reals,
)

NAME = "decomposable graphs"
FARTHEST = 20
"""By default as many as so many times the observed may be unseen."""

FEWEST = 2


@dataclass(frozen=True)
class Posterior:
    """What is believed after the lists: of how many are unseen, and of each graph.

    Attributes:
        observed: people in at least one list.
        unseen: 0, 1, … up to the bound.
        weight: probabilities of the same length.
        graphs: bit masks of edges, most believed first.
        graph_weight: their probabilities.
        bound: the largest number of unseen people that was allowed.
    """

    observed: int
    unseen: NDArray[np.int64]
    weight: Reals
    graphs: Graphs
    graph_weight: Reals
    bound: int

    def quantile(self, share: float) -> float:
        """Return the smallest number of people below or at which a share of the belief lies."""
        at = int(np.searchsorted(np.cumsum(self.weight), share))
        return float(self.observed + self.unseen[min(at, len(self.unseen) - 1)])

    @property
    def mean(self) -> float:
        return float(self.observed + self.weight @ self.unseen)

    @property
    def mode(self) -> float:
        return float(self.observed + self.unseen[self.weight.argmax()])

    @property
    def least_relative_error(self) -> float:
        """Return the number with the least expected squared relative error."""
        total = self.observed + self.unseen.astype(np.float64)
        return float((self.weight / total).sum() / (self.weight / total**2).sum())

    @property
    def peaks(self) -> int:
        """Return how many separate humps hold at least a twentieth of the highest one's height."""
        height = np.concatenate([[0.0], _smooth(self.weight), [0.0]])
        rises = (height[1:-1] > height[:-2]) & (height[1:-1] >= height[2:])
        return int((rises & (height[1:-1] > height.max() / 20)).sum())


def posterior(
    lists: Lists,
    *,
    delta: float | None = None,
    most: int | None = None,
    prior: Prior = inverse,
    least: int = 0,
) -> Posterior:
    """Return the posterior over how many are unseen and over all decomposable graphs.

    Args:
        lists: three to six lists.
        delta: the prior weight of each of the 2**t cells; 2**-t by default.
        most: the largest number of unseen people allowed; 20 times the observed by default.
        prior: of how many people there are; 1/N by default.
        least: the smallest number of unseen people allowed.

    Raises:
        CannotEstimate: fewer than two or more than six lists.
    """
    if not FEWEST <= lists.count <= MOST:
        raise CannotEstimate("This method takes two to {most} lists.", most=MOST)
    weight = 2.0**-lists.count if delta is None else delta
    believed = Belief(lists, weight, prior)
    bound = FARTHEST * lists.observed if most is None else most
    graphs, factors = decomposable(lists.count)
    unseen, kept = promising(believed, factors, (least, bound))
    total, each = summed(believed, factors[kept], unseen)
    order = np.argsort(-each, kind="stable")
    return Posterior(
        lists.observed,
        unseen,
        np.exp(total - logsumexp(total)),
        graphs[kept][order],
        np.exp(each - logsumexp(each))[order],
        bound,
    )


def averaged(
    lists: Lists, *, delta: float | None = None, most: int | None = None, level: float = LEVEL
) -> Estimate:
    """Return the posterior median and the interval between its outer quantiles.

    Flags say when there are several peaks, and when half the bound gives another upper end.
    """
    found = posterior(lists, delta=delta, most=most)
    low, high = found.quantile((1 - level) / 2), found.quantile((1 + level) / 2)
    flags = [Flag.MULTIMODAL] if found.peaks > 1 else []
    half = _halved(found)
    near = 0.05
    if abs(half.quantile((1 + level) / 2) - high) > near * high:
        flags.append(Flag.BOUND_MATTERS)
    return Estimate(NAME, found.quantile(0.5), low, high, level, flags=tuple(flags))


def _halved(found: Posterior) -> Posterior:
    """Return the posterior under half the bound."""
    within = found.unseen <= found.bound // 2
    weight = found.weight * within
    return replace(found, weight=weight / weight.sum()) if weight.any() else found


def _smooth(weight: Reals) -> Reals:
    """Return about four hundred heights, so that no hump is one of rounding."""
    bins = np.array_split(weight, min(400, len(weight)))
    return np.array([each.mean() for each in bins])
