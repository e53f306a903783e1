"""Latent classes: people of several kinds, each caught by the lists in its own way. Pure.

Source: Manrique-Vallier (2016), Bayesian population size estimation using Dirichlet process
mixtures, Biometrics 72:1246-1254. People belong to classes; within a class lists are independent.
How many classes matter is learnt from the data (a stick-breaking prior, cut off at a largest
number). Each round draws, for many chains at once, in this order:

    z      the class of each observed pattern's people, given shares and chances
    n0     how many are unseen: negative binomial (n, 1 - p0), with the prior 1/N, at most 20 n
    w      how the unseen fall into classes
    lambda the chance of each list in each class: Beta(1 + caught, 1 + missed)
    V      the sticks: Beta(1 + in class, a + in later classes); shares are what is broken off
    a      the concentration: Gamma(shape + K - 1, rate - log of the last stick)

The chains begin scattered. They are believed only where they agree: split R-hat (Gelman et al.,
Bayesian Data Analysis, 3rd ed., section 11.4) of the logarithm of the unseen at most 1.05.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np

from amparo.insight.estimates.gibbs import Block, Observed, Prior
from amparo.insight.estimates.values import (
    LEVEL,
    Estimate,
    Flag,
    Lists,
    Progress,
    Reals,
    Status,
    silent,
)
from amparo.insight.estimates.walking import Walk, walked

NAME = "lcmcr"
AGREE = 1.05
"""The largest split R-hat at which chains agree."""
MOST_CLASSES = 10
ENOUGH = 100
"""So many rounds kept of each chain can be looked at."""


@dataclass(frozen=True)
class Sampling:
    """Options.

    Attributes:
        classes: the largest number of classes; None: 10, or fewer where there are few patterns.
        shape, rate: of the Gamma prior of the concentration.
        chains: how many run side by side, in blocks of `block`.
        rounds: of each chain, those burnt too.
        burnt: the first rounds, which are thrown away.
        keep: every so manieth round is kept.
        most_unseen: the largest number of unseen, as a multiple of those seen.
        more: where the chains do not agree they go on for as many rounds as they went, as often
            as this, and what they visited before is thrown away.
        jobs: how many processes the blocks run in; the numbers do not depend on it.
    """

    classes: int | None = None
    shape: float = 0.25
    rate: float = 0.25
    chains: int = 50
    rounds: int = 10_000
    burnt: int = 2_500
    keep: int = 10
    most_unseen: float = 20.0
    block: int = 25
    more: int = 2
    jobs: int = 1


USUAL = Sampling()


@dataclass(frozen=True)
class Chains:
    """Totals that the chains visited, of shape (chains, rounds kept), and whether all was run."""

    totals: Reals
    observed: int
    is_whole: bool = True

    @property
    def disagreement(self) -> float:
        """Return the split R-hat of the logarithm of the unseen; 1 is perfect agreement."""
        return split_rhat(np.log(self.totals - self.observed + 1))

    def interval(self, level: float = LEVEL) -> tuple[float, float, float]:
        """Return low end, median and high end."""
        half = (1 - level) / 2
        low, middle, high = np.quantile(self.totals, [half, 0.5, 1 - half])
        return float(low), float(middle), float(high)


def latent_classes(
    lists: Lists,
    *,
    rng: np.random.Generator,
    progress: Progress = silent,
    sampling: Sampling = USUAL,
) -> Estimate:
    """Return the posterior's median and interval; refused where the chains do not agree."""
    return estimate_of(run(lists, rng=rng, progress=progress, sampling=sampling))


def estimate_of(chains: Chains) -> Estimate:
    """Return what chains say, or that they do not agree."""
    rhat = chains.disagreement
    if not rhat <= AGREE:
        says = f"The chains do not agree (R-hat {rhat:.2f}; at most {AGREE})."
        status = Status.NOT_CONVERGED if chains.is_whole else Status.STOPPED
        return Estimate.refused(NAME, status, says)
    low, middle, high = chains.interval()
    found = Estimate(NAME, middle, low, high)
    return found if chains.is_whole else found.flagged(Flag.PARTIAL)


def latent_draws(
    lists: Lists, *, size: int, rng: np.random.Generator, sampling: Sampling = USUAL
) -> Reals:
    """Return totals drawn from the posterior."""
    totals = run(lists, rng=rng, sampling=sampling).totals.ravel()
    return rng.choice(totals, size=size)


def run(
    lists: Lists,
    *,
    rng: np.random.Generator,
    progress: Progress = silent,
    sampling: Sampling = USUAL,
) -> Chains:
    """Return what the chains visited; the same seed gives the same bits, whatever the jobs.

    Ctrl-C ends them early; what they visited is returned where it is enough to be looked at.

    Raises:
        KeyboardInterrupt: it came before there was enough.
    """
    blocks = _blocks(lists, sampling, rng)
    whole = sampling.rounds * len(blocks) * 2**sampling.more
    for time in range(1 + sampling.more):
        begun, before = len(blocks[0].kept), 2 ** (time - 1) if time else 0
        burnt = 0 if time else sampling.burnt
        walk = Walk(sampling.rounds * max(before, 1), burnt, sampling.keep)
        told = partial(_onwards, progress, before * sampling.rounds * len(blocks), whole)
        if not walked(blocks, walk, jobs=sampling.jobs, progress=told):
            if min(len(block.kept) for block in blocks) < ENOUGH:
                raise KeyboardInterrupt
            return _joined(blocks, lists, 0, is_whole=False)
        found = _joined(blocks, lists, begun)
        if found.disagreement <= AGREE:
            break
    progress(whole, whole)
    return found


def _onwards(progress: Progress, before: int, whole: int, now: int, _of: int) -> None:
    """Tell how far it is where the chains may have to go on."""
    progress(before + now, whole)


def _blocks(lists: Lists, sampling: Sampling, rng: np.random.Generator) -> list[Block]:
    """Return the chains in blocks, each with random numbers of its own."""
    sizes = _shared_out(sampling.chains, sampling.block)
    seen = Observed(
        lists.patterns.astype(np.float64),
        lists.counts,
        int(sampling.most_unseen * lists.observed),
    )
    prior = Prior(sampling.shape, sampling.rate)
    classes = sampling.classes or min(MOST_CLASSES, 2**lists.count - 1)
    return [
        Block(seen, prior, (size, classes), each)
        for size, each in zip(sizes, rng.spawn(len(sizes)), strict=True)
    ]


def _shared_out(chains: int, block: int) -> Sequence[int]:
    """Return how many chains each block has; it depends on nothing but the two numbers."""
    many = ceil(chains / block)
    return [chains // many + (at < chains % many) for at in range(many)]


def _joined(blocks: Sequence[Block], lists: Lists, begun: int, *, is_whole: bool = True) -> Chains:
    rounds = min(len(block.kept) for block in blocks)
    unseen = np.concatenate([np.array(block.kept[begun:rounds]).T for block in blocks])
    return Chains(unseen + float(lists.observed), lists.observed, is_whole)


def split_rhat(values: Reals) -> float:
    """Return the split R-hat of values of shape (chains, rounds); infinite agreement is 1.

    Each chain is cut into halves, so that a chain which still wanders disagrees with itself.
    """
    half = values.shape[1] // 2
    if half < 2:  # noqa: PLR2004  # a variance needs two
        return float("nan")
    halves = np.concatenate([values[:, :half], values[:, -half:]])
    within = float(halves.var(axis=1, ddof=1).mean())
    between = float(halves.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("nan")
    return float(np.sqrt((half - 1) / half + between / within))
