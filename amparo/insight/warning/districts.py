"""Many districts in one week: how many of the alarms may be false. Pure.

Source: Benjamini & Hochberg (1995), JRSS B 57:289-300; and, where districts depend on each other in
any way, Benjamini & Yekutieli (2001), Annals of Statistics 29:1165-1188.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from amparo.insight.warning.values import Judged, Reals

Method = Callable[[Reals, int], Judged]


@dataclass(frozen=True)
class Discovery:
    """How many of the alarms may be false on average; whether districts depend in any way."""

    rate: float = 0.05
    any_dependence: bool = False


def judged(
    districts: Mapping[str, Reals], week: int, method: Method, discovery: Discovery = Discovery()
) -> dict[str, Judged]:
    """Return what a method says of one week of each district.

    An alarm stands where the count is above its threshold and, looking at all districts that could
    be judged together, it is among those of which at most the given share is false. A method that
    gives no chance (`cusum`) has a run length instead, and its alarms stand as they are.
    """
    alone = {name: method(counts, week) for name, counts in districts.items()}
    chances = {name: each.chance for name, each in alone.items() if each.chance is not None}
    shares = dict(zip(chances, adjusted(np.array([*chances.values()]), discovery), strict=True))
    return {
        name: replace(
            each, is_alarm=each.is_alarm and bool(shares.get(name, 0.0) <= discovery.rate)
        )
        for name, each in alone.items()
    }


def adjusted(chances: Reals, discovery: Discovery = Discovery()) -> Reals:
    """Return for each p-value the smallest rate at which it is a discovery."""
    many = len(chances)
    if not many:
        return np.zeros(0)
    order = np.argsort(chances, kind="stable")
    ranks = np.arange(1, many + 1)
    more = float((1 / ranks).sum()) if discovery.any_dependence else 1.0
    shares = chances[order] * many * more / ranks
    found = np.empty(many)
    found[order] = np.minimum(1.0, np.minimum.accumulate(shares[::-1])[::-1])
    return found
