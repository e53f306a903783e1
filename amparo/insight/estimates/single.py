"""One list in which the same person can come back: how many never came. Pure.

Chao 1987 (Biometrics 43), Zelterman 1988 (J. Stat. Plan. Inf. 18) with the variance of Böhning 2008
(Statistical Methodology 5), and the zero-truncated Poisson of van der Heijden et al. 2003
(Statistical Modelling 3), whose variance adds that of being seen to that of the rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, expm1, lgamma, log
from typing import Self

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from amparo.insight.estimates.chapman import log_normal
from amparo.insight.estimates.profile import Model, profile
from amparo.insight.estimates.values import LEVEL, CannotEstimate, Estimate, Flag, Reals

CHAO = "Chao's lower bound"
CORRECTED = "Chao's lower bound, corrected"
ZELTERMAN = "Zelterman"
POISSON = "all alike (truncated Poisson)"
BEYOND = 30
"""So many more times are looked at than the most anybody came; the rest is too unlikely."""


@dataclass(frozen=True)
class Times:
    """How many people came once, twice, … ; `people[0]` came once."""

    people: Reals

    @classmethod
    def of(cls, people: Mapping[int, int]) -> Self:
        """Return the counts of a table of times and people; times that nobody has are 0."""
        most = max((times for times, count in people.items() if count), default=0)
        return cls(np.array([people.get(k, 0) for k in range(1, most + 1)], dtype=np.float64))

    @property
    def observed(self) -> float:
        return float(self.people.sum())

    @property
    def visits(self) -> float:
        return float(self.people @ np.arange(1, len(self.people) + 1))

    @property
    def once(self) -> float:
        return float(self.people[0]) if len(self.people) else 0.0

    @property
    def twice(self) -> float:
        return float(self.people[1]) if len(self.people) > 1 else 0.0

    def needs_returns(self) -> None:
        """Raise unless somebody came twice, without which nothing tells how many never came."""
        if not self.twice:
            raise CannotEstimate("Nobody came exactly twice; nothing tells how many never came.")


def chao(times: Times, *, level: float = LEVEL) -> Estimate:
    """Return n + f1^2 / (2 f2), with a log-normal interval; true if people are alike, else less."""
    times.needs_returns()
    once, twice = times.once, times.twice
    ratio = once / twice
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    total = times.observed + once**2 / (2 * twice)
    low, high = log_normal(times.observed, total, variance, level)
    return Estimate(CHAO, total, low, high, level, flags=(Flag.LOWER_BOUND,))


def chao_corrected(times: Times, *, level: float = LEVEL) -> Estimate:
    """Return n + f1 (f1 - 1) / (2 (f2 + 1)), which needs nobody who came twice."""
    once, twice = times.once, times.twice
    rest = once * (once - 1) / (2 * (twice + 1))
    variance = rest + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
    variance += once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    low, high = log_normal(times.observed, times.observed + rest, variance, level)
    total = times.observed + rest
    return Estimate(CORRECTED, total, low, high, level, flags=(Flag.LOWER_BOUND,))


def chao_profile(times: Times, *, level: float = LEVEL) -> Estimate:
    """Return Chao's lower bound with its multinomial profile interval (Rivest & Baillargeon)."""
    times.needs_returns()
    order = np.arange(1, len(times.people) + 1, dtype=np.float64)
    some = times.people > 0
    free = [(order == k).astype(np.float64) for k in order[2:] if times.people[int(k) - 1] > 0]
    columns = np.stack([np.ones_like(order), order, *free], axis=1)[some]
    rate = np.append(0.0, [-lgamma(k + 1) for k in order[some]])
    model = Model(columns, np.eye(columns.shape[1])[0], rate)
    _, low, high = profile(model, times.people[some], level)
    total = times.observed + times.once**2 / (2 * times.twice)
    return Estimate(CHAO, total, low, high, level, flags=(Flag.LOWER_BOUND,))


def zelterman(times: Times, *, level: float = LEVEL) -> Estimate:
    """Return n / (1 - exp(-2 f2 / f1)), which looks only at who came once or twice."""
    times.needs_returns()
    if not times.once:
        raise CannotEstimate("Nobody came exactly once; everybody seems to be known.")
    rate, observed = 2 * times.twice / times.once, times.observed
    lean = exp(-rate) / expm1(-rate) ** 2
    spread = observed * lean * rate**2 * (1 / times.once + 1 / times.twice)
    total = observed / -expm1(-rate)
    low, high = log_normal(observed, total, observed * lean * (1 + spread), level)
    return Estimate(ZELTERMAN, total, low, high, level)


def truncated_poisson(times: Times, *, level: float = LEVEL) -> Estimate:
    """Return the estimate if everybody comes equally often; its interval by profile."""
    rate = poisson_rate(times)
    order = np.arange(1, len(times.people) + 1, dtype=np.float64)
    offset = np.append(0.0, [-lgamma(k + 1) for k in order])
    columns = np.stack([np.ones_like(order), order], axis=1)
    last = int(order[-1])
    more = np.arange(last + 1, last + BEYOND, dtype=np.float64)
    columns = np.vstack([columns, np.stack([np.ones_like(more), more], axis=1)])
    offset = np.append(offset, [-lgamma(k + 1) for k in more])
    counts = np.append(times.people, np.zeros(len(more)))
    _, low, high = profile(Model(columns, np.array([1.0, 0.0]), offset), counts, level)
    return Estimate(POISSON, times.observed / -expm1(-rate), low, high, level)


def poisson_rate(times: Times) -> float:
    """Return the rate of visits, seen or not, that fits their mean among the seen."""
    if times.visits <= times.observed:
        raise CannotEstimate("Nobody came twice; nothing tells how many never came.")
    mean = times.visits / times.observed
    return float(brentq(lambda rate: rate / -expm1(-rate) - mean, 1e-12, mean))


def heterogeneity_shows(times: Times) -> bool:
    """Return whether people came back more unevenly than chance: Chao's bound tops the Poisson."""
    rate = poisson_rate(times)
    order = np.arange(1, len(times.people) + 1)
    mean = rate / -expm1(-rate)
    spread = float(times.people @ (order - mean) ** 2 / times.observed)
    expected = mean * (1 + rate - mean)
    # More often than anybody came too: without what is rare there the spread's own is too small.
    further = np.arange(1, len(times.people) + BEYOND + 1)
    chance = np.exp(further * log(rate) - rate - gammaln(further + 1)) / -expm1(-rate)
    fourth = max(float(chance @ (further - mean) ** 4) - expected**2, 0.0)
    return bool(spread > expected + 2 * (fourth / times.observed) ** 0.5)
