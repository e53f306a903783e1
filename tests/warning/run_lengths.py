"""How soon the CUSUM finds a rise, and how rarely it is wrong: one JSON line a usual week.

python -m tests.warning.run_lengths [--weeks 200000] [--seed 1]

Series are simulated, in control and shifted; beside each stands what the Markov chain says.
"""

import argparse
import json
import sys
from collections.abc import Sequence

import numpy as np

from amparo.insight.warning.cusum import Cusum, Usual, chart, limit_for, run_length

USUALS = (Usual(1, 2), Usual(2, 5), Usual(5, 5), Usual(10, 3), Usual(30, 20))
RISES = (1.0, 1.5, 2.0, 3.0)


def simulated(usual: Usual, rise: float, weeks: int, rng: np.random.Generator) -> float:
    mean = usual.mean * rise
    drawn = rng.negative_binomial(usual.size, usual.size / (usual.size + mean), weeks)
    return weeks / max(1, len(chart(drawn.astype(float), usual, Cusum()).alarms))


def main(words: Sequence[str]) -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--weeks", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=1)
    ask = asked.parse_args(words)
    rng = np.random.default_rng(ask.seed)
    for usual in USUALS:
        limit = limit_for(usual, Cusum())
        told = {
            "mean": usual.mean,
            "size": usual.size,
            "limit": round(limit, 3),
            "weeks_to_alarm": {
                str(rise): {
                    "simulated": round(simulated(usual, rise, ask.weeks, rng), 1),
                    "chain": round(run_length(limit, usual, 2.0, rise), 1),
                }
                for rise in RISES
            },
        }
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
