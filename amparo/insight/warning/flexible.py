"""Farrington's method, made flexible: all weeks of the years before, by season. Pure.

Source: Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett (2013), An improved algorithm for
outbreak detection in multiple surveillance systems, Statistics in Medicine 32:1206-1222; the
negative-binomial threshold as in Salmon, Schumacher & Höhle (2016), J Stat Softw 70(10).
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom, poisson

from amparo.insight.warning.farrington import Places, never_before, reweighted
from amparo.insight.warning.fitting import Fit
from amparo.insight.warning.values import (
    NOT_FITTED,
    SMALL,
    TOO_FEW,
    TOO_SHORT,
    Guard,
    Judged,
    Reals,
)


@dataclass(frozen=True)
class Flexible:
    """Options.

    Attributes:
        years: how many years back.
        window: how many weeks on each side of the same week are one period.
        alpha: how rare an alarm is where all is ordinary, one-sided.
        left_out: so many weeks before this one are not looked at: a slow rise would hide itself.
        periods: into how many a year is cut, the window being one of them.
        above: residuals above it are weighted down.
        season: weeks in a year.
    """

    years: int = 4
    window: int = 3
    alpha: float = 0.01
    left_out: int = 26
    periods: int = 10
    above: float = 2.58
    season: int = 52
    guard: Guard = SMALL


def flexible(counts: Reals, week: int, options: Flexible = Flexible()) -> Judged:
    """Judge a week by all weeks of the years before, with a trend and a level for each period."""
    first = week - options.years * options.season - options.window
    if first < 0:
        return Judged.not_judged(week, counts[week], TOO_SHORT)
    if options.guard.stops(counts, week):
        return Judged.not_judged(week, counts[week], TOO_FEW)
    at = np.arange(first, week - options.left_out)
    past = counts[at]
    if not past.any():
        return never_before(counts, week, len(past), options.alpha)
    found = _described(at - week, past, options)
    if found is None:
        return Judged.not_judged(week, counts[week], NOT_FITTED)
    return _compared(counts, week, *found, options)


def _described(offsets: Places, past: Reals, options: Flexible) -> tuple[Fit, Reals] | None:
    """Return the regression and the row of the week judged: the fullest one that exists.

    A trend is left out where it expects more than was ever seen; levels where a period never had
    anybody, so that its level has no logarithm.
    """
    one = np.ones((len(offsets), 1))
    levels = (period_of(offsets, options)[:, None] == np.arange(1, options.periods)).astype(float)
    for is_trended, more in ((True, levels), (False, levels), (False, one[:, :0])):
        trend = offsets[:, None].astype(float) if is_trended else one[:, :0]
        rows = np.column_stack([one, trend, more])
        row = np.eye(rows.shape[1])[0]
        fit = reweighted(rows, past, options.above)
        if fit is not None and (not is_trended or fit.expected(row)[0] <= past.max()):
            return fit, row
    return None


def period_of(offsets: Places, options: Flexible) -> Places:
    """Return the period of weeks that are so far from the one judged: 0 is the window around it.

    The rest of a year is cut into equal periods; where it can't be, the later ones are shorter.
    """
    place = (offsets + options.window) % options.season
    width = 2 * options.window + 1
    rest = options.season - width
    each = -(-rest // (options.periods - 1))
    return np.where(place < width, 0, 1 + (place - width) // each)


def _compared(counts: Reals, week: int, fit: Fit, row: Reals, options: Flexible) -> Judged:
    mean, _ = fit.expected(row)
    count = counts[week]
    if fit.dispersion > 1:
        shape = (mean / (fit.dispersion - 1), 1 / fit.dispersion)
        threshold, chance = nbinom.isf(options.alpha, *shape), nbinom.sf(count - 1, *shape)
    else:
        threshold, chance = poisson.isf(options.alpha, mean), poisson.sf(count - 1, mean)
    return Judged(week, int(count), float(threshold), bool(count > threshold), float(chance))
