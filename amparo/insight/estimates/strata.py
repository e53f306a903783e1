"""Strata, such as age, sex and area, estimated apart and added up. Pure.

Children of different ages stand on different lists, so each stratum has its own estimate. Totals
and margins are sums of the same draws: what is told of parts adds up to what is told of the whole.
Points are means of draws, and so add up exactly; ends of intervals do not, and must not: where
parts are independent, a whole is known better than the sum of their ends would say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from amparo.insight.estimates.linkage import usual
from amparo.insight.estimates.panel import refusal
from amparo.insight.estimates.spreading import Spread
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Flag,
    Lists,
    Reals,
    Status,
)

Key = tuple[str, ...]
"""A stratum's value of each feature: ("girls", "10-14", "north")."""

Run = Callable[[Lists], Estimate]
DRAWS = 4000
ANY = ""
"""Stands in a key for all values of a feature."""


@dataclass(frozen=True)
class Strata:
    """Draws of how many there are in each stratum, and those that could not be estimated.

    Attributes:
        draws: for each stratum so many totals; where it could not be estimated, what was observed.
        refused: the strata that could not be estimated: of them only those seen are counted.
        level: of the intervals.
    """

    draws: Mapping[Key, Reals]
    refused: Mapping[Key, Estimate]
    level: float = LEVEL

    def of(self, key: Key) -> Estimate:
        """Return the estimate of all strata that a key means, `ANY` standing for every value.

        Raises:
            KeyError: no stratum is meant.
        """
        meant = [each for each in self.draws if _means(key, each)]
        if not meant:
            raise KeyError(key)
        return self._told(key, np.sum([self.draws[each] for each in meant], axis=0), meant)

    def least(self, key: Key) -> int:
        """Return how many there are on average, by which what can't be estimated is no less."""
        return round(
            float(np.sum([each.mean() for own, each in self.draws.items() if _means(key, own)]))
        )

    def margins(self) -> dict[Key, Estimate]:
        """Return every value of every feature, summed over the others, and the whole last."""
        many = len(next(iter(self.draws)))
        keys = [
            tuple(value if at == place else ANY for at in range(many))
            for place in range(many)
            for value in dict.fromkeys(each[place] for each in self.draws)
        ]
        return {key: self.of(key) for key in [*keys, (ANY,) * many]}

    def _told(self, key: Key, total: Reals, meant: list[Key]) -> Estimate:
        name = " · ".join(value or "all" for value in key)
        refused = [each for each in meant if each in self.refused]
        if len(refused) == len(meant):
            says = f"at least {round(float(total.mean()))}"
            return Estimate.refused(name, Status.UNSUITABLE, says)
        half = (1 - self.level) / 2
        low, high = np.quantile(total, [half, 1 - half])
        found = Estimate(name, float(total.mean()), float(low), float(high), self.level)
        return found.flagged(Flag.LOWER_BOUND) if refused else found


def estimated(
    strata: Mapping[Key, Lists],
    *,
    rng: np.random.Generator,
    run: Run = usual,
    size: int = DRAWS,
    level: float = LEVEL,
) -> Strata:
    """Return draws of every stratum.

    Raises:
        CannotEstimate: no stratum can be estimated.
    """
    draws: dict[Key, Reals] = {}
    refused: dict[Key, Estimate] = {}
    for (key, lists), own in zip(strata.items(), rng.spawn(len(strata)), strict=True):
        found = _tried(run, lists)
        if found.has_interval:
            draws[key] = Spread.of(found, lists.observed).draws(size, own)
        else:
            refused[key] = found
            draws[key] = np.full(size, float(lists.observed))
    if len(refused) == len(strata):
        raise CannotEstimate("None of these strata can be estimated.")
    return Strata(draws, refused, level)


def _tried(run: Run, lists: Lists) -> Estimate:
    """Return an estimate, or why there is none."""
    why = refusal(lists)
    try:
        return Estimate.refused("", Status.UNSUITABLE, str(why)) if why else run(lists)
    except CannotEstimate as problem:
        return Estimate.refused("", Status.UNSUITABLE, str(problem))


def _means(key: Key, each: Key) -> bool:
    return all(value in {ANY, own} for value, own in zip(key, each, strict=True))
