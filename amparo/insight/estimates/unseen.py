"""What no list can see: how a number moves with what lists can't tell. Pure.

Two things are in no table. Some people may be on no list whatever happens: if a share of all is
invisible, there are 1 / (1 - share) times as many. And what makes lists depend on each other may
differ between those seen and those not: with t lists the last interaction, of all of them, is in no
observed cell. If its odds ratio is w instead of 1, there are w times as many unseen; with two lists
w is their odds ratio itself. A pair of lists that the model holds independent can be given an odds
ratio too, and the model fitted anew.

Sources: Gerritse, van der Heijden & Bakker (2015), Sensitivity of population size estimation for
violating parametric assumptions in log-linear models, J Official Statistics 31:357-379. The first
identity needs no source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from amparo.insight.estimates.fitting import fit_many
from amparo.insight.estimates.stepwise import Chosen, Pairs, stepwise
from amparo.insight.estimates.values import CannotEstimate, Estimate, Lists, Reals

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
ODDS = (0.5, 0.67, 1.0, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True)
class Turn:
    """One place on a curve: what is assumed, and how many people there are then."""

    assumed: float
    point: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """How many there are by what is assumed; `of` says what: lists by name, or empty."""

    turns: tuple[Turn, ...]
    of: tuple[str, ...] = ()

    @property
    def reach(self) -> tuple[float, float]:
        """Return the lowest and the highest end on the curve."""
        return min(each.low for each in self.turns), max(each.high for each in self.turns)


def invisible(estimate: Estimate, shares: Sequence[float] = SHARES) -> Curve:
    """Return how many there are if a share of all people is on no list whatever happens.

    Raises:
        CannotEstimate: there is no interval to begin with.
        ValueError: a share is not from 0 to less than 1.
    """
    if not all(0 <= share < 1 for share in shares):
        raise ValueError("a share is from 0 to less than 1")
    ends = _ends(estimate)
    return Curve(tuple(Turn(share, *(end / (1 - share) for end in ends)) for share in shares))


def beyond(estimate: Estimate, observed: int, odds: Sequence[float] = ODDS) -> Curve:
    """Return how many there are if the interaction of all lists has an odds ratio other than 1.

    Raises:
        CannotEstimate: there is no interval to begin with.
    """
    ends = _ends(estimate)
    return Curve(tuple(Turn(each, *_times(ends, observed, each)) for each in odds))


def depending(lists: Lists, estimate: Estimate, odds: Sequence[float] = ODDS) -> tuple[Curve, ...]:
    """Return for each pair that the selected model holds independent how many there are if not.

    The model is fitted anew with the pair's odds ratio given; the interval keeps its width on the
    scale of the unseen's logarithm. The curve that reaches farthest stands first.

    Raises:
        CannotEstimate: there is no interval to begin with, or no model.
    """
    ends = _ends(estimate)
    shared, counts = Pairs(lists.count), lists.cells()[1:].astype(np.float64)[None]
    chosen = stepwise(shared, counts)
    curves: list[Curve] = []
    for at, pair in enumerate(combinations(range(lists.count), 2)):
        if chosen.terms[0, shared.mains + at] or not lists.overlaps[pair]:
            continue
        turns = tuple(
            Turn(each, *_times(ends, lists.observed, much))
            for each, much in _given(shared, counts, chosen, (at, odds))
        )
        if turns:
            curves.append(Curve(turns, tuple(lists.names[each] for each in pair)))
    return tuple(sorted(curves, key=lambda curve: -(curve.reach[1] / max(curve.reach[0], 1))))


def _given(
    shared: Pairs, counts: Reals, chosen: Chosen, given: tuple[int, Sequence[float]]
) -> Iterator[tuple[float, float]]:
    """Yield each odds ratio of a pair, and how many times as many are then unseen."""
    at, odds = given
    rates = np.where(shared.within[:, at] > 0, np.array(odds)[:, None], 1.0)
    many = len(odds)
    cells, terms = np.repeat(chosen.cells, many, axis=0), np.repeat(chosen.terms, many, axis=0)
    fits = fit_many(shared.design, np.repeat(counts, many, axis=0), cells, terms, rates=rates)
    times = np.exp(fits.beta[:, 0]) / chosen.unseen[0]
    for each, much, is_fit in zip(odds, times, fits.converged, strict=True):
        if is_fit:
            yield each, float(much)


def _times(ends: Sequence[float], observed: int, much: float) -> list[float]:
    """Return ends with so many times as many unseen."""
    return [observed + max(0.0, end - observed) * much for end in ends]


def _ends(estimate: Estimate) -> tuple[float, float, float]:
    if estimate.point is None or estimate.low is None or estimate.high is None:
        raise CannotEstimate("{name} gave no interval.", name=estimate.name)
    return estimate.point, estimate.low, estimate.high
