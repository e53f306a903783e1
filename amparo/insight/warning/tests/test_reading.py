"""Counts by week: what is wrong is said with its line and column."""

import pytest

from amparo.insight.estimates.values import BadTable
from amparo.insight.warning.reading import read_counts

GOOD = "district,week,count\nA,2026-W01,3\nA,2026-W02,0\nB,2026-W01,1\nB,2026-W02,5\n"


def test_counts_are_read_by_district_and_week() -> None:
    found = read_counts(GOOD)
    assert found.weeks == ("2026-W01", "2026-W02")
    assert {name: each.tolist() for name, each in found.districts.items()} == {
        "A": [3, 0],
        "B": [1, 5],
    }


def test_semicolons_windows_line_ends_and_a_mark_in_front_are_no_fault() -> None:
    odd = "\ufeff" + GOOD.replace(",", ";").replace("\n", "\r\n")
    assert read_counts(odd).weeks == read_counts(GOOD).weeks


def test_one_series_needs_no_district() -> None:
    assert list(read_counts("week,count\n2026-W01,3\n").districts) == ["all"]


def test_a_year_of_53_weeks_has_no_hole() -> None:
    table = "week,count\n2026-W52,1\n2026-W53,2\n2027-W01,3\n"
    assert read_counts(table).weeks == ("2026-W52", "2026-W53", "2027-W01")


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ("", 1, None),
        ("week,count\n", 1, None),
        ("week,counts\n2026-W01,3\n", 1, 2),
        ("week\n2026-W01\n", 1, None),
        ("week,week,count\n", 1, 2),
        ("week,count\n2026-01,3\n", 2, 1),
        ("week,count\n2026-W54,3\n", 2, 1),
        ("week,count\n2026-W01,-3\n", 2, 2),
        ("week,count\n2026-W01,3.5\n", 2, 2),
        pytest.param(f"week,count\n2026-W01,{'9' * 5000}\n", 2, 2, id="digits without end"),
        ("week,count\n\n2026-W01,\n", 3, 2),
        ("week,count\n2026-W01,3,4\n", 2, None),
        ("week,count\n2026-W01,3\n2026-W01,3\n", 3, None),
        ("week,count\n2026-W01,3\n2026-W03,3\n", 3, None),
        ("district,week,count\n,2026-W01,3\n", 2, 1),
        (GOOD.replace("B,2026-W01,1\n", ""), 4, None),
        ("district,week,count\n" + "A,0001-W01,3\nA,9999-W01,3\n", 2, None),
    ],
)
def test_what_is_wrong_is_said_with_its_place(table: str, line: int, column: int | None) -> None:
    with pytest.raises(BadTable) as found:
        read_counts(table)
    assert (found.value.line, found.value.column) == (line, column)
