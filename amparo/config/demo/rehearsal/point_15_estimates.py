"""Point 15: a made-up country's lists are answered with the truth inside; a village's are not."""

from collections.abc import Iterator

import numpy as np

from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.insight.estimates.panel import panel
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists

SEED = 2027
QUICK = ("stepwise", "graphs", "weighted", "kinds")


def play(_stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    country = SCENARIOS["S2"]
    # Nothing secret: the same seed makes up the same country again.
    rng = np.random.default_rng(SEED)  # nosemgrep: no-chance-that-can-be-guessed
    lists = drawn_lists(country, rng)
    head = panel(lists, seed=SEED, names=QUICK).headline
    must_be(
        "an envelope that holds the truth", True, head and head.low < country.people < head.high
    )
    yield "a country's lists, one of which leads to another, are answered with the truth inside"
    village = panel(lists, seed=SEED, names=QUICK, one_village=True)
    must_be("a village's headline", None, village.headline)
    yield "the same lists as a village's are refused, with the reason"
