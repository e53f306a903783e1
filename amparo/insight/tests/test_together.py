"""Areas are told with enough groups together, and none isolates its neighbours."""

from amparo.insight.together import Place, Tree, lowest, told_of

TREE = Tree(
    [
        Place("C", 0, None),
        Place("R", 1, "C"),
        Place("P", 2, "R"),
        Place("Q", 2, "R"),
        *(Place(f"P{n}", 3, "P") for n in range(6)),
        *(Place(f"Q{n}", 3, "Q") for n in range(5)),
    ]
)
ALL = {0, 1, 2, 3}


def told(**groups: int) -> set[str]:
    return set(told_of(TREE, groups, 5, ALL))


def test_a_district_of_five_groups_is_told_and_one_of_four_is_not() -> None:
    assert told(P0=5) == {"P0", "P", "R", "C"}
    assert told(P0=4) == set()


def test_a_district_of_fewer_is_told_with_its_province() -> None:
    assert told(P0=3, P1=2) == {"P", "R", "C"}


def test_a_province_is_not_told_where_subtracting_leaves_two_groups() -> None:
    assert told(P0=5, P1=2) == {"P0"}


def test_what_is_left_goes_up_until_there_are_enough() -> None:
    assert told(P0=5, P1=2, Q0=3) == {"P0", "R", "C"}


def test_a_province_is_not_told_where_subtracting_leaves_few_districts_without_a_group() -> None:
    assert told(P0=5, P1=5) == {"P0", "P1", "R", "C"}
    assert told(P0=5) == {"P0", "P", "R", "C"}


def test_only_levels_that_a_report_tells_of_are_told() -> None:
    assert set(told_of(TREE, {"P0": 6}, 5, {1})) == {"R"}


def test_nothing_below_is_told_where_there_is_no_group() -> None:
    assert told() == set()


def test_the_lowest_hold_no_other() -> None:
    assert lowest(TREE, {"P0", "P", "R", "Q"}) == {"P0", "Q"}
