"""Early warning: what always holds, and series at the edges."""

import numpy as np
import pytest

from amparo.insight.warning.cusum import Cusum, Usual, chart, cusum, limit_for, run_length
from amparo.insight.warning.ears import Ears, c1, c2, c3
from amparo.insight.warning.farrington import Farrington, farrington
from amparo.insight.warning.flexible import Flexible, flexible, period_of
from amparo.insight.warning.methods import METHODS
from amparo.insight.warning.values import TOO_FEW, TOO_SHORT, Guard, Reals

SEED, LAST = 71, 299


def series(last: int, mean: float = 6) -> Reals:
    counts = np.random.default_rng(SEED).poisson(mean, LAST + 1).astype(float)
    counts[LAST] = last
    return counts


@pytest.mark.parametrize("name", METHODS)
def test_every_method_sees_a_week_five_times_the_usual_and_not_a_usual_one(name: str) -> None:
    method = METHODS[name]
    assert method(series(30), LAST).is_alarm
    assert not method(series(6), LAST).is_alarm


@pytest.mark.parametrize("name", METHODS)
def test_small_counts_are_not_judged(name: str) -> None:
    counts = np.zeros(LAST + 1)
    counts[LAST] = 4
    judged = METHODS[name](counts, LAST)
    assert (judged.threshold, judged.is_alarm, judged.says) == (None, False, TOO_FEW)


@pytest.mark.parametrize("name", METHODS)
def test_a_short_series_is_not_judged(name: str) -> None:
    judged = METHODS[name](series(30)[:6], 5)
    assert (judged.threshold, judged.says) == (None, TOO_SHORT)


@pytest.mark.parametrize("name", METHODS)
def test_the_first_cases_ever_are_an_alarm_and_never_a_broken_number(name: str) -> None:
    counts = np.zeros(LAST + 1)
    counts[LAST] = 9
    judged = METHODS[name](counts, LAST)
    assert judged.is_alarm
    assert judged.threshold is not None
    assert np.isfinite(judged.threshold)


def test_a_season_without_a_case_does_not_hide_the_others() -> None:
    counts = series(30)
    counts[(np.arange(LAST + 1) - LAST) % 52 > 40] = 0
    assert flexible(counts, LAST).is_alarm


def test_a_past_outbreak_is_weighted_down() -> None:
    counts = series(30)
    counts[LAST - 52 : LAST - 50] = 80
    with_it = farrington(counts, LAST).threshold
    at_full_weight = farrington(counts, LAST, Farrington(above=1e9)).threshold
    assert with_it is not None
    assert at_full_weight is not None
    assert with_it < 0.6 * at_full_weight


def test_a_year_of_52_weeks_has_a_window_and_nine_equal_periods() -> None:
    periods = period_of(np.arange(-3, 49), Flexible())
    assert np.bincount(periods).tolist() == [7, *[5] * 9]


def test_c3_hands_on_what_the_weeks_before_were_above() -> None:
    counts = np.array([4, 5, 6, 5, 4, 5, 6, 5, 6, 9.0, 9.0, 7.0])
    options = Ears()
    assert not c2(counts, 11, options).is_alarm
    assert c3(counts, 11, options).is_alarm
    without = c2(counts, 11, Ears(alpha=options.alpha_of_c3)).threshold
    with_it = c3(counts, 11, options).threshold
    assert without is not None
    assert with_it is not None
    assert with_it < without - 1


def test_weeks_that_are_all_alike_give_a_threshold_and_a_chance() -> None:
    judged = c1(np.array([3.0] * 7 + [9.0]), 7, Ears(guard=Guard()))
    assert (judged.threshold, judged.is_alarm) == (3.0, True)
    assert judged.chance == pytest.approx(0.0038, abs=0.0001)


@pytest.mark.parametrize("usual", [Usual(2, 5), Usual(10, 3), Usual(0.5, 1)])
def test_false_alarms_of_the_cusum_come_as_rarely_as_asked(usual: Usual) -> None:
    chance = usual.size / (usual.size + usual.mean)
    drawn = np.random.default_rng(SEED).negative_binomial(usual.size, chance, 60_000)
    found = chart(drawn.astype(float), usual, Cusum())
    assert len(drawn) / len(found.alarms) == pytest.approx(100, rel=0.1)


def test_the_cusum_finds_a_doubling_soon() -> None:
    usual = Usual(4, 5)
    limit = limit_for(usual, Cusum())
    assert run_length(limit, usual, 2.0, true_rise=2.0) < 6
    assert run_length(limit, usual, 2.0) == pytest.approx(100, rel=0.05)


def test_the_cusum_adds_up_what_no_week_shows_alone() -> None:
    counts = series(12)
    counts[LAST - 5 :] = 10
    weeks = range(LAST - 5, LAST + 1)
    assert any(cusum(counts, week).is_alarm for week in weeks)
    assert not any(c1(counts, week).is_alarm for week in weeks)
