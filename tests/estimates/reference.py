"""Published tables and results to compare with; they are no part of this project.

They are looked for in AMPARO_REFERENCE_DATA, or in ../shared/data beside the project. Where they
are absent the tests skip, unless AMPARO_REFERENCE=required.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from amparo.insight.estimates.reading import read_file
from amparo.insight.estimates.values import Lists
from tests import reference


def folder() -> Path | None:
    found = reference.data()
    return found / "mse" if found and (found / "mse").is_dir() else None


needed = pytest.mark.skipif(
    folder() is None and os.environ.get("AMPARO_REFERENCE") != "required",
    reason="the reference tables are not at hand (AMPARO_REFERENCE_DATA)",
)

long = pytest.mark.skipif(
    os.environ.get("AMPARO_REFERENCE") != "required",
    reason="takes minutes; make estimates runs it",
)


@cache
def table(name: str) -> Lists:
    found = folder()
    assert found is not None, "the reference tables are required and not there"
    return read_file(found / f"{name}.csv")


def near(value: float | None, wanted: float, share: float) -> bool:
    return value is not None and abs(value - wanted) <= share * abs(wanted)
