"""Draws of links: pooled into one interval that knows what links leave open."""

import numpy as np
import pytest

from amparo.insight.estimates import loglinear
from amparo.insight.estimates.linkage import pooled, share_of_links
from amparo.insight.estimates.simulate import SCENARIOS, drawn_joined
from amparo.insight.estimates.spreading import Spread, end_of
from amparo.insight.estimates.values import CannotEstimate, Estimate, Lists

SEED = 6
SURE = Estimate("any", 1000, 800, 1300)


def test_a_spread_has_the_ends_and_the_point_it_came_from() -> None:
    spread = Spread.of(SURE, 300)
    ends = [end_of([spread], share) for share in (0.025, 0.5, 0.975)]
    assert ends == pytest.approx([800, 1000, 1300], rel=1e-5)


def test_draws_of_a_spread_have_its_ends() -> None:
    drawn = Spread.of(SURE, 300).draws(100_000, np.random.default_rng(SEED))
    assert np.quantile(drawn, [0.025, 0.5, 0.975]) == pytest.approx([800, 1000, 1300], rel=0.01)


def test_nobody_unseen_is_a_number_and_no_fault() -> None:
    assert end_of([Spread.of(Estimate("any", 50, 50, 50), 50)], 0.5) == pytest.approx(50.5)


def test_pooling_brings_back_what_missed_links_added() -> None:
    country = SCENARIOS["S6"]
    joined = drawn_joined(country, np.random.default_rng([SEED, 1]), draws=30)
    once = loglinear.stepwise(joined.sure)
    found = pooled(joined.draws)
    low, high = found.estimate.low, found.estimate.high
    assert once.point is not None
    assert found.estimate.point is not None
    assert found.estimate.point < once.point
    assert low is not None
    assert high is not None
    assert low < country.people < high
    assert 0 < found.share_of_links < 0.5


def test_links_without_doubt_bring_no_variance() -> None:
    spreads = [Spread.of(SURE, 300)] * 30
    assert share_of_links(spreads) == 0


def test_links_that_decide_everything_bring_nearly_all_of_it() -> None:
    points = np.linspace(500, 3000, 40)
    spreads = [Spread.of(Estimate("any", x, x * 0.99, x * 1.01), 100) for x in points]
    assert share_of_links(spreads) > 0.95


def test_too_few_draws_and_draws_without_an_estimate_are_refused() -> None:
    lists = Lists.of("ABC", {(1, 0, 0): 40, (0, 1, 0): 30, (0, 0, 1): 20, (1, 1, 0): 6})

    def never(_: Lists) -> Estimate:
        raise CannotEstimate("No.")

    with pytest.raises(CannotEstimate, match="20 draws"):
        pooled([lists] * 5)
    with pytest.raises(CannotEstimate, match="Too many draws"):
        pooled([lists] * 25, run=never)
