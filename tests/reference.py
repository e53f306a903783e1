"""Published tables and results, kept beside the project and never in it."""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


def data() -> Path | None:
    """Return the folder that holds them: AMPARO_REFERENCE_DATA, or ../shared/data."""
    named = os.environ.get("AMPARO_REFERENCE_DATA")
    # A worktree lies one folder deeper than the project itself.
    beside = [parent / "shared" / "data" for parent in PROJECT.parents[:2]]
    return next((each for each in ([Path(named)] if named else beside) if each.is_dir()), None)


def rows(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of a table; skip the test where it is not there, unless it must be."""
    found = data()
    if found is None or not (found / name).exists():
        if os.environ.get("AMPARO_REFERENCE") == "required":
            pytest.fail(f"{name} is not there, and AMPARO_REFERENCE says it must be")
        pytest.skip(f"{name} is kept beside the project, and is not here")
    with (found / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
