"""Latent classes on published tables, 50 chains of 10,000 rounds: one JSON line a table.

python -m tests.estimates.chains [table …] [--seed 1] [--rounds 10000] [--jobs 2]
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence

import numpy as np

from amparo.insight.estimates.latent import Sampling, run
from amparo.insight.estimates.values import Lists
from tests import reference

CLASSES: Mapping[str, int | None] = {
    "congenital_5": None,
    "kosovo_4": None,
    "uk2013_4": 5,
    "uk2013_5": 5,
    "uk2013_6": 5,
    "neworleans_8": 5,
}
"""How many classes the published run allowed; None: ten."""


def lists_of(table: str) -> Lists:
    rows = reference.rows(f"mse/{table}.csv")
    names = [name for name in rows[0] if name != "count"]
    people = {tuple(int(row[name]) for name in names): int(row["count"]) for row in rows}
    return Lists.of(names, people)


def told(table: str, *, seed: int, rounds: int, jobs: int) -> Mapping[str, object]:
    sampling = Sampling(classes=CLASSES[table], rounds=rounds, burnt=rounds // 4, jobs=jobs)
    wall, used = time.perf_counter(), time.process_time()
    found = run(lists_of(table), rng=np.random.default_rng(seed), sampling=sampling)
    low, middle, high = found.interval()
    return {
        "table": table,
        "low": round(low),
        "median": round(middle),
        "high": round(high),
        "rhat": round(found.disagreement, 3),
        "seconds": round(time.perf_counter() - wall, 1),
        "cpu_seconds": round(time.process_time() - used, 1),
        "seed": seed,
    }


def main(words: Sequence[str]) -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("tables", nargs="*", default=[*CLASSES])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=2)
    ask = asked.parse_args(words)
    for table in ask.tables:
        line = told(table, seed=ask.seed, rounds=ask.rounds, jobs=ask.jobs)
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
