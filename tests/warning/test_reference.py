"""Early warning against a published series: 52 weeks of Salmonella Agona, judged by others.

The weeks are judged with the options named here. Of 52 alarms 51 must be the same, and each
threshold that both give must be within one in a hundred.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from scipy.stats import norm

from amparo.insight.warning import ears
from amparo.insight.warning.districts import Method
from amparo.insight.warning.farrington import Farrington, farrington
from amparo.insight.warning.flexible import Flexible, flexible
from amparo.insight.warning.values import Reals
from tests import reference

OF_FARRINGTON = Farrington(years=4, window=3, alpha=0.05)
OF_FLEXIBLE = Flexible(years=4, window=3, alpha=0.01, left_out=26, periods=10)
OF_EARS = ears.Ears(weeks=7, alpha=0.001)
NOT_JUDGED = {"NA", "0"}


def counts() -> Reals:
    return np.array([float(row["y"]) for row in reference.rows(f"{FOLDER}weekly.csv")])


FOLDER = "surveillance/salmonella_agona_"


def published() -> Sequence[Mapping[str, str]]:
    return reference.rows(f"{FOLDER}reference_alarms.csv")


METHODS: Mapping[str, tuple[Method, str, str]] = {
    "farrington": (
        lambda found, week: farrington(found, week, OF_FARRINGTON),
        "farrington_U",
        "farrington_alarm",
    ),
    "flexible": (
        lambda found, week: flexible(found, week, OF_FLEXIBLE),
        "flex_nbplugin_U",
        "flex_alarm",
    ),
    "c1": (lambda found, week: ears.c1(found, week, OF_EARS), "ears_c1_U", "c1"),
    "c2": (lambda found, week: ears.c2(found, week, OF_EARS), "ears_c2_U", "c2"),
}


@pytest.mark.parametrize("name", METHODS)
def test_alarms_and_thresholds_are_those_published(name: str) -> None:
    method, threshold, alarm = METHODS[name]
    series, rows = counts(), published()
    judged = [method(series, int(row["t"]) - 1) for row in rows]
    same = sum(each.is_alarm == (row[alarm] == "1") for each, row in zip(judged, rows, strict=True))
    compared = [
        abs(each.threshold / float(row[threshold]) - 1)
        for each, row in zip(judged, rows, strict=True)
        if row[threshold] not in NOT_JUDGED and each.threshold is not None
    ]
    due = sum(row[threshold] not in NOT_JUDGED for row in rows)
    assert (same >= 51, len(compared), max(compared) < 0.01) == (True, due, True)


def as_the_reference_has_c3(series: Reals, week: int) -> float:
    """Return C3's threshold with the reference's quirk: the sum is taken from the count itself."""
    before = series[week - 9 : week - 2]
    over = sum(ears.excess(series, week - back, OF_EARS) for back in (1, 2))
    quirk = series[week] + before.std(ddof=1) * (norm.isf(OF_EARS.alpha_of_c3) - over)
    return max(0.0, float(quirk))


def test_c3_is_the_reference_s_with_its_quirk() -> None:
    series, rows = counts(), published()
    for row in rows:
        week = int(row["t"]) - 1
        threshold = as_the_reference_has_c3(series, week)
        assert threshold == pytest.approx(float(row["ears_c3_U"]), rel=0.01, abs=1e-9)
        assert (series[week] > threshold) == (row["c3"] == "1")


def test_c3_of_the_literature_differs_from_the_reference_in_six_weeks() -> None:
    series, rows = counts(), published()
    same = [
        ears.c3(series, int(row["t"]) - 1, OF_EARS).is_alarm == (row["c3"] == "1") for row in rows
    ]
    assert (len(same), sum(same)) == (52, 46)
