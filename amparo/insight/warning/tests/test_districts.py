"""Many districts: the share of false alarms is kept."""

import numpy as np
import pytest

from amparo.insight.warning.districts import Discovery, adjusted, judged
from amparo.insight.warning.flexible import flexible
from amparo.insight.warning.values import Judged, Reals

SEED = 8


def test_adjusted_chances_are_benjamini_and_hochberg_s() -> None:
    found = adjusted(np.array([0.01, 0.04, 0.03, 0.5]))
    assert found == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])


def test_any_dependence_costs_the_harmonic_sum() -> None:
    chances = np.array([0.001, 0.9])
    assert adjusted(chances, Discovery(any_dependence=True))[0] == pytest.approx(0.003)


def test_no_district_that_could_be_judged_is_no_fault() -> None:
    assert adjusted(np.array([])).tolist() == []
    assert not judged({"A": np.zeros(5)}, 4, flexible)["A"].is_alarm


def test_one_alarm_among_hundreds_stands_and_a_weak_one_falls() -> None:
    def method(counts: Reals, week: int) -> Judged:
        return Judged(week, 1, 0.5, is_alarm=counts[week] < 0.01, chance=float(counts[week]))

    chances = np.append(np.linspace(0.1, 1, 200), [0.00001, 0.009])
    found = judged({f"D{at}": np.array([each]) for at, each in enumerate(chances)}, 0, method)
    assert [name for name, each in found.items() if each.is_alarm] == ["D200"]


def test_ordinary_weeks_of_many_districts_raise_almost_no_alarm() -> None:
    drawn = np.random.default_rng(SEED).poisson(6, (80, 240)).astype(float)
    found = judged({str(at): counts for at, counts in enumerate(drawn)}, 239, flexible)
    assert sum(each.is_alarm for each in found.values()) <= 1
