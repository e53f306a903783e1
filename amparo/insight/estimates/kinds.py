"""Two kinds of people, one of them several times harder to find: what that would change. Pure.

A log-linear model plus log(1 + a q^k) for people seen k times: for each person of the first kind
whom nobody knows there are a of the second, whose odds to be on each list are q times as large. No
lists tell q (Huggins 2001, Statistics & Probability Letters 54; Link 2003, Biometrics 59), so it is
an assumption: one tenth. Then there can be at most (1 + q)^2 / (4 q) = 3.03 times as many people as
if all were alike.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, xlogy

from amparo.insight.estimates.designs import Table
from amparo.insight.estimates.fitting import fit_many, variance_of_intercept
from amparo.insight.estimates.heterogeneity import seen_times
from amparo.insight.estimates.loglinear import WIDEST
from amparo.insight.estimates.stepwise import Chosen, Pairs
from amparo.insight.estimates.values import LEVEL, CannotEstimate, Estimate, Flag, Lists, Reals

NAME = "two kinds of people"
HARDER = 0.1
SHARES = np.concatenate([[0.0], np.geomspace(0.02, 400.0, 60)])
"""The values of a that are tried."""


@dataclass(frozen=True)
class Tried:
    """For each a: the log-likelihood, the unseen of both kinds, the error of its logarithm."""

    likely: Reals
    unseen: Reals
    error: Reals


def tried(table: Table, shared: Pairs, chosen: Chosen, harder: float = HARDER) -> Tried:
    """Return the fits of one selected model with each share of a second kind."""
    rates = 1 + SHARES[:, None] * harder ** seen_times(table)
    many = len(SHARES)
    counts = np.repeat(table.counts[None], many, axis=0)
    cells, terms = np.repeat(chosen.cells[:1], many, 0), np.repeat(chosen.terms[:1], many, 0)
    fits = fit_many(shared.design, counts, cells, terms, rates=rates)
    means = np.where(cells, np.maximum(fits.means, 1e-300), 1.0)
    likely = xlogy(counts, means).sum(axis=1) - fits.means.sum(axis=1)
    error = np.sqrt(np.maximum(variance_of_intercept(shared.design, fits, terms), 0))
    likely[~fits.converged] = -np.inf
    return Tried(likely, np.exp(fits.beta[:, 0]) * (1 + SHARES), error)


def two_kinds(lists: Lists, shared: Pairs, chosen: Chosen, *, level: float = LEVEL) -> Estimate:
    """Return the estimate with a second kind of people.

    The interval holds all numbers that some share of the second kind makes likely enough.

    Raises:
        CannotEstimate: no share gives a fit, or one that says anything of its upper end.
    """
    found = tried(Table.of(lists), shared, chosen)
    best = int(found.likely.argmax())
    left = chdtri(1, 1 - level) - 2 * (found.likely[best] - found.likely)
    within = left >= 0
    wide = found.error[within] * np.sqrt(left[within])
    if not (np.isfinite(found.likely).any() and wide.max(initial=0.0) <= WIDEST):
        raise CannotEstimate("This model's likelihood has no top for these lists.")
    low = float((found.unseen[within] * np.exp(-wide)).min())
    high = float((found.unseen[within] * np.exp(wide)).max())
    seen = lists.observed
    point = seen + float(found.unseen[best])
    return Estimate(NAME, point, seen + low, seen + high, level, flags=(Flag.LOWER_BOUND,))
