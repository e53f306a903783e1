"""One list with what is known of each person: regressions of how often they came. Pure.

Zero-truncated Poisson, negative binomial and geometric regression (van der Heijden et al. 2003,
Statistical Modelling 3; Cruyff & van der Heijden 2008, Biometrical Journal 50), each also with
one-inflation: some people are never seen again after the first time (Godwin & Böhning 2017,
JRSS C 66). N is the sum of 1 / P(seen) over the people seen (Horvitz & Thompson).
"""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln

from amparo.insight.estimates.chapman import log_normal
from amparo.insight.estimates.values import LEVEL, CannotEstimate, Estimate, Reals

SMALL = 1e-12
FEW = 5_000
"""So many rows give a start that is near enough."""
FLATTEST = 0.01
"""A negative binomial's shape below this has left for infinity: its likelihood has no top."""


class Family(StrEnum):
    """How often a person comes, given what is known of her."""

    POISSON = "Poisson"
    GEOMETRIC = "geometric"
    NEGATIVE_BINOMIAL = "negative binomial"


@dataclass(frozen=True)
class Regression:
    """What was fitted.

    Attributes:
        coefficients: one a column of what is known.
        shape: the negative binomial's, whose variance is m + m^2 / shape; None for others.
        inflation: the share of people who are never seen again after the first time; None without.
        missed: the chance of never being seen, person by person.
        estimate: of all people.
    """

    coefficients: Reals
    shape: float | None
    inflation: float | None
    missed: Reals
    estimate: Estimate


def regression(
    times: Reals,
    known: Reals,
    family: Family,
    *,
    one_inflated: bool = False,
    weights: Reals | None = None,
    level: float = LEVEL,
) -> Regression:
    """Return the fit of how often each of r people came.

    Args:
        times: r whole numbers of 1 or more.
        known: r x p; the first column should be 1.
        family: the distribution.
        one_inflated: whether some people may be unable to come again.
        weights: how many people each row stands for; 1 by default.
        level: of the interval, which is log-normal.

    Raises:
        CannotEstimate: nobody came twice, or no finite best fit was found.
    """
    if times.max(initial=0) < 2:  # noqa: PLR2004 - twice
        raise CannotEstimate("Nobody came twice; nothing tells how many never came.")
    many = np.ones(len(times)) if weights is None else weights.astype(np.float64)
    likely = Likelihood(*gathered(times.astype(np.float64), known, many), family, one_inflated)
    at = _best(likely)
    columns = known.shape[1]
    return Regression(
        at[:columns],
        float(np.exp(at[columns])) if family is Family.NEGATIVE_BINOMIAL else None,
        float(expit(at[-1])) if one_inflated else None,
        likely.missed(at, known),
        _estimate(likely, at, level),
    )


def gathered(times: Reals, known: Reals, weights: Reals) -> tuple[Reals, Reals, Reals]:
    """Return each different row once, with how many people it stands for."""
    mixed = known @ np.sqrt(2 + np.arange(known.shape[1])) + times * np.pi
    _, first, place = np.unique(mixed, return_index=True, return_inverse=True)
    is_same = (known == known[first][place]).all() and (times == times[first][place]).all()
    if 2 * len(first) > len(times) or not is_same:
        return times, known, weights
    return times[first], known[first], np.bincount(place, weights=weights).astype(np.float64)


def _estimate(likely: "Likelihood", at: Reals, level: float) -> Estimate:
    missed, (total, slope) = likely.missed(at), _total(likely, at)
    variance = float(slope @ _covariance(likely, at) @ slope)
    variance += float((likely.weight * missed / (1 - missed) ** 2).sum())
    if not np.isfinite(total + variance) or likely.split(at)[1] < FLATTEST:
        raise CannotEstimate("No finite best fit was found.")
    low, high = log_normal(float(likely.weight.sum()), total, variance, level)
    name = f"{likely.family} regression" + (", one-inflated" if likely.one_inflated else "")
    return Estimate(name, total, low, high, level)


class Likelihood:
    """The log-likelihood of people seen at least once, and its slope."""

    def __init__(
        self,
        times: Reals,
        known: Reals,
        weights: Reals,
        family: Family,
        one_inflated: bool,  # noqa: FBT001 - named where people call it
    ) -> None:
        self.times, self.known, self.family = times, known, family
        self.weight = weights
        self.one_inflated = one_inflated
        self.once = self.times == 1
        self.constant = gammaln(self.times + 1)
        self.different, self.place = np.unique(self.times, return_inverse=True)

    @property
    def size(self) -> int:
        more = int(self.family is Family.NEGATIVE_BINOMIAL) + int(self.one_inflated)
        return int(self.known.shape[1]) + more

    def thinned(self, every: int) -> "Likelihood":
        """Return the likelihood of every so manieth row; itself where that is too few."""
        if every < 2:  # noqa: PLR2004 - every second one at least
            return self
        times, known, weight = self.times[::every], self.known[::every], self.weight[::every]
        return Likelihood(times, known, weight, self.family, self.one_inflated)

    def split(self, at: Reals, known: Reals | None = None) -> tuple[Reals, float, float]:
        """Return the logarithms of the rates, the shape, and the share that can't come again."""
        columns = self.known.shape[1]
        rate = np.clip((self.known if known is None else known) @ at[:columns], -30, 30)
        has_shape = self.family is Family.NEGATIVE_BINOMIAL
        shape = float(np.exp(np.clip(at[columns], -12, 12))) if has_shape else 1.0
        inflation = float(expit(np.clip(at[-1], -30, 30))) if self.one_inflated else 0.0
        return rate, shape, inflation

    def missed(self, at: Reals, known: Reals | None = None) -> Reals:
        """Return the chance of never being seen, of each row or of others."""
        rate, shape, _ = self.split(at, known)
        mean = np.exp(rate)
        if self.family is Family.POISSON:
            return np.exp(-mean)
        return np.exp(-shape * np.log1p(mean / shape))

    def __call__(self, at: Reals) -> tuple[float, Reals]:
        """Return minus the log-likelihood and its slope, both per person."""
        rate, shape, again = self.split(at)
        value, by_rate, by_shape = self._truncated(rate, shape)
        if self.one_inflated:
            chance = np.exp(np.minimum(value, 0.0))
            mixed = np.where(self.once, again + (1 - again) * chance, 1.0)
            share = np.where(self.once, (1 - again) * chance / mixed, 1.0)
            by_again = np.where(self.once, again * (1 - again) * (1 - chance) / mixed, -again)
            value = np.where(self.once, np.log(mixed), value + np.log1p(-again))
            by_rate, by_shape = by_rate * share, by_shape * share
        slope = [self.known.T @ (self.weight * by_rate)]
        if self.family is Family.NEGATIVE_BINOMIAL:
            slope.append(np.array([self.weight @ by_shape]))
        if self.one_inflated:
            slope.append(np.array([self.weight @ by_again]))
        people = self.weight.sum()
        return -float(self.weight @ value) / people, -np.concatenate(slope) / people

    def _truncated(self, rate: Reals, shape: float) -> tuple[Reals, Reals, Reals]:
        """Return log P(times | seen) and its slopes by log rate and log shape."""
        mean, times = np.exp(rate), self.times
        if self.family is Family.POISSON:
            seen = -np.expm1(-mean)
            value = times * rate - mean - self.constant - np.log(seen)
            return value, times - mean - mean * np.exp(-mean) / seen, np.zeros_like(rate)
        part = np.log1p(mean / shape)
        never = np.exp(-shape * part)
        seen = np.maximum(-np.expm1(-shape * part), SMALL)
        share = mean / (shape + mean)
        value = (
            gammaln(self.different + shape)[self.place]
            - gammaln(shape)
            - self.constant
            - shape * part
            + times * np.log(share)
            - np.log(seen)
        )
        by_rate = times * (1 - share) - shape * share - shape * share * never / seen
        if self.family is Family.GEOMETRIC:
            return value, by_rate, np.zeros_like(rate)
        of_never = share - part
        count = (digamma(self.different + shape) - digamma(shape))[self.place]
        by_shape = count + of_never - times / (shape + mean)
        return value, by_rate, shape * (by_shape + never / seen * of_never)


def _best(likely: Likelihood) -> Reals:
    """Return the best fit; where rows are many it starts from that of every so manieth row."""
    some = likely.thinned(len(likely.times) // FEW)
    start, scale = _start(likely), np.eye(likely.size)
    if some is not likely:
        with suppress(CannotEstimate, np.linalg.LinAlgError):
            start = _climbed(some, start, scale)
            scale = np.asarray(np.linalg.cholesky(np.linalg.inv(_curvature(some, start))))
    return _climbed(likely, start, scale)


def _start(likely: Likelihood) -> Reals:
    start = np.zeros(likely.size)
    extra = max(float(likely.weight @ likely.times / likely.weight.sum()) - 1, 0.05)
    start[0] = np.log(extra)
    if likely.one_inflated:
        start[-1] = -2.0
    return start


def _climbed(likely: Likelihood, start: Reals, scale: Reals) -> Reals:
    """Return the best fit, from a start and on a scale that makes the top about round."""

    def aside(step: Reals) -> tuple[float, Reals]:
        value, slope = likely(start + scale @ step)
        return value, slope @ scale

    found = minimize(aside, np.zeros_like(start), jac=True, method="BFGS", options={"gtol": 1e-7})
    if not np.isfinite(found.fun) or np.abs(found.jac).max() > 1e-4:  # noqa: PLR2004 - per person
        raise CannotEstimate("No finite best fit was found.")
    return np.asarray(start + scale @ found.x)


def _covariance(likely: Likelihood, at: Reals) -> Reals:
    """Return the inverse of the curvature of all people's likelihood."""
    return np.asarray(np.linalg.pinv(_curvature(likely, at) * likely.weight.sum(), hermitian=True))


def _curvature(likely: Likelihood, at: Reals) -> Reals:
    """Return the curvature per person, from differences of the slope."""
    step = 1e-5
    rows = []
    for place in range(len(at)):
        aside = np.zeros_like(at)
        aside[place] = step
        rows.append((likely(at + aside)[1] - likely(at - aside)[1]) / (2 * step))
    curve = np.array(rows)
    return np.asarray((curve + curve.T) / 2)


def _total(likely: Likelihood, at: Reals) -> tuple[float, Reals]:
    """Return the number of all people, and its slope by each parameter."""

    def total(where: Reals) -> float:
        return float((likely.weight / np.maximum(1 - likely.missed(where), SMALL)).sum())

    step = 1e-5
    slope = np.zeros_like(at)
    for place in range(len(at)):
        aside = np.zeros_like(at)
        aside[place] = step
        slope[place] = (total(at + aside) - total(at - aside)) / (2 * step)
    return total(at), slope
