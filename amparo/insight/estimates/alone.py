"""One list alone: every estimator of those who never came, side by side, and a lower bound. Pure.

There is no headline. What tells in one list is how often people came back, and nothing in it can
show that those who never came are like them; so the answer is "at least", and why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from amparo.insight.estimates import single
from amparo.insight.estimates.returning import Family, regression
from amparo.insight.estimates.values import (
    CannotEstimate,
    Estimate,
    Flag,
    Progress,
    Status,
    silent,
)
from amparo.insight.estimates.visits import Visits

FEWEST_OBSERVED = 30
WIDEST = 10.0


@dataclass(frozen=True)
class Alone:
    """What there is to say about one list.

    Attributes:
        visits: what was observed.
        refused: why there is no number.
        lower_bound: at least so many, by Chao's lower end.
        models: each method's estimate, those that gave none with their reason.
        keys: of METHODS, in the same order.
    """

    visits: Visits
    refused: CannotEstimate
    lower_bound: float
    models: tuple[Estimate, ...]
    keys: tuple[str, ...]


def alone(visits: Visits, *, one_village: bool = False, progress: Progress = silent) -> Alone:
    """Return all methods; on an interrupt those that were ready by then."""
    done: dict[str, Estimate] = {}
    try:
        for at, key in enumerate(METHODS, 1):
            done[key] = estimated(key, visits)
            progress(at, len(METHODS))
    except KeyboardInterrupt:
        pass
    refused = _refusal(visits, one_village=one_village)
    bound = float(visits.observed)
    low = done["corrected"].low if "corrected" in done else None
    if low is not None and not one_village and visits.observed >= FEWEST_OBSERVED:
        bound = max(bound, low)
    return Alone(visits, refused, bound, tuple(done.values()), tuple(done))


def estimated(key: str, visits: Visits) -> Estimate:
    """Return one method's estimate; a method that can't gives its reason instead of a number.

    Raises:
        KeyError: there is no such method.
    """
    try:
        found = METHODS[key](visits)
    except CannotEstimate as problem:
        return Estimate.refused(key, Status.NO_MAXIMUM, str(problem))
    if found.high is not None and found.low is not None and found.high > WIDEST * found.low:
        return Estimate.refused(key, Status.TOO_WIDE)
    return found


def _refusal(visits: Visits, *, one_village: bool) -> CannotEstimate:
    if one_village:
        return CannotEstimate("A single village is too small: a number would point at its people.")
    if visits.observed < FEWEST_OBSERVED:
        return CannotEstimate(
            "Only {seen} people were seen; thirty are needed.", seen=visits.observed
        )
    return CannotEstimate(
        "Nothing in one list shows whether those who never came are like those who did."
    )


def _regressed(family: Family, one_inflated: bool, visits: Visits) -> Estimate:  # noqa: FBT001
    found = regression(
        visits.times, visits.known, family, one_inflated=one_inflated, weights=visits.people
    ).estimate
    if family is Family.POISSON and single.heterogeneity_shows(visits.counted):
        return found.flagged(Flag.LOWER_BOUND)
    return found


METHODS: Mapping[str, Callable[[Visits], Estimate]] = {
    "chao": lambda visits: single.chao(visits.counted),
    "corrected": lambda visits: single.chao_corrected(visits.counted),
    "zelterman": lambda visits: single.zelterman(visits.counted),
    "poisson": partial(_regressed, Family.POISSON, False),
    "poisson-once": partial(_regressed, Family.POISSON, True),
    "geometric": partial(_regressed, Family.GEOMETRIC, False),
    "geometric-once": partial(_regressed, Family.GEOMETRIC, True),
    "binomial": partial(_regressed, Family.NEGATIVE_BINOMIAL, False),
    "binomial-once": partial(_regressed, Family.NEGATIVE_BINOMIAL, True),
}
