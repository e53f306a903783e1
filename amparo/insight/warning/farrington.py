"""Farrington's method: this week against the same season of years before. Pure.

Source: Farrington, Andrews, Beale & Catchpole (1996), A statistical algorithm for the early
detection of outbreaks of infectious disease, JRSS A 159:547-563.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, norm

from amparo.insight.warning.fitting import Fit, downweighted, fitted
from amparo.insight.warning.values import (
    NOT_FITTED,
    SMALL,
    TOO_FEW,
    TOO_SHORT,
    Guard,
    Judged,
    Reals,
)

Places = NDArray[np.int64]

POWER = 2 / 3
"""Counts to this power are nearly symmetric."""


@dataclass(frozen=True)
class Farrington:
    """Options.

    Attributes:
        years: how many years back.
        window: how many weeks on each side of the same week.
        alpha: two-sided: an alarm has half of it where all is ordinary.
        trend_below: a trend is kept where its p-value is below it, three years are there, and it
            expects no more than was ever seen.
        above: residuals above it are weighted down.
        season: weeks in a year.
    """

    years: int = 4
    window: int = 3
    alpha: float = 0.05
    trend_below: float = 0.05
    above: float = 1.0
    season: int = 52
    guard: Guard = SMALL


YEARS_FOR_TREND = 3


def farrington(counts: Reals, week: int, options: Farrington = Farrington()) -> Judged:
    """Judge a week by the weeks around the same one in years before."""
    at = _weeks(week, options)
    if at[0] < 0:
        return Judged.not_judged(week, counts[week], TOO_SHORT)
    if options.guard.stops(counts, week):
        return Judged.not_judged(week, counts[week], TOO_FEW)
    past = counts[at]
    if not past.any():
        return never_before(counts, week, len(past), options.alpha / 2)
    trended = reweighted(np.column_stack([np.ones(len(at)), at - week]), past, options.above)
    fit, row = trended, np.array([1.0, 0.0])
    if trended is None or not _keeps_trend(trended, past, options):
        fit, row = reweighted(np.ones((len(at), 1)), past, options.above), np.ones(1)
    if fit is None:
        return Judged.not_judged(week, counts[week], NOT_FITTED)
    return _compared(counts, week, fit, row, options)


def never_before(counts: Reals, week: int, weeks: int, alpha: float) -> Judged:
    """Judge a week where so many weeks before had nobody.

    A mean of which nothing is known (Jeffreys' prior) has, after that many weeks of nought, this
    negative binomial for the next week.
    """
    usual = nbinom(0.5, weeks / (weeks + 1))
    count, threshold = counts[week], float(usual.isf(alpha))
    chance = float(usual.sf(count - 1))
    return Judged(week, int(count), threshold, bool(count > threshold), chance)


def reweighted(rows: Reals, past: Reals, above: float) -> Fit | None:
    """Return the regression in which past outbreaks count little."""
    first = fitted(rows, past, np.ones(len(past)))
    return first and fitted(rows, past, downweighted(past, first, above))


def _weeks(week: int, options: Farrington) -> Places:
    around = np.arange(-options.window, options.window + 1)
    years = np.arange(options.years, 0, -1)
    return np.asarray(week - options.season * years[:, None] + around, dtype=np.int64).ravel()


def _keeps_trend(fit: Fit, past: Reals, options: Farrington) -> bool:
    expected = float(np.exp(fit.coefficients[0]))
    return (
        options.years >= YEARS_FOR_TREND
        and fit.chance_of(1) < options.trend_below
        and expected <= past.max()
    )


def _compared(counts: Reals, week: int, fit: Fit, row: Reals, options: Farrington) -> Judged:
    mean, log_variance = fit.expected(row)
    spread = POWER * np.sqrt((max(1.0, fit.dispersion) + mean * log_variance) / mean)
    threshold = mean * (1 + float(norm.isf(options.alpha / 2)) * spread) ** (1 / POWER)
    chance = float(norm.sf(((counts[week] / mean) ** POWER - 1) / spread))
    return Judged(week, int(counts[week]), float(threshold), bool(counts[week] > threshold), chance)
