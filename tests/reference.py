"""Published tables and results, kept beside the project and never in it."""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
BESIDE = PROJECT.parent / "shared" / "data"


def rows(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of a table; skip the test where it is not there, unless it must be.

    The folder is `../shared/data`, or AMPARO_REFERENCE_DATA.
    """
    path = Path(os.environ.get("AMPARO_REFERENCE_DATA", BESIDE)) / name
    if not path.exists():
        if os.environ.get("AMPARO_REFERENCE") == "required":
            pytest.fail(f"{name} is not there, and AMPARO_REFERENCE says it must be")
        pytest.skip(f"{name} is kept beside the project, and is not here")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
