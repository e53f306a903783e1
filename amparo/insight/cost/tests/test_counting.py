"""Cost: exact where nothing is uncertain, and as wide as what went in."""

from dataclasses import replace

import numpy as np
import pytest

from amparo.insight.cost.counting import ALL, attributable, counted
from amparo.insight.cost.values import Cost, Earnings, Form, Inputs, Outcome, Range


def sure(number: float, *, is_share: bool = False) -> Range:
    return Range(number, number, is_share)


LOW_MOOD = Outcome("depression", sure(2.0), sure(1000), "made up")
PHYSICAL = Form("physical", sure(0.25, is_share=True), "made up", (LOW_MOOD,))
INPUTS = Inputs("money", 2024, "none", sure(10), 1000, (PHYSICAL,))
PAF = 0.25 / 1.25


def ends(cost: Cost) -> tuple[float, float]:
    return cost.low, cost.high


def test_what_is_known_exactly_gives_the_formula_s_number() -> None:
    cost = counted(INPUTS, seed=1, draws=10)
    assert ends(cost) == pytest.approx((PAF * 1000 * 10, PAF * 1000 * 10))
    assert cost.share_low == pytest.approx(PAF)


def test_earnings_are_prevalence_times_workers_times_income_times_what_is_less() -> None:
    earns = Earnings(sure(100), sure(50), sure(0.1, is_share=True), "made up")
    form = replace(PHYSICAL, outcomes=(), earnings=earns)
    cost = counted(replace(INPUTS, forms=(form,), people=0), seed=1, draws=10)
    assert ends(cost) == pytest.approx((0.25 * 100 * 50 * 0.1,) * 2)
    assert cost.share_high is None


def test_forms_that_overlap_are_not_added_up() -> None:
    other = replace(PHYSICAL, name="sexual")
    cost = counted(replace(INPUTS, forms=(PHYSICAL, other)), seed=1, draws=10)
    assert ends(cost) == pytest.approx((PAF * 10_000, (1 - (1 - PAF) ** 2) * 10_000))
    assert cost.high < 2 * cost.low


def test_each_form_s_parts_and_all_of_it_are_told() -> None:
    parts = {(line.form, line.part) for line in counted(INPUTS, seed=1, draws=10).lines}
    assert parts == {("physical", "depression"), ("physical", ALL)}


def test_a_wider_input_makes_a_wider_cost_and_the_same_seed_the_same_one() -> None:
    wide = replace(PHYSICAL, prevalence=Range(0.1, 0.5, is_share=True))
    one, two = (counted(replace(INPUTS, forms=(wide,)), seed=3) for _ in "12")
    assert one == two
    assert one.low < PAF * 10_000 < one.high


def test_violence_that_seems_to_protect_costs_nothing_rather_than_less_than_nothing() -> None:
    assert attributable(np.array([0.3]), np.array([0.8])).tolist() == [0]


def test_a_range_s_ends_hold_95_in_100() -> None:
    for each in (Range(0.1, 0.5, is_share=True), Range(3, 40)):
        drawn = each.draws(100_000, np.random.default_rng(1))
        assert np.mean((drawn > each.low) & (drawn < each.high)) == pytest.approx(0.95, abs=0.005)
