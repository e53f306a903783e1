"""Negative-binomial CUSUM: many weeks each a little above what is usual add up to an alarm. Pure.

Sources: Höhle & Paul (2008), Count data regression charts for the monitoring of surveillance time
series, Computational Statistics & Data Analysis 52:4357-4368; run lengths by a Markov chain as in
Brook & Evans (1972), Biometrika 59:539-549.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import nbinom

from amparo.insight.warning.values import SMALL, TOO_FEW, TOO_SHORT, Guard, Judged, Reals

MOST = 1e6
"""A size of the negative binomial from which on it is Poisson."""
CELLS = 60


@dataclass(frozen=True)
class Usual:
    """What a week has where all is ordinary: a mean, and a size (variance: mean + mean² / size)."""

    mean: float
    size: float

    @classmethod
    def of(cls, past: Reals) -> "Usual":
        """Return what past weeks had, by their moments; a mean is never quite nought."""
        mean = max(float(past.mean()), 0.5 / len(past))
        spare = float(past.var(ddof=1)) - mean
        return cls(mean, min(MOST, mean**2 / spare) if spare > 0 else MOST)


@dataclass(frozen=True)
class Cusum:
    """Options: the rise to be found, as a factor; weeks between false alarms on average."""

    rise: float = 2.0
    run_length: float = 100.0
    weeks: int = 52
    """How many of the last weeks are charted; what is usual comes from all before them."""
    guard: Guard = SMALL


@dataclass(frozen=True)
class Chart:
    """The sums of weeks, oldest first, and the limit above which stands an alarm.

    After an alarm the sum begins again at nought.
    """

    sums: Reals
    limit: float

    @property
    def alarms(self) -> tuple[int, ...]:
        """Return the places of the weeks with an alarm."""
        return tuple(int(at) for at in np.flatnonzero(self.sums > self.limit))


def chart(counts: Reals, usual: Usual, options: Cusum = Cusum()) -> Chart:
    """Return the sums of the logarithm of how much likelier a rise is than what is usual."""
    limit = limit_for(usual, options)
    sums, now = np.zeros(len(counts)), 0.0
    for at, step in enumerate(steps(counts, usual, options.rise)):
        now = max(0.0, now + step)
        sums[at] = now
        now = 0.0 if now > limit else now
    return Chart(sums, limit)


def cusum(counts: Reals, week: int, options: Cusum = Cusum()) -> Judged:
    """Judge a week by a chart of the weeks before it; its threshold is told as a count."""
    begins = week + 1 - options.weeks
    if begins < options.weeks:
        return Judged.not_judged(week, counts[week], TOO_SHORT)
    if options.guard.stops(counts, week):
        return Judged.not_judged(week, counts[week], TOO_FEW)
    usual = Usual.of(counts[:begins])
    found = chart(counts[begins : week + 1], usual, options)
    before = float(found.sums[-2])
    before = 0.0 if before > found.limit else before
    none, one = steps(np.array([0.0, 1.0]), usual, options.rise)
    threshold = float((found.limit - before - none) / (one - none))
    return Judged(week, int(counts[week]), threshold, bool(counts[week] > threshold))


def steps(counts: Reals, usual: Usual, rise: float) -> Reals:
    """Return what each count adds: log f(count; rise * mean) - log f(count; mean)."""
    shrink = np.log((usual.size + usual.mean) / (usual.size + rise * usual.mean))
    return np.asarray(counts * np.log(rise) + (counts + usual.size) * shrink)


@dataclass(frozen=True)
class _Steps:
    """What a week adds to the sum, and how probable each of it is."""

    adds: Reals
    weights: Reals

    @classmethod
    def of(cls, usual: Usual, rise: float, true_rise: float) -> "_Steps":
        mean = usual.mean * true_rise
        shape = usual.size, usual.size / (usual.size + mean)
        counts = np.arange(int(nbinom.isf(1e-12, *shape)) + 2)
        return cls(steps(counts.astype(float), usual, rise), nbinom.pmf(counts, *shape))

    def run_length(self, limit: float) -> float:
        """Return how many weeks it takes to pass a limit: by a Markov chain over cells of sums."""
        width = limit / (CELLS - 0.5)
        moves = np.clip(np.rint(self.adds / width), -CELLS, CELLS).astype(int) + CELLS
        by_move = np.bincount(moves, weights=self.weights, minlength=2 * CELLS + 1)
        at = np.arange(CELLS)
        stay = by_move[at[None, :] - at[:, None] + CELLS]
        stay[:, 0] = np.cumsum(by_move)[CELLS - at]
        return float(np.linalg.solve(np.eye(CELLS) - stay, np.ones(CELLS))[0])


def run_length(limit: float, usual: Usual, rise: float, true_rise: float = 1.0) -> float:
    """Return after how many weeks an alarm comes on average.

    Args:
        limit: the sum above which stands an alarm.
        usual: what the chart takes for ordinary.
        rise: the factor that the chart looks for.
        true_rise: the factor that counts truly have; 1: all is ordinary.
    """
    return _Steps.of(usual, rise, true_rise).run_length(limit)


def limit_for(usual: Usual, options: Cusum) -> float:
    """Return the limit with which false alarms are as rare as wanted."""
    ordinary = _Steps.of(usual, options.rise, 1.0)

    def miss(limit: float) -> float:
        return float(np.log(max(ordinary.run_length(limit), 1e-9) / options.run_length))

    low, high = 1e-3, 2.0
    if miss(low) > 0:
        return low
    while miss(high) < 0:
        high *= 2
    return float(brentq(miss, low, high, xtol=1e-3))
