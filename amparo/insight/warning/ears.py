"""EARS C1, C2 and C3: this week against a few weeks just before it. Pure.

Sources: Hutwagner, Thompson, Seeman & Treadwell (2003), The bioterrorism preparedness and response
Early Aberration Reporting System, J Urban Health 80(2 Suppl 1):i89-96; for thresholds, Fricker,
Hegler & Dunfee (2008), Statistics in Medicine 27:3407-3429. They need no history of years, and
assume that the weeks before are ordinary and alike.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, poisson

from amparo.insight.warning.values import TOO_FEW, TOO_SHORT, Guard, Judged, Reals

LAG = 2
ALWAYS = Guard(least=0)
HALF = 0.5
"""Stands for no cases at all: a mean of nought would make one case impossible."""


@dataclass(frozen=True)
class Ears:
    """Options: how many weeks are the baseline, and how rare an alarm is where all is ordinary."""

    weeks: int = 7
    alpha: float = 0.001
    alpha_of_c3: float = 0.025
    guard: Guard = ALWAYS


def c1(counts: Reals, week: int, options: Ears = Ears()) -> Judged:
    """Judge a week by the weeks just before it."""
    return _judged(counts, week, options, lag=0)


def c2(counts: Reals, week: int, options: Ears = Ears()) -> Judged:
    """Judge a week by the weeks before the last two, so that a slow rise does not hide itself."""
    return _judged(counts, week, options, lag=LAG)


def c3(counts: Reals, week: int, options: Ears = Ears()) -> Judged:
    """Judge a week as `c2` does, and lower the threshold by how far the two before were above.

    The threshold is mean + sd (z - sum of max(0, C2 - 1) over the two weeks before).
    """
    spans = [_baseline(counts, week - back, options.weeks, LAG) for back in range(LAG + 1)]
    if any(span is None for span in spans):
        return Judged.not_judged(week, counts[week], TOO_SHORT)
    if options.guard.stops(counts, week):
        return Judged.not_judged(week, counts[week], TOO_FEW)
    mean, sd = _moments(spans[0])
    over = sum(excess(counts, week - back, options) for back in range(1, LAG + 1))
    threshold = max(0.0, mean + sd * (float(norm.isf(options.alpha_of_c3)) - over))
    chance = _chance((counts[week] - mean) / sd + over) if sd > 0 else _flat(counts[week], mean)
    return Judged(week, int(counts[week]), threshold, bool(counts[week] > threshold), chance)


def excess(counts: Reals, week: int, options: Ears) -> float:
    """Return how far C2 of a week is above one: what it hands on to the next two."""
    mean, sd = _moments(_baseline(counts, week, options.weeks, LAG))
    if sd == 0:
        return 0.0
    return max(0.0, (float(counts[week]) - mean) / sd - 1)


def _judged(counts: Reals, week: int, options: Ears, lag: int) -> Judged:
    before = _baseline(counts, week, options.weeks, lag)
    if before is None:
        return Judged.not_judged(week, counts[week], TOO_SHORT)
    if options.guard.stops(counts, week):
        return Judged.not_judged(week, counts[week], TOO_FEW)
    mean, sd = _moments(before)
    threshold = mean + sd * float(norm.isf(options.alpha))
    chance = _chance((counts[week] - mean) / sd) if sd > 0 else _flat(counts[week], mean)
    return Judged(week, int(counts[week]), threshold, bool(counts[week] > threshold), chance)


def _chance(deviations: float) -> float:
    return float(norm.sf(deviations))


def _flat(count: float, mean: float) -> float:
    """Return the chance of a count after weeks that were all alike: as Poisson has it."""
    return float(poisson.sf(count - 1, max(mean, HALF)))


def _baseline(counts: Reals, week: int, weeks: int, lag: int) -> Reals | None:
    first = week - lag - weeks
    return counts[first : week - lag] if first >= 0 else None


def _moments(before: Reals | None) -> tuple[float, float]:
    kept = np.zeros(2) if before is None else before
    return float(kept.mean()), float(kept.std(ddof=1))
