"""Many tables in one file: each group by itself, and faults where they stand in the file."""

import pytest

from amparo.insight.estimates.grouped import features_of, read_groups
from amparo.insight.estimates.values import BadTable

DRAWS = "draw,A,B,C,count\n1,1,0,1,5\n1,0,1,1,2\n2,1,0,0,4\n2,0,1,0,3\n2,1,0,1,1\n"
STRATA = (
    "sex,area,A,B,count\ngirls,north,1,0,7\nboys,north,1,1,3\ngirls,north,0,1,2\nboys,north,1,0,1\n"
)


def test_each_group_has_its_own_lists() -> None:
    found = read_groups(STRATA, ["sex", "area"])
    assert {key: lists.observed for key, lists in found.items()} == {
        ("girls", "north"): 9,
        ("boys", "north"): 4,
    }


def test_a_list_on_which_nobody_of_a_group_stands_is_left_out_there() -> None:
    draws = DRAWS.replace("1,1,0,1,5", "1,1,0,0,5").replace("1,0,1,1,2", "1,0,1,0,2")
    found = read_groups(draws, ["draw"])
    assert found["1",].names == ("A", "B")
    assert found["2",].names == ("A", "B", "C")


def test_semicolons_and_windows_line_ends_are_no_fault() -> None:
    odd = "\ufeff" + DRAWS.replace(",", ";").replace("\n", "\r\n")
    assert list(read_groups(odd, ["draw"])) == [("1",), ("2",)]


def test_features_are_the_columns_before_the_lists() -> None:
    assert features_of(STRATA) == ("sex", "area")
    assert features_of("A,B,count\n1,0,3\n") == ()
    assert features_of("") == ()


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ("", 1, None),
        ("draw,A,B,C,count\n", 2, None),
        (DRAWS.replace("draw", "drawn"), 1, 1),
        (DRAWS.replace("2,0,1,0,3", "2,0,1,7,3"), 5, 4),
        (DRAWS.replace("2,0,1,0,3", "2,0,1,0,-3"), 5, 5),
        (DRAWS.replace("2,0,1,0,3", ",0,1,0,3"), 5, 1),
        (DRAWS.replace("2,0,1,0,3", "2,0,1,3"), 5, None),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(table: str, line: int, column: int | None) -> None:
    with pytest.raises(BadTable) as found:
        read_groups(table, ["draw"])
    assert (found.value.line, found.value.column) == (line, column)
