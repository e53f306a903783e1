"""Every method by name: what it gives for lists, what it assumes, what would change it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from amparo.insight.estimates import (
    averaging,
    bootstrap,
    chapman,
    coverage,
    graphs,
    heterogeneity,
    kinds,
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

Run = Callable[[Lists, np.random.Generator, Progress], Estimate]
THREE = 3


@dataclass(frozen=True)
class Method:
    """A method's key, what it takes, and in a sentence what it assumes."""

    key: str
    run: Run
    assumes: str
    least: int = THREE
    most: int = 16
    is_core: bool = False


def estimated(key: str, lists: Lists, *, seed: int, progress: Progress = silent) -> Estimate:
    """Return one method's estimate; a method that can't gives its reason instead of a number.

    Each method has random numbers of its own, so that one alone gives the same as all together.

    Raises:
        KeyError: there is no such method.
    """
    method = METHODS[key]
    if not method.least <= lists.count <= method.most:
        says = f"takes {method.least} to {method.most} lists"
        return Estimate.refused(key, Status.UNSUITABLE, says)
    rng = np.random.default_rng([seed, list(METHODS).index(key)])
    try:
        return method.run(lists, rng, progress)
    except CannotEstimate as problem:
        return Estimate.refused(key, Status.NO_MAXIMUM, str(problem))


def _chapman(lists: Lists, _rng: np.random.Generator, _progress: Progress) -> Estimate:
    """Return Chapman's estimate of the two lists that share most."""
    both = np.triu(lists.overlaps, 1)
    first, second = np.unravel_index(int(both.argmax()), both.shape)
    return chapman.chapman(lists, (int(first), int(second)))


def _kinds(lists: Lists, _rng: np.random.Generator, _progress: Progress) -> Estimate:
    shared = Pairs(lists.count)
    chosen = select(shared, Table.of(lists).counts[None])
    return kinds.two_kinds(lists, shared, chosen)[0]


def _of_people(kind: str) -> Run:
    return lambda lists, _rng, _progress: heterogeneity.estimated(lists, kind)


_ALL = (
    Method(
        "chapman",
        _chapman,
        "The two lists find people independently of each other. Two lists alone can't show it.",
        least=2,
    ),
    Method(
        "independent",
        lambda lists, _rng, _progress: loglinear.independent(lists),
        "No list leads to another, and everybody is equally easy to find.",
    ),
    Method(
        "stepwise",
        lambda lists, _rng, _progress: loglinear.stepwise(lists),
        "Some lists lead to others; which do is read from the lists and then taken as known.",
    ),
    Method(
        "bootstrap",
        lambda lists, rng, progress: bootstrap.bootstrap(lists, rng=rng, progress=progress),
        "As stepwise, but which lists lead to others is asked anew in every resample.",
        most=9,
        is_core=True,
    ),
    Method(
        "aic",
        lambda lists, _rng, _progress: loglinear.by_aic(lists),
        "As stepwise, by Akaike's criterion; the way of the British estimate of 2014.",
        most=9,
    ),
    Method(
        "weighted",
        lambda lists, _rng, progress: subsets.averaged(lists, progress=progress),
        "Every way in which lists may lead to others counts as much as the lists speak for it.",
        most=subsets.MOST,
        is_core=True,
    ),
    Method(
        "graphs",
        lambda lists, _rng, _progress: averaging.averaged(lists),
        "The same, weighed by Bayes' rule over all decomposable graphs.",
        most=graphs.MOST,
        is_core=True,
    ),
    Method("chao", _of_people("Chao"), "People differ in any way: a lower bound.", most=9),
    Method(
        "poisson", _of_people("Poisson"), "People differ a little, lists do not lead on.", most=9
    ),
    Method("darroch", _of_people("Darroch"), "People differ more, lists do not lead on.", most=9),
    Method("gamma", _of_people("Gamma"), "People differ strongly, lists do not lead on.", most=9),
    Method(
        "kinds",
        _kinds,
        "Some people are ten times harder to find than others; the lists tell how many.",
        most=9,
    ),
    Method(
        "coverage",
        lambda lists, rng, _progress: coverage.estimated(lists, rng=rng)[0],
        "What the lists found twice tells what share they find at all.",
        most=9,
    ),
)

METHODS: Mapping[str, Method] = {method.key: method for method in _ALL}
