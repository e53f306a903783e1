"""Forward selection of two-list terms, of many tables at once. Pure.

Chan, Silverman & Vincent 2021, "Multiple systems estimation for sparse capture data: inferential
challenges when there are nonoverlapping lists", JASA 116. At each step every absent pair has
p = min(P(X <= o), P(X >= o)), X being Poisson with the overlap that the present model predicts and
o the overlap seen; the smallest p enters while it is below the threshold, unless the model with it
has no maximum-likelihood estimate or is not identifiable.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr, pdtrc

from amparo.insight.estimates.designs import cells_of, design, main_terms, pairs_of
from amparo.insight.estimates.existence import Fault, judged
from amparo.insight.estimates.fitting import Fits, Flags, fit_many, variance_of_intercept
from amparo.insight.estimates.values import Reals

ENTRY = 0.02
SURELY = 1e-3
"""A smallest fitted mean above this, per person on average, proves that there is a maximum."""


class Pairs:
    """The design of main effects and all pairs of t lists, shared by every table."""

    def __init__(self, lists: int) -> None:
        self.lists = lists
        self.cells = cells_of(lists)
        self.pairs = pairs_of(lists)
        self.terms = (*main_terms(lists), *self.pairs)
        self.mains = lists + 1
        self.design = design(self.cells, self.terms)
        self.within = self.design[:, self.mains :]


@dataclass(frozen=True)
class Chosen:
    """Which terms and cells each of b tables' models hold, and their fits."""

    terms: Flags
    cells: Flags
    fits: Fits

    @property
    def unseen(self) -> Reals:
        """Return b estimates of how many people no list knows."""
        return np.asarray(np.exp(self.fits.beta[:, 0]))


def independent(shared: Pairs, counts: Reals) -> Chosen:
    """Return the models without any pair."""
    terms = np.zeros((len(counts), len(shared.terms)), dtype=bool)
    terms[:, : shared.mains] = True
    cells = np.ones(counts.shape, dtype=bool)
    return Chosen(terms, cells, fit_many(shared.design, counts, cells, terms))


def stepwise(shared: Pairs, counts: Reals, entry: float = ENTRY) -> Chosen:
    """Return each table's model; `counts` is b x c over all cells, `entry` the threshold of p."""
    chosen = independent(shared, counts)
    tried = np.zeros((len(counts), len(shared.pairs)), dtype=bool)
    likely = _surprise(shared, counts, chosen)
    while True:
        likely[tried | chosen.terms[:, shared.mains :]] = 1.0
        best = likely.argmin(axis=1)
        rows = np.flatnonzero(likely[np.arange(len(likely)), best] < entry)
        if not len(rows):
            return chosen
        new, sound = with_pair(shared, counts, chosen, (rows, best[rows]))
        tried[rows[~sound], best[rows[~sound]]] = True
        taken = rows[sound]
        _put(chosen, taken, new, sound)
        tried[taken] = False
        likely[taken] = _surprise(shared, counts[taken], _of(chosen, taken))


def with_pair(
    shared: Pairs, counts: Reals, chosen: Chosen, added: tuple[np.ndarray, np.ndarray]
) -> tuple[Chosen, Flags]:
    """Return the models of some rows with one more pair each, and which of them are sound."""
    rows, pairs = added
    terms, cells = chosen.terms[rows].copy(), chosen.cells[rows].copy()
    within = shared.within[:, pairs].T > 0
    met = (counts[rows] * within).sum(axis=1) > 0
    terms[np.arange(len(rows)), shared.mains + pairs] = met
    cells &= ~within | met[:, None]
    start = chosen.fits.beta[rows]
    fits = fit_many(shared.design, counts[rows], cells, terms, start=start)
    new = Chosen(terms, cells, fits)
    return new, np.array([is_sound(shared, counts[row], new, at) for at, row in enumerate(rows)])


def is_sound(shared: Pairs, counts: Reals, chosen: Chosen, at: int) -> bool:
    """Return whether a model has one maximum-likelihood estimate."""
    kept = chosen.cells[at]
    terms = tuple(np.asarray(shared.terms)[chosen.terms[at]].tolist())
    positive = counts[kept] > 0
    if chosen.fits.converged[at] and chosen.fits.means[at][kept].min() > SURELY:
        positive = np.ones_like(positive)
    packed = np.packbits(kept).tobytes(), terms, np.packbits(positive).tobytes()
    return judged(shared.lists, *packed) is Fault.NONE


def spread(shared: Pairs, chosen: Chosen) -> Reals:
    """Return b standard errors of the logarithm of the unseen."""
    variance = variance_of_intercept(shared.design, chosen.fits, chosen.terms)
    return np.sqrt(np.maximum(variance, 0.0))


def _surprise(shared: Pairs, counts: Reals, chosen: Chosen) -> Reals:
    seen = counts @ shared.within
    expected = np.maximum(chosen.fits.means @ shared.within, 1e-12)
    above = np.where(seen > 0, pdtrc(np.maximum(seen - 1, 0), expected), 1.0)
    return np.asarray(np.minimum(pdtr(seen, expected), above))


def _of(chosen: Chosen, rows: np.ndarray) -> Chosen:
    fits = chosen.fits
    some = Fits(fits.beta[rows], fits.means[rows], fits.converged[rows])
    return Chosen(chosen.terms[rows], chosen.cells[rows], some)


def _put(chosen: Chosen, rows: np.ndarray, new: Chosen, sound: Flags) -> None:
    chosen.terms[rows], chosen.cells[rows] = new.terms[sound], new.cells[sound]
    chosen.fits.beta[rows] = new.fits.beta[sound]
    chosen.fits.means[rows] = new.fits.means[sound]
    chosen.fits.converged[rows] = new.fits.converged[sound]
