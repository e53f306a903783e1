"""Retention rows are checked like every other row of a pack."""

from dataclasses import replace

import pytest

from amparo.protocols.pack import Pack, Retention
from amparo.protocols.protocol import Limit
from amparo.protocols.retention_rows import check_retention
from tests.world import peru

ROW = Retention(
    "k", "case", ("release",), Limit("years", 1), reviewed_by="supervisor", source="s", label="P"
)


def faults(**changed: object) -> list[str]:
    pack: Pack = replace(peru(), retention={"k": replace(ROW, **changed)})  # type: ignore[arg-type]
    return [fault.says for fault in check_retention(pack)]


def test_a_whole_row_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"reviewed_by": ""}, "say who"),
        ({"then": "erase"}, "Time alone erases nothing"),
        ({"protocol": "nothing"}, "which is not there"),
        ({"start": ("nothing",)}, "does not have"),
        ({"protocol": "dialogue", "start": ("gate",)}, "No office works on"),
    ],
)
def test_a_row_that_does_not_fit_says_why(changed: dict[str, object], says: str) -> None:
    assert any(says in each for each in faults(**changed))
