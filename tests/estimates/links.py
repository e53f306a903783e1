"""How often a pooled interval holds the truth where links were missed: one JSON line.

python -m tests.estimates.links [--replicates 200] [--seed 77] [--draws 50]

Country S6: a referral, and one in twenty links missed. Beside the pooled interval stands what one
would say without draws of the links: stepwise selection, and all models weighted.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from amparo.insight.estimates import loglinear, subsets
from amparo.insight.estimates.linkage import pooled
from amparo.insight.estimates.simulate import SCENARIOS, drawn_joined
from amparo.insight.estimates.values import Estimate

COUNTRY = SCENARIOS["S6"]


@dataclass(frozen=True)
class Said:
    """What is said of one replicate: with draws of the links, and without in two ways."""

    pooled: Estimate
    stepwise: Estimate
    weighted: Estimate
    share: float


def replicated(seed: int, replicate: int, draws: int) -> Said:
    joined = drawn_joined(COUNTRY, np.random.default_rng([seed, replicate]), draws)
    found = pooled(joined.draws)
    return Said(
        found.estimate,
        loglinear.stepwise(joined.sure),
        subsets.averaged(joined.sure),
        found.share_of_links,
    )


def summed(found: Sequence[Estimate]) -> dict[str, float]:
    points = np.array([each.point for each in found], dtype=float)
    low, high = (
        np.array([getattr(each, end) for each in found], dtype=float) for end in ("low", "high")
    )
    return {
        "coverage": round(float(((low <= COUNTRY.people) & (high >= COUNTRY.people)).mean()), 3),
        "bias": round(float(np.median(points) / COUNTRY.people - 1), 3),
    }


def main(words: Sequence[str]) -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--replicates", type=int, default=200)
    asked.add_argument("--seed", type=int, default=77)
    asked.add_argument("--draws", type=int, default=50)
    ask = asked.parse_args(words)
    begun = time.perf_counter()
    rows = [replicated(ask.seed, each, ask.draws) for each in range(ask.replicates)]
    told = {
        "scenario": "S6 with draws of links",
        "replicates": ask.replicates,
        "seed": ask.seed,
        "draws": ask.draws,
        "pooled": summed([row.pooled for row in rows]),
        "stepwise without draws": summed([row.stepwise for row in rows]),
        "weighted without draws": summed([row.weighted for row in rows]),
        "share_of_links": round(float(np.mean([row.share for row in rows])), 3),
        "seconds": round(time.perf_counter() - begun, 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
