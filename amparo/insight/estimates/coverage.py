"""Sample coverage: what share of all people the lists would find again. Pure.

Chao & Tsay 1998, "A sample coverage approach to multiple-system estimation with application to
census undercount", JASA 93. Intervals by a parametric bootstrap, log-normal as in CARE.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from amparo.insight.estimates.chapman import log_normal
from amparo.insight.estimates.values import LEVEL, CannotEstimate, Estimate, Lists, Reals

NAME = "sample coverage"
REPLICATES = 400
FEWEST = 3


@dataclass(frozen=True)
class Covered:
    """The coverage, and the estimates for independent, for one step and for dependent lists."""

    coverage: float
    independent: float
    one_step: float
    dependent: float


def covered(lists: Lists) -> Covered:
    """Return the estimates of all people.

    Raises:
        CannotEstimate: fewer than three lists, no overlap, or dependence too strong to solve.
    """
    found = _covered(lists.cells().astype(np.float64)[None], lists.count)
    if lists.count < FEWEST or not np.isfinite(found).all() or found[3][0] < lists.observed:
        raise CannotEstimate("The lists overlap too little, or in too uneven a way.")
    return Covered(*(float(each[0]) for each in found))


def estimated(
    lists: Lists,
    *,
    rng: np.random.Generator,
    replicates: int = REPLICATES,
    level: float = LEVEL,
) -> tuple[Estimate, Estimate]:
    """Return the estimates for dependent lists and after one step, with bootstrap intervals."""
    point = covered(lists)
    return tuple(  # type: ignore[return-value]
        Estimate(title, total, *_interval(lists, (at, total), rng, (replicates, level)), level)
        for title, at, total in (
            (NAME, 3, point.dependent),
            (f"{NAME}, one step", 2, point.one_step),
        )
    )


def _interval(
    lists: Lists, which: tuple[int, float], rng: np.random.Generator, how: tuple[int, float]
) -> tuple[float, float]:
    at, total = which
    replicates, level = how
    cells = lists.cells().astype(np.float64)
    cells[0] = max(total - lists.observed, 0.0)
    drawn = rng.multinomial(round(total), cells / cells.sum(), size=replicates).astype(np.float64)
    drawn[:, 0] = 0.0
    again = _covered(drawn, lists.count)[at]
    again = again[np.isfinite(again) & (again > 0)]
    if len(again) < replicates * level:
        raise CannotEstimate("The lists overlap too little for an interval.")
    return log_normal(lists.observed, total, float(again.var(ddof=1)), level)


def _covered(cells: Reals, lists: int) -> Reals:
    """Return 4 x b: coverage and three estimates for b tables of 2**t cells."""
    index = np.arange(2**lists)
    has = np.stack([(index >> at & 1).astype(np.float64) for at in range(lists)])
    sizes, seen = cells @ has.T, cells.sum(axis=1)
    single = cells[:, [1 << at for at in range(lists)]]
    with np.errstate(divide="ignore", invalid="ignore"):
        coverage = 1 - (single / sizes).mean(axis=1)
        distinct = seen - single.mean(axis=1)
        start = distinct / coverage
        reach, slope = np.zeros(len(cells)), np.zeros(len(cells))
        for a, b in combinations(range(lists), 2):
            alone = (index & ~((1 << a) | (1 << b))) == 0
            weight = cells @ ((has[a] + has[b]) * alone)
            reach += weight
            slope += weight * (cells @ (has[a] * has[b])) / (sizes[:, a] * sizes[:, b])
        reach, slope = reach / (lists * coverage), slope / (lists * coverage)
        one = start + slope * start - reach
        two = start + slope * one - reach
        fixed = (start - reach) / (1 - slope)
        fixed[slope >= 1] = np.nan
    return np.stack([coverage, start, two, fixed])
