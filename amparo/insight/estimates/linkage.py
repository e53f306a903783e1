"""Missed and false links between lists: many draws of the links in, one interval out. Pure.

Lists that were joined by a machine have links it missed, and each missed link looks like a person
seen once more and once less often: estimates become too high. So the links are drawn many times by
their probabilities, every draw is estimated from, and the results are mixed: an interval of the
mixture holds what lists leave open and what links leave open. Which share of the variance links
bring is told by Rubin's rule on the logarithm of the total: (1 + 1/M) B / (W + (1 + 1/M) B), with W
the mean variance within draws and B the variance between them (Rubin 1987, Multiple Imputation for
Nonresponse in Surveys; for lists of people: Sadinle 2018, Bayesian propagation of record linkage
uncertainty into population size estimation, Annals of Applied Statistics 12:1013-1038).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from amparo.insight.estimates import loglinear, subsets
from amparo.insight.estimates.spreading import Spread, end_of
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Flag,
    Lists,
    Progress,
    silent,
)

NAME = "pooled over links"
FEWEST_DRAWS = 20
QUICK = 4
"""With more lists, averaging over all models of every draw would take minutes."""
LEAST_SHARE = 0.8
"""So many of the draws must give an estimate; else what is pooled is a choice."""

Run = Callable[[Lists], Estimate]


@dataclass(frozen=True)
class Pooled:
    """One estimate over draws of links.

    Attributes:
        estimate: of how many there are in all.
        share_of_links: which share of the variance comes from not knowing the links, 0 to 1.
        draws: how many draws gave an estimate.
        of: how many there were.
    """

    estimate: Estimate
    share_of_links: float
    draws: int
    of: int


def usual(lists: Lists) -> Estimate:
    """Return the estimate of one draw: averaged over models, or stepwise with too many lists."""
    if lists.count <= QUICK:
        return subsets.averaged(lists)
    return loglinear.stepwise(lists)


def pooled(
    draws: Sequence[Lists],
    *,
    run: Run = usual,
    level: float = LEVEL,
    progress: Progress = silent,
) -> Pooled:
    """Return one estimate over draws of the links.

    Raises:
        CannotEstimate: there are too few draws, or too many of them give no estimate.
    """
    if len(draws) < FEWEST_DRAWS:
        raise CannotEstimate("Pooling takes {least} draws or more.", least=FEWEST_DRAWS)
    spreads: list[Spread] = []
    flags: list[Flag] = []
    for at, lists in enumerate(draws, 1):
        if (found := _tried(run, lists)) is not None:
            spreads.append(Spread.of(found, lists.observed))
            flags.extend(found.flags)
        progress(at, len(draws))
    if len(spreads) < LEAST_SHARE * len(draws):
        raise CannotEstimate("Too many draws of the links give no estimate.")
    half = (1 - level) / 2
    low, middle, high = (end_of(spreads, share) for share in (half, 0.5, 1 - half))
    estimate = Estimate(NAME, middle, low, high, level, flags=tuple(dict.fromkeys(flags)))
    return Pooled(estimate, share_of_links(spreads), len(spreads), len(draws))


def share_of_links(spreads: Sequence[Spread]) -> float:
    """Return which share of the variance of the logarithm of the total lies between draws."""
    middles = np.array([np.log(each.observed + np.exp(each.middle)) for each in spreads])
    within = float(np.mean([each.variance for each in spreads]))
    between = (1 + 1 / len(spreads)) * float(middles.var(ddof=1))
    return between / (within + between) if between > 0 else 0.0


def _tried(run: Run, lists: Lists) -> Estimate | None:
    try:
        found = run(lists)
    except CannotEstimate:
        return None
    return found if found.has_interval else None
