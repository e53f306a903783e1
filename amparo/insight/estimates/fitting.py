"""Poisson regression with a log link, of many tables at once. Pure.

Every table shares one design; which of its cells and terms count differs from table to table.
Newton's method with halved steps (McCullagh & Nelder 1989, "Generalized Linear Models", 2.5).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amparo.insight.estimates.values import Reals

Flags = NDArray[np.bool_]

STEPS = 40
CLOSE = 1e-9
HALVINGS = 12
LOWEST, HIGHEST = -60.0, 60.0
AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Fits:
    """What was fitted to b tables of c cells with p terms.

    Attributes:
        beta: b x p; 0 where a term does not count.
        means: b x c; 0 where a cell does not count.
        converged: b; false where the likelihood has no top or was not reached.
    """

    beta: Reals
    means: Reals
    converged: Flags


def fit(design: Reals, counts: Reals, rates: Reals | None = None) -> Fits:
    """Return one table's fit, as a batch of one; with rates it starts where all terms are 0."""
    terms = np.ones((1, design.shape[1]), dtype=bool)
    cells = np.ones((1, len(counts)), dtype=bool)
    if rates is None:
        return fit_many(design, counts[None], cells, terms)
    start = np.zeros((1, design.shape[1]))
    start[0, 0] = np.log(counts.sum() / rates.sum())
    return fit_many(design, counts[None], cells, terms, start=start, rates=rates[None])


def fit_many(
    design: Reals,
    counts: Reals,
    cells: Flags,
    terms: Flags,
    *,
    start: Reals | None = None,
    rates: Reals | None = None,
) -> Fits:
    """Return the maximum-likelihood fits of b tables.

    Args:
        design: c x p, the first column being the intercept.
        counts: b x c, 0 or more, not necessarily whole.
        cells: b x c, which cells count for each table.
        terms: b x p, which columns count for each table.
        start: b x p coefficients to start from.
        rates: b x c known rates above 0 by which means are multiplied; 1 by default.
    """
    known = np.asarray(cells * (1.0 if rates is None else rates), dtype=np.float64)
    beta = _start(design, counts, known, terms) if start is None else np.where(terms, start, 0.0)
    enough = CLOSE * (1 + (counts * cells).sum(axis=1))
    means = _means(design, beta, known)
    value = _likelihood(design, beta, counts * cells, means)
    going, done = np.arange(len(counts)), np.zeros(len(counts), dtype=bool)
    for _ in range(STEPS):
        slope = ((counts[going] - means[going]) * cells[going]) @ design * terms[going]
        done[going] = np.abs(slope).max(axis=1) < enough[going]
        slope, going = slope[~done[going]], going[~done[going]]
        if not len(going):
            break
        step = _solve(design, means[going], terms[going], slope)
        beta[going], means[going], value[going] = _better(
            design, counts[going] * cells[going], known[going], (beta[going], step, value[going])
        )
    return Fits(beta, means, done)


def information(design: Reals, means: Reals, terms: Flags) -> Reals:
    """Return b x p x p expected information; 1 on the diagonal of terms that do not count."""
    count = design.shape[1]
    if design.shape[0] * count * count <= AT_ONCE:
        outer = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
        found = (means @ outer).reshape(-1, count, count)
    else:
        found = np.stack([design.T @ (design * each[:, None]) for each in means])
    found *= terms[:, :, None] & terms[:, None, :]
    found += np.eye(count) * ~terms[:, None, :]
    return found


def variance_of_intercept(design: Reals, fits: Fits, terms: Flags) -> Reals:
    """Return b variances of the intercept, from the inverse of the information."""
    first = np.zeros((len(terms), design.shape[1], 1))
    first[:, 0] = 1.0
    solved = np.linalg.solve(_steadied(information(design, fits.means, terms)), first)
    return np.asarray(solved[:, 0, 0])


def _start(design: Reals, counts: Reals, known: Reals, terms: Flags) -> Reals:
    """Return one weighted least-squares step from the counts themselves."""
    near = (counts + 0.1) * (known > 0)
    aim = np.log((counts + 0.1) / np.where(known > 0, known, 1.0)) * near
    return _solve(design, near, terms, aim @ design * terms)


def _solve(design: Reals, weights: Reals, terms: Flags, right: Reals) -> Reals:
    solved = np.linalg.solve(_steadied(information(design, weights, terms)), right[..., None])
    return np.asarray(solved[..., 0]) * terms


def _steadied(matrix: Reals) -> Reals:
    """Return a matrix that can be solved where the likelihood is flat too."""
    size = np.arange(matrix.shape[-1])
    matrix[:, size, size] *= 1 + 1e-11
    matrix[:, size, size] += 1e-12
    return matrix


def _means(design: Reals, beta: Reals, known: Reals) -> Reals:
    return np.exp(np.clip(beta @ design.T, LOWEST, HIGHEST)) * known


def _likelihood(design: Reals, beta: Reals, counts: Reals, means: Reals) -> Reals:
    """Return the log-likelihoods but for what depends on counts alone."""
    return np.asarray((counts * (beta @ design.T)).sum(axis=1) - means.sum(axis=1))


def _better(
    design: Reals, counts: Reals, known: Reals, now: tuple[Reals, Reals, Reals]
) -> tuple[Reals, Reals, Reals]:
    """Return coefficients that are no less likely: the whole step, or half of it, and so on."""
    beta, step, value = now
    share = np.ones((len(beta), 1))
    for _ in range(HALVINGS):
        tried = beta + share * step
        means = _means(design, tried, known)
        found = _likelihood(design, tried, counts, means)
        worse = ~(found >= value - 1e-9 * (1 + np.abs(value)))
        if not worse.any():
            break
        share[worse] /= 2
    return tried, means, found
