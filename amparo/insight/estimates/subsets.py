"""All log-linear models at once, weighted by Schwarz's criterion. Pure.

Every hierarchical model for three to five lists (8, 113 and 6 893), of two-list terms alone for
six; weights exp(-BIC/2) and the unconditional error of Buckland, Burnham & Augustin 1997
("Model selection: an integral part of inference", Biometrics 53). Draper 1995 (JRSS B 57) says why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import exp, log, sqrt

import numpy as np
from scipy.special import ndtri, xlogy

from amparo.insight.estimates.designs import Table, cells_of, design, main_terms, pairs_of
from amparo.insight.estimates.existence import Fault, fault_of
from amparo.insight.estimates.fitting import Fits, Flags, fit_many, variance_of_intercept
from amparo.insight.estimates.stepwise import SURELY
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Lists,
    Progress,
    Reals,
    silent,
)

NAME = "all models, weighted"
FEWEST, MOST, HIERARCHICAL = 3, 6, 5
AT_ONCE = 2000
VAGUEST = 4.0
"""A model whose error of the unseen's logarithm is above this says nothing, and is left out."""

SEEN = 1e-4
"""Models with less than this share of the best one's weight are left out."""


@dataclass(frozen=True)
class Weighed:
    """The models that count, the most likely first: their terms, weights, unseen and errors."""

    terms: tuple[tuple[int, ...], ...]
    weights: Reals
    unseen: Reals
    errors: Reals


def averaged(lists: Lists, *, level: float = LEVEL, progress: Progress = silent) -> Estimate:
    """Return the weighted mean of all sound models' estimates.

    Raises:
        CannotEstimate: fewer than three or more than six lists, or no model is sound.
    """
    found = weighed(lists, progress=progress)
    mean = float(found.weights @ np.log(found.unseen))
    away = np.log(found.unseen) - mean
    error = sqrt(float(found.weights @ (found.errors**2 + away**2)))
    wide = float(ndtri((1 + level) / 2)) * error
    total = lists.observed + float(found.weights @ found.unseen)
    low, high = (lists.observed + exp(mean + sign * wide) for sign in (-1, 1))
    return Estimate(NAME, total, min(low, total), max(high, total), level)


def weighed(lists: Lists, *, progress: Progress = silent) -> Weighed:
    """Return the models that hold all but a ten-thousandth of the best one's weight, each sound."""
    if not FEWEST <= lists.count <= MOST:
        raise CannotEstimate("This takes three to six lists.")
    table, models = Table.of(lists), models_of(lists.count)
    terms = tuple(sorted({term for model in models for term in model}))
    columns = design(table.cells, terms)
    place = {term: at for at, term in enumerate(terms)}
    parts = []
    for at in range(0, len(models), AT_ONCE):
        held = np.zeros((len(models[at : at + AT_ONCE]), len(terms)), dtype=bool)
        for row, model in enumerate(models[at : at + AT_ONCE]):
            held[row, [place[term] for term in model]] = True
        parts.append(_fitted(columns, table.counts, held))
        progress(min(at + AT_ONCE, len(models)), len(models))
    found = tuple(np.concatenate(each) for each in zip(*parts, strict=True))
    return _sound(table, models, found)


def _fitted(columns: Reals, counts: Reals, held: Flags) -> tuple[Reals, Reals, Reals, Reals]:
    """Return Schwarz's criterion, the unseen, its logarithm's error and the smallest mean."""
    empty = counts @ columns == 0
    cells = ~((held & empty).astype(np.float64) @ columns.T > 0)
    terms = held & ~empty
    every = np.repeat(counts[None], len(held), axis=0)
    fits: Fits = fit_many(columns, every, cells, terms)
    means = np.where(cells, np.maximum(fits.means, 1e-300), 1.0)
    likely = xlogy(every, means).sum(axis=1) - fits.means.sum(axis=1)
    bic = log(counts.sum()) * held.sum(axis=1) - 2 * likely
    bic[~fits.converged] = np.inf
    error = np.sqrt(np.maximum(variance_of_intercept(columns, fits, terms), 0))
    least = np.where(cells, fits.means, np.inf).min(axis=1)
    return bic, np.exp(fits.beta[:, 0]), error, least


def _sound(table: Table, models: tuple[tuple[int, ...], ...], found: tuple[Reals, ...]) -> Weighed:
    bic, unseen, errors, least = found
    kept: list[int] = []
    for at in np.argsort(bic, kind="stable"):
        if not np.isfinite(bic[at]) or (kept and bic[at] - bic[kept[0]] > -2 * log(SEEN)):
            break
        if errors[at] > VAGUEST:
            continue
        if least[at] > SURELY or fault_of(table, models[at]) is Fault.NONE:
            kept.append(int(at))
    if not kept:
        raise CannotEstimate("No model has a maximum-likelihood estimate.")
    weights = np.exp(-(bic[kept] - bic[kept[0]]) / 2)
    return Weighed(
        tuple(models[at] for at in kept), weights / weights.sum(), unseen[kept], errors[kept]
    )


@lru_cache(maxsize=8)
def models_of(lists: int) -> tuple[tuple[int, ...], ...]:
    """Return each model's terms: all lists, and with a term all that is within it."""
    pairs, mains = pairs_of(lists), main_terms(lists)
    found: list[tuple[int, ...]] = []
    for count in range(len(pairs) + 1):
        for held in combinations(pairs, count):
            if lists > HIERARCHICAL:
                found.append((*mains, *held))
            else:
                found += [(*mains, *held, *more) for more in _larger(lists, frozenset(held), 3)]
    return tuple(found)


def _larger(lists: int, below: frozenset[int], size: int) -> Iterator[tuple[int, ...]]:
    """Yield each choice of terms of `size` lists and more whose parts are all there."""
    if size >= lists:
        yield ()
        return
    may = [
        mask
        for mask in cells_of(lists).tolist()
        if mask.bit_count() == size
        and all(mask & ~(1 << at) in below for at in range(lists) if mask >> at & 1)
    ]
    for count in range(len(may) + 1):
        for held in combinations(may, count):
            for more in _larger(lists, frozenset(held), size + 1):
                yield (*held, *more)
