"""One list with what is known of people: quick ways to the best fit end where the slow one does."""

from itertools import product

import numpy as np
import pytest

from amparo.insight.estimates import returning
from amparo.insight.estimates.returning import Family, regression
from amparo.insight.estimates.values import Reals

PEOPLE = 12_000
WAYS = [*product(Family, (False, True))]


def people(rng: np.random.Generator, steps: int | None = None) -> tuple[Reals, Reals]:
    """Return how often people came and what is known of each; in steps, or of any size."""
    size = rng.standard_normal(PEOPLE)
    size = size if steps is None else np.rint(size * steps) / steps
    known = np.column_stack([np.ones(PEOPLE), size, rng.integers(0, 2, PEOPLE)])
    mean = np.exp(known @ [0.2, 0.3, -0.2])
    times = rng.poisson(rng.gamma(2.0, mean / 2.0))
    times[(times > 0) & (rng.random(PEOPLE) < 0.15)] = 1
    return times[times > 0].astype(np.float64), known[times > 0]


@pytest.mark.parametrize(("family", "one_inflated"), WAYS)
def test_starting_from_some_rows_ends_where_all_rows_end(
    family: Family, *, one_inflated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    times, known = people(np.random.default_rng(4))
    monkeypatch.setattr(returning, "FEW", PEOPLE)
    slow = regression(times, known, family, one_inflated=one_inflated)
    monkeypatch.setattr(returning, "FEW", 1000)
    quick = regression(times, known, family, one_inflated=one_inflated)
    assert quick.coefficients == pytest.approx(slow.coefficients, abs=1e-4)
    assert quick.estimate.point == pytest.approx(slow.estimate.point, rel=1e-4)
    assert quick.estimate.high == pytest.approx(slow.estimate.high, rel=1e-3)


def test_rows_that_are_the_same_are_counted_together_and_change_nothing() -> None:
    times, known = people(np.random.default_rng(4), steps=2)
    rows, _, many = returning.gathered(times, known, np.ones(len(times)))
    assert len(rows) < 300
    assert many.sum() == len(times)
    together = regression(times, known, Family.NEGATIVE_BINOMIAL)
    assert len(together.missed) == len(times)
    noise = np.random.default_rng(4).uniform(-1e-9, 1e-9, len(times))
    apart = regression(times, known + np.outer(noise, [0, 1, 0]), Family.NEGATIVE_BINOMIAL)
    assert together.estimate.point == pytest.approx(apart.estimate.point, rel=1e-5)
