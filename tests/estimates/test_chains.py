"""Latent classes against published results: the median, the ends, and whether chains agree.

Fifty chains of ten thousand rounds take minutes over all tables, so this is asked only where the
reference is required.
"""

import os

import pytest

from tests.estimates.chains import told

REQUIRED = os.environ.get("AMPARO_REFERENCE") == "required"


@pytest.mark.skipif(not REQUIRED, reason="takes minutes; set AMPARO_REFERENCE=required")
@pytest.mark.parametrize(
    ("table", "published", "of_median", "of_ends"),
    [
        ("congenital_5", (590, 629, 717), 0.05, 0.08),
        ("kosovo_4", (8959, 10422, 13821), 0.05, 0.08),
        ("uk2013_4", (10200, 12000, 14700), 0.05, 0.08),
        ("uk2013_5", (15500, 21900, 31500), 0.10, 0.12),
        ("uk2013_6", (17100, 22800, 33900), 0.10, 0.12),
    ],
)
def test_the_posterior_is_the_published_one(
    table: str, published: tuple[int, int, int], of_median: float, of_ends: float
) -> None:
    found = told(table, seed=1, rounds=10_000, jobs=2)
    assert found["median"] == pytest.approx(published[1], rel=of_median)
    assert found["low"] == pytest.approx(published[0], rel=of_ends)
    assert found["high"] == pytest.approx(published[2], rel=of_ends)
