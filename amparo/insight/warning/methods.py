"""The methods by the names that people choose them by. Pure."""

from collections.abc import Mapping

from amparo.insight.warning.cusum import cusum
from amparo.insight.warning.districts import Method
from amparo.insight.warning.ears import Ears, c1, c2, c3
from amparo.insight.warning.farrington import farrington
from amparo.insight.warning.flexible import flexible
from amparo.insight.warning.values import SMALL, Judged, Reals

GUARDED = Ears(guard=SMALL)


def _c1(counts: Reals, week: int) -> Judged:
    return c1(counts, week, GUARDED)


def _c2(counts: Reals, week: int) -> Judged:
    return c2(counts, week, GUARDED)


def _c3(counts: Reals, week: int) -> Judged:
    return c3(counts, week, GUARDED)


METHODS: Mapping[str, Method] = {
    "ears-c1": _c1,
    "ears-c2": _c2,
    "ears-c3": _c3,
    "farrington": farrington,
    "flexible": flexible,
    "cusum": cusum,
}
"""Each with its usual options and the guard for small counts."""

USUAL = "flexible"
