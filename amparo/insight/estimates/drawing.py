"""Numbers of all people as likely as a method believes: what strata and links add up. Pure."""

import numpy as np

from amparo.insight.estimates import averaging, bootstrap
from amparo.insight.estimates.values import Lists, Reals


def graph_draws(lists: Lists, rng: np.random.Generator, size: int) -> Reals:
    """Return draws from the posterior averaged over decomposable graphs (Madigan & York 1997)."""
    return averaging.posterior(lists).draws(size, rng)


def stepwise_draws(lists: Lists, rng: np.random.Generator, size: int) -> Reals:
    """Return bootstrap replicates of the stepwise estimate, the model selected anew in each."""
    return bootstrap.replicate(lists, rng=rng, replicates=size).draws
