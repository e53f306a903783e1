"""What services know against what a survey found: detection ratio and disclosure cascade. Pure.

A survey such as a VACS asks children themselves, and finds many times more than services know. The
ratio of both says how many of those harmed are detected; the cascade says where the others are
lost: who told anybody, who knew where to go, who sought help, who received it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from amparo.base.problems import Problem
from amparo.insight.estimates.spreading import Spread
from amparo.insight.estimates.values import LEVEL, Estimate, Reals

DRAWS = 20_000


class NoShare(Problem):
    says = "A share lies between 0 and 1, and its interval holds it."


@dataclass(frozen=True)
class Share:
    """A share of people and its interval."""

    point: float
    low: float
    high: float
    level: float = LEVEL

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.point <= self.high <= 1:
            raise NoShare

    @classmethod
    def asked(cls, yes: int, asked: int, *, design: float = 1.0, level: float = LEVEL) -> "Share":
        """Return a survey's share, with Wilson's interval of the effective number asked.

        Args:
            yes: how many said yes.
            asked: how many were asked.
            design: the design effect: by how much clusters and weights widen the variance.
            level: of the interval.

        Raises:
            NoShare: more said yes than were asked, nobody was asked, or the design is below one.
        """
        if not 0 <= yes <= asked or not asked or design < 1:
            raise NoShare
        z2, effective, share = float(ndtri((1 + level) / 2)) ** 2, asked / design, yes / asked
        middle = (share + z2 / (2 * effective)) / (1 + z2 / effective)
        wide = sqrt(z2 * share * (1 - share) / effective + z2**2 / (4 * effective**2))
        wide /= 1 + z2 / effective
        low, high = max(0.0, middle - wide), min(1.0, middle + wide)
        return cls(share, min(low, share), max(high, share), level)

    def draws(self, size: int, rng: np.random.Generator) -> Reals:
        """Return shares drawn at random: log odds, normal on each side of the point."""
        low, middle, high = (_odds(each) for each in (self.low, self.point, self.high))
        wide = float(ndtri((1 + self.level) / 2))
        steps = rng.standard_normal(size)
        moved = middle + steps * np.where(steps < 0, middle - low, high - middle) / wide
        return np.asarray(1 / (1 + np.exp(-moved)))


@dataclass(frozen=True)
class Ratio:
    """How many of those whom a survey found are known, 0.04 being one in twenty-five."""

    point: float
    low: float
    high: float
    level: float = LEVEL


def detection(known: int, survey: Share, population: int) -> Ratio:
    """Return the detection ratio: known to services over prevalence times population.

    What services know is counted, so the interval is the survey's. Both must mean the same harm,
    the same ages and the same year.

    Raises:
        NoShare: the survey found nobody, or there is no population.
    """
    if survey.point <= 0 or population <= 0:
        raise NoShare
    ends = (known / (population * max(each, 1e-9)) for each in (survey.high, survey.low))
    low, high = ends
    return Ratio(known / (population * survey.point), low, high, survey.level)


def compared(
    estimate: Estimate, observed: int, survey: Share, population: int, *, rng: np.random.Generator
) -> Ratio:
    """Return an estimate from lists over what a survey says there are: near one, they agree.

    Raises:
        CannotEstimate: the estimate has no interval.
    """
    totals = Spread.of(estimate, observed).draws(DRAWS, rng)
    ratios = totals / (population * survey.draws(DRAWS, rng))
    half = (1 - estimate.level) / 2
    low, middle, high = np.quantile(ratios, [half, 0.5, 1 - half])
    return Ratio(float(middle), float(low), float(high), estimate.level)


@dataclass(frozen=True)
class Stage:
    """A step on the way to help: the share of all who were harmed, or of those a stage before."""

    name: str
    share: Share
    is_of_all: bool


@dataclass(frozen=True)
class Reached:
    """How many came so far, as a share of all who were harmed."""

    name: str
    share: Share


def cascade(stages: Sequence[Stage], *, rng: np.random.Generator) -> tuple[Reached, ...]:
    """Return which share of all who were harmed reached each stage.

    A share of all is read as it stands; a share of those a stage before is multiplied. The two are
    never mixed up: a share of all multiplied again would lose people twice.

    Raises:
        NoShare: a share of all is larger than that of the stage before it.
    """
    reached: list[Reached] = []
    before, draws = 1.0, np.ones(DRAWS)
    for stage in stages:
        if stage.is_of_all:
            if stage.share.point > before:
                raise NoShare(
                    "More people reach “{stage}” than the stage before.", stage=stage.name
                )
            draws = np.minimum(draws, stage.share.draws(DRAWS, rng))
            before, share = stage.share.point, stage.share
        else:
            draws = draws * stage.share.draws(DRAWS, rng)
            before *= stage.share.point
            half = (1 - stage.share.level) / 2
            low, high = np.quantile(draws, [half, 1 - half])
            share = Share(
                before, min(float(low), before), max(float(high), before), stage.share.level
            )
        reached.append(Reached(stage.name, share))
    return tuple(reached)


def _odds(share: float) -> float:
    kept = min(max(share, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))
