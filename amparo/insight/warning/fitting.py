"""Poisson regression with more variance than Poisson has, weighted. Pure.

Source: McCullagh & Nelder (1989), Generalized Linear Models, chapters 2 and 9.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from amparo.insight.warning.values import Reals

Matrix = NDArray[np.float64]
MOST_STEPS, CLOSE = 50, 1e-10
FAR = 30.0
"""No logarithm of a count is farther from nought; a step beyond it is a fit that runs away."""


@dataclass(frozen=True)
class Fit:
    """A fitted regression on the logarithm of counts.

    Attributes:
        coefficients: one for each column.
        covariance: their covariance, for a dispersion of one.
        means: the expected counts.
        leverages: how much each week pulls its own mean.
        dispersion: the variance over the mean, as estimated; below one too.
        spare: weeks less coefficients.
    """

    coefficients: Reals
    covariance: Matrix
    means: Reals
    leverages: Reals
    dispersion: float
    spare: int

    def expected(self, row: Reals) -> tuple[float, float]:
        """Return the expected count for a row, and the variance of its logarithm."""
        mean = float(np.exp(row @ self.coefficients))
        return mean, float(row @ self.covariance @ row) * max(1.0, self.dispersion)

    def chance_of(self, column: int) -> float:
        """Return the p-value of a column's coefficient, two-sided, with Student's t."""
        error = float(np.sqrt(self.dispersion * self.covariance[column, column]))
        if error == 0:
            return 1.0
        ratio = abs(float(self.coefficients[column])) / error
        return 2 * float(student.sf(ratio, self.spare))


def fitted(rows: Matrix, counts: Reals, weights: Reals) -> Fit | None:
    """Return the regression of counts on rows; None where there is none.

    Args:
        rows: shape (weeks, columns); the first column is all ones.
        counts: one number a week.
        weights: how much each week counts.
    """
    if rows.shape[0] <= rows.shape[1] or not counts.any():
        return None
    linear = np.log(counts + 0.1)
    found: Reals = np.zeros(rows.shape[1])
    for _ in range(MOST_STEPS):
        means = np.exp(linear)
        each = weights * means
        half, wanted = np.sqrt(each), linear + counts / means - 1
        now = np.asarray(np.linalg.lstsq(rows * half[:, None], half * wanted, rcond=None)[0], float)
        linear = np.clip(rows @ now, -FAR, FAR)
        if np.abs(now - found).max() < CLOSE * (1 + np.abs(now).max()):
            return _measured(rows, counts, weights, now)
        found = now
    return None


def _measured(rows: Matrix, counts: Reals, weights: Reals, found: Reals) -> Fit | None:
    means = np.exp(rows @ found)
    each = weights * means
    information = rows.T @ (rows * each[:, None])
    if np.linalg.matrix_rank(information) < rows.shape[1]:
        return None
    covariance = np.asarray(np.linalg.inv(information), float)
    spare = rows.shape[0] - rows.shape[1]
    return Fit(
        found,
        covariance,
        means,
        np.einsum("ij,jk,ik->i", rows, covariance, rows) * each,
        float((weights * (counts - means) ** 2 / means).sum() / spare),
        spare,
    )


def downweighted(counts: Reals, fit: Fit, above: float) -> Reals:
    """Return weights that let past outbreaks count little: by Anscombe residuals above a bound.

    Source: Farrington et al. (1996), section 3.6; the bound 2.58 is Noufaily et al.'s (2013).
    """
    spread = np.sqrt(max(1.0, fit.dispersion) * np.maximum(1 - fit.leverages, 1e-9))
    residuals = 1.5 * (counts ** (2 / 3) - fit.means ** (2 / 3)) / fit.means ** (1 / 6) / spread
    weights = np.where(residuals > above, np.maximum(residuals, 1e-9) ** -2.0, 1.0)
    return np.asarray(weights * len(weights) / weights.sum())
