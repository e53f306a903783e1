"""What no list can see: curves that begin at the estimate and move as they must."""

import numpy as np
import pytest

from amparo.insight.estimates import loglinear
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.unseen import beyond, depending, invisible
from amparo.insight.estimates.values import CannotEstimate, Estimate, Lists, Status

FOUND = Estimate("any", 1000, 800, 1300)
SEED = 12


def test_a_share_of_invisible_people_is_added_to_those_who_can_be_seen() -> None:
    turn = invisible(FOUND, [0.0, 0.6]).turns[1]
    assert (turn.point, turn.low, turn.high) == pytest.approx((2500, 2000, 3250))


def test_nothing_assumed_changes_nothing() -> None:
    assert invisible(FOUND, [0.0]).reach == (800, 1300)
    assert beyond(FOUND, 300, [1.0]).reach == (800, 1300)


def test_the_last_interaction_multiplies_the_unseen_alone() -> None:
    turn = beyond(FOUND, 300, [2.0]).turns[0]
    assert (turn.point, turn.low, turn.high) == (1700, 1300, 2300)


def test_an_invisible_class_s_curve_reaches_the_truth_that_no_list_shows() -> None:
    country = SCENARIOS["S3"]
    lists = drawn_lists(country, np.random.default_rng(SEED))
    found = loglinear.stepwise(lists)
    assert found.high is not None
    assert found.high < country.people < invisible(found).reach[1]


def test_with_three_lists_a_pair_s_odds_move_the_unseen_and_one_leaves_them() -> None:
    alone: dict[tuple[int, ...], int] = {(1, 0, 0): 90, (0, 1, 0): 80, (0, 0, 1): 70}
    both: dict[tuple[int, ...], int] = {(1, 1, 0): 20, (1, 0, 1): 18, (0, 1, 1): 16, (1, 1, 1): 4}
    lists = Lists.of("ABC", {**alone, **both})
    found = loglinear.stepwise(lists)
    curves = depending(lists, found, [0.5, 1.0, 4.0])
    assert {curve.of for curve in curves} == {("A", "B"), ("A", "C"), ("B", "C")}
    for curve in curves:
        points = [turn.point for turn in curve.turns]
        assert points[1] == pytest.approx(found.point, rel=1e-6)
        assert points == sorted(points)


def test_without_an_interval_and_with_everybody_invisible_there_is_no_curve() -> None:
    with pytest.raises(CannotEstimate):
        beyond(Estimate.refused("any", Status.NO_MAXIMUM), 10)
    with pytest.raises(ValueError, match="share"):
        invisible(FOUND, [1.0])
