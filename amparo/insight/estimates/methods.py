"""Every method by name: which lists it takes and what it gives. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from amparo.insight.estimates import (
    averaging,
    bootstrap,
    chapman,
    coverage,
    graphs,
    heterogeneity,
    kinds,
    latent,
    loglinear,
    subsets,
)
from amparo.insight.estimates.designs import Table
from amparo.insight.estimates.stepwise import Pairs
from amparo.insight.estimates.stepwise import stepwise as select
from amparo.insight.estimates.values import (
    CannotEstimate,
    Estimate,
    Lists,
    Progress,
    Status,
    silent,
)

THREE = 3


@dataclass(frozen=True)
class How:
    """What a method is given beside the lists; no number depends on the jobs."""

    rng: np.random.Generator
    progress: Progress
    jobs: int


Run = Callable[[Lists, How], Estimate]


@dataclass(frozen=True)
class Method:
    """A method's key, how many lists it takes, and whether the envelope is made of it.

    One that `takes_jobs` shares its work out among processes itself.
    """

    key: str
    run: Run
    least: int = THREE
    most: int = 16
    is_core: bool = False
    takes_jobs: bool = False


def estimated(
    key: str, lists: Lists, *, seed: int, progress: Progress = silent, jobs: int = 1
) -> Estimate:
    """Return one method's estimate; a method that can't gives its reason instead of a number.

    Each method has random numbers of its own, so that one alone gives the same as all together.

    Raises:
        KeyError: there is no such method.
    """
    method = METHODS[key]
    if not method.least <= lists.count <= method.most:
        says = f"takes {method.least} to {method.most} lists"
        return Estimate.refused(key, Status.UNSUITABLE, says)
    # Nothing secret: the same seed gives the same estimate again.
    rng = np.random.default_rng(  # nosemgrep: no-chance-that-can-be-guessed
        [seed, list(METHODS).index(key)]
    )
    try:
        return method.run(lists, How(rng, progress, jobs))
    except CannotEstimate as problem:
        return Estimate.refused(key, Status.NO_MAXIMUM, str(problem))


def _chapman(lists: Lists, _how: How) -> Estimate:
    """Return Chapman's estimate of the two lists that share most."""
    both = np.triu(lists.overlaps, 1)
    first, second = np.unravel_index(int(both.argmax()), both.shape)
    return chapman.chapman(lists, (int(first), int(second)))


def _kinds(lists: Lists, _how: How) -> Estimate:
    shared = Pairs(lists.count)
    chosen = select(shared, Table.of(lists).counts[None])
    return kinds.two_kinds(lists, shared, chosen)


def _of_people(kind: str) -> Run:
    return lambda lists, _how: heterogeneity.estimated(lists, kind)


def _latent(lists: Lists, how: How) -> Estimate:
    sampling = replace(latent.USUAL, jobs=how.jobs)
    return latent.latent_classes(lists, rng=how.rng, progress=how.progress, sampling=sampling)


_ALL = (
    Method("chapman", _chapman, least=2),
    Method("independent", lambda lists, _how: loglinear.independent(lists)),
    Method("stepwise", lambda lists, _how: loglinear.stepwise(lists)),
    Method(
        "bootstrap",
        lambda lists, how: bootstrap.bootstrap(lists, rng=how.rng, progress=how.progress),
        most=9,
        is_core=True,
    ),
    Method("aic", lambda lists, _how: loglinear.by_aic(lists), most=9),
    Method(
        "weighted",
        lambda lists, how: subsets.averaged(lists, progress=how.progress),
        most=subsets.MOST,
        is_core=True,
    ),
    Method(
        "graphs",
        lambda lists, _how: averaging.averaged(lists),
        most=graphs.MOST,
        is_core=True,
    ),
    Method("chao", _of_people("Chao"), most=9),
    Method("poisson", _of_people("Poisson"), most=9),
    Method("darroch", _of_people("Darroch"), most=9),
    Method("gamma", _of_people("Gamma"), most=9),
    Method("kinds", _kinds, most=9),
    Method(
        "coverage",
        lambda lists, how: coverage.estimated(lists, rng=how.rng)[0],
        most=9,
    ),
    Method("lcmcr", _latent, is_core=True, takes_jobs=True),
)

METHODS: Mapping[str, Method] = {method.key: method for method in _ALL}
