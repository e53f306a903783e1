"""How often an interval holds the truth, in made-up countries: one JSON line a scenario.

python -m tests.estimates.coverage [S1 …] [--replicates 200] [--seed 1] [--jobs 2]

Beside the six scenarios there are two that nothing was tuned to, drawn from ranges: `alike` (lists,
people, chances and referrals vary) and `unlike` (two kinds of people besides).
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial

import numpy as np

from amparo.insight.estimates.linkage import pooled
from amparo.insight.estimates.methods import estimated
from amparo.insight.estimates.panel import differs, envelope, refusal
from amparo.insight.estimates.simulate import (
    SCENARIOS,
    Country,
    Ranges,
    drawn_country,
    drawn_joined,
    drawn_lists,
)
from amparo.insight.estimates.values import CannotEstimate, Estimate, Lists

RANGES = {"alike": Ranges(), "unlike": Ranges(kinds=(2, 2))}
LINKED = "pooled over links"
METHODS = ("stepwise", "bootstrap", "graphs", "weighted", "kinds")
Interval = tuple[float, float, float]
Row = Mapping[str, Interval | bool | str]


def country_of(scenario: str, replicate: int, seed: int) -> Country:
    if scenario in SCENARIOS:
        return SCENARIOS[scenario]
    return drawn_country(RANGES[scenario], np.random.default_rng([seed, replicate, 1]))


def replicated(scenario: str, seed: int, methods: Sequence[str], replicate: int) -> Row:
    """Return each method's interval and the truth, of one replicate."""
    country = country_of(scenario, replicate, seed)
    rng = np.random.default_rng([seed, replicate])
    joined = drawn_joined(country, rng) if country.missed else None
    lists = joined.sure if joined else drawn_lists(country, rng)
    found = {key: estimated(key, lists, seed=seed) for key in methods}
    truth = float(country.people)
    row: dict[str, Interval | bool | str] = {key: interval(each) for key, each in found.items()}
    if joined:
        row[LINKED] = interval(pooled(joined.draws).estimate)
    return {**row, **headline(lists, found), "truth": (truth, truth, truth)}


def headline(lists: Lists, found: dict[str, Estimate]) -> Row:
    refused = str(refusal(lists) or "")
    try:
        head = None if refused else envelope(lists, found)
    except CannotEstimate as problem:
        head, refused = None, str(problem)
    if head is None:
        return {"refused": refused, "flagged": True}
    return {
        "envelope": (head.low, head.point, head.high),
        "flagged": differs(lists),
        "refused": "",
    }


def interval(estimate: Estimate) -> Interval:
    if estimate.low is None or estimate.point is None or estimate.high is None:
        return (-1.0, -1.0, -1.0)
    return (estimate.low, estimate.point, estimate.high)


def summed(scenario: str, rows: Sequence[Row]) -> Mapping[str, object]:
    """Return coverage and median relative bias of each method, and how often flags went up."""
    told: dict[str, object] = {"scenario": scenario, "replicates": len(rows)}
    for key in (*METHODS, LINKED, "envelope"):
        have = [row for row in rows if key in row and row[key][1] > 0]  # type: ignore[index,operator]
        if not have:
            continue
        ends = np.array([row[key] for row in have])
        truth = np.array([row["truth"] for row in have])[:, 0]
        covers = (ends[:, 0] <= truth) & (truth <= ends[:, 2])
        told[key] = {
            "coverage": round(float(covers.mean()), 3),
            "bias": round(float(np.median(ends[:, 1] / truth - 1)), 3),
            "width": round(float(np.median((ends[:, 2] - ends[:, 0]) / truth)), 2),
            "given": len(have),
        }
    told["flagged"] = round(float(np.mean([bool(row["flagged"]) for row in rows])), 3)
    told["refused"] = sum(bool(row["refused"]) for row in rows)
    return told


def main(words: Sequence[str]) -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scenarios", nargs="*", default=[*SCENARIOS, *RANGES])
    asked.add_argument("--replicates", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--methods", nargs="*", default=METHODS)
    ask = asked.parse_args(words)
    for scenario in ask.scenarios:
        begun = time.perf_counter()
        work = partial(replicated, scenario, ask.seed, ask.methods)
        if ask.jobs > 1:
            with ProcessPoolExecutor(ask.jobs) as pool:
                rows = list(pool.map(work, range(ask.replicates), chunksize=4))
        else:
            rows = [work(each) for each in range(ask.replicates)]
        told = {**summed(scenario, rows), "seed": ask.seed}
        if scenario in RANGES:
            told["ranges"] = asdict(RANGES[scenario])
        told["seconds"] = round(time.perf_counter() - begun, 1)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
