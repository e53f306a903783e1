"""Log-linear models of one's own choice, with Poisson and multinomial profile intervals. Pure.

Cormack 1992, "Interval estimation for mark-recapture studies of closed populations", Biometrics 48;
Baillargeon & Rivest 2007, "Rcapture: loglinear models for capture-recapture in R", JSS 19(5).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import chdtri, gammaln, ndtri

from amparo.insight.estimates.fitting import fit, information
from amparo.insight.estimates.values import LEVEL, CannotEstimate, Reals

FURTHEST = 1e4
"""An upper end more than so many times the observed is none."""

SMALLEST = 1e-9


@dataclass(frozen=True)
class Model:
    """A log-linear model of c cells.

    Attributes:
        design: c x p without the cell of the unseen; the first column is 1.
        unseen: p, the row of the unseen cell (1 and then 0, but for columns of heterogeneity).
        offset: c + 1, logarithms of known rates, the unseen cell's first.
    """

    design: Reals
    unseen: Reals
    offset: Reals | None = None

    @property
    def shift(self) -> Reals:
        return np.zeros(len(self.design) + 1) if self.offset is None else self.offset


@dataclass(frozen=True)
class Fitted:
    """A model's Poisson fit: how many are not seen, and the error of its logarithm."""

    unseen: float
    error: float
    beta: Reals


def fitted(model: Model, counts: Reals) -> Fitted:
    """Return the Poisson fit.

    Raises:
        CannotEstimate: the likelihood has no top, or the unseen can't be told from it.
    """
    rate = np.exp(model.shift)
    means, beta = fit_rates(model.design, counts, rate[1:])
    every = np.ones((1, model.design.shape[1]), dtype=bool)
    covariance = np.linalg.pinv(information(model.design, means[None], every)[0], hermitian=True)
    unseen = float(rate[0] * exp(float(model.unseen @ beta)))
    error = sqrt(max(float(model.unseen @ covariance @ model.unseen), 0.0))
    return Fitted(unseen, error, beta)


def fit_rates(design: Reals, counts: Reals, rate: Reals) -> tuple[Reals, Reals]:
    """Return means and coefficients of log(mean) = log(rate) + design @ beta."""
    fits = fit(design, counts, None if (rate == 1).all() else rate)
    if not fits.converged[0]:
        raise CannotEstimate("This model's likelihood has no top for these lists.")
    return fits.means[0], fits.beta[0]


def normal_interval(observed: float, found: Fitted, level: float = LEVEL) -> tuple[float, float]:
    """Return the interval that is normal on the logarithm of the unseen."""
    wide = float(ndtri((1 + level) / 2)) * found.error
    if wide > log(FURTHEST * 100):
        raise CannotEstimate("The interval of this model has no upper end.")
    return observed + found.unseen * exp(-wide), observed + found.unseen * exp(wide)


def profile(model: Model, counts: Reals, level: float = LEVEL) -> tuple[float, float, float]:
    """Return the multinomial estimate of all people and the ends of its profile interval.

    Raises:
        CannotEstimate: the profile has no top or does not fall on its upper side.
    """
    observed = float(counts.sum())
    value = _profiled(model, counts)
    start = fitted(model, counts).unseen
    top = minimize_scalar(
        lambda at: -value(exp(at)),
        bounds=(log(max(start, 0.1)) - 3, log(max(start, 0.1)) + 3),
        method="bounded",
        options={"xatol": 1e-7},
    )
    unseen, best = exp(float(top.x)), -float(top.fun)
    fall = float(chdtri(1, 1 - level)) / 2
    low = _crossing(value, best - fall, unseen, 0.8)
    high = _crossing(value, best - fall, unseen, 1.25)
    if high is None:
        raise CannotEstimate("The interval of this model has no upper end.")
    return observed + unseen, observed + (low or 0.0), observed + high


def _profiled(model: Model, counts: Reals) -> Callable[[float], float]:
    """Return the multinomial log-likelihood as a function of how many are not seen."""
    design = np.vstack([model.unseen, model.design])
    rate = np.exp(model.shift)
    observed = float(counts.sum())

    def value(unseen: float) -> float:
        every = np.concatenate([[unseen], counts])
        means, _ = fit_rates(design, every, rate)
        total, positive = observed + unseen, every > 0
        return float(
            gammaln(total + 1)
            - gammaln(unseen + 1)
            + (every[positive] * np.log(means[positive] / total)).sum()
        )

    return value


def _crossing(
    value: Callable[[float], float], aim: float, start: float, ratio: float
) -> float | None:
    """Return where the likelihood falls to its aim, going away from the top by a ratio."""
    inner, outer = start, start * ratio
    while value(outer) > aim:
        inner, outer = outer, outer * ratio
        if outer < SMALLEST or outer > start * FURTHEST:
            return None
    return float(brentq(lambda at: value(at) - aim, min(inner, outer), max(inner, outer)))
