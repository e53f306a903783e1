"""One list alone: it is read or refused with its place, answered by every way, and never more."""

import json
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.insight.estimates import telling
from amparo.insight.estimates.alone import METHODS, alone
from amparo.insight.estimates.values import BadTable, Lists, Status
from amparo.insight.estimates.visits import Visits, read_any_text

CAME = "times,count\n1,1645\n2,183\n3,37\n4,13\n5,1\n6,1\n"
KNOWN = "times;sex;age\n1;f;12\n2;m;13\n1;m;9\n3;f;16\n1;f;15\n2;f;11\n1;m;14\n1;f;10\n"


def visits(text: str) -> Visits:
    found = read_any_text(text)
    assert isinstance(found, Visits)
    return found


def test_a_list_with_times_is_one_list_and_one_without_is_lists() -> None:
    assert visits(CAME).by_times == {1: 1645, 2: 183, 3: 37, 4: 13, 5: 1, 6: 1}
    assert isinstance(read_any_text("A,B,count\n1,0,3\n0,1,4\n1,1,2\n"), Lists)


def test_what_is_known_becomes_columns_of_numbers_and_words() -> None:
    found = visits(KNOWN.replace("\n", "\r\n"))
    assert (found.features, found.known.shape) == (("sex", "age"), (8, 3))
    assert set(found.known[:, 1]) == {0.0, 1.0}
    assert found.known[:, 2].mean() == pytest.approx(0)


def test_the_ways_are_the_published_ones() -> None:
    found = alone(visits(CAME))
    point = dict(zip(found.keys, (each.point for each in found.models), strict=True))
    assert point["chao"] == pytest.approx(9273.5, rel=1e-4)
    assert point["zelterman"] == pytest.approx(9424.6, rel=1e-4)
    assert point["poisson"] == pytest.approx(7079.9, rel=1e-3)
    assert found.lower_bound > 8000


def test_one_list_never_has_a_headline() -> None:
    found = alone(visits(CAME))
    told = json.loads(telling.alone_as_json(found))
    assert (told["headline"], told["observed"]) == (None, 1880)
    assert "Nothing in one list shows" in told["refused"]
    assert "at least 8,000" in telling.alone_as_table(found)


@pytest.mark.parametrize(
    ("text", "reason", "bound"),
    [(CAME, "single village", 1880), ("times,count\n1,9\n2,3\n", "thirty are needed", 12)],
)
def test_a_village_and_a_handful_are_refused_at_what_was_seen(
    text: str, reason: str, bound: int
) -> None:
    found = alone(visits(text), one_village="1645" in text)
    assert reason in str(found.refused)
    assert found.lower_bound == bound


def test_nobody_who_came_back_leaves_each_way_with_a_reason() -> None:
    found = alone(visits("times,count\n1,50\n"))
    ways = dict(zip(found.keys, found.models, strict=True))
    assert {each.status for key, each in ways.items() if key != "corrected"} <= {
        Status.NO_MAXIMUM,
        Status.TOO_WIDE,
    }


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("times,count\n0,3\n", 2, 1, "from 1 to"),
        ("times,count\n1.5,3\n", 2, 1, "from 1 to"),
        ("times,count\n1,3\n2,-4\n", 3, 2, "below 0"),
        ("times,count\n1\n", 2, None, "columns"),
        ("times,age\n1,12\n2,\n", 3, 2, "empty"),
        ("times,age\n1,12\n2,nan\n", 3, 2, "no number"),
        ("times,age\n1,12\n2,12\n", 1, 2, "same for everybody"),
        ("times,times\n1,12\n", 1, 2, "twice"),
        ("times\n", 2, None, "Nobody"),
        ("times,name\n" + "".join(f"1,Rosa{at}\n" for at in range(21)), 2, 2, "different words"),
    ],
)
def test_a_fault_is_told_with_its_place(
    text: str, line: int, column: int | None, says: str
) -> None:
    with pytest.raises(BadTable, match=says) as problem:
        read_any_text(text)
    assert (problem.value.line, problem.value.column) == (line, column)
    assert "Rosa1" not in str(problem.value)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.integers(1, 30), st.integers(0, 10**6), min_size=1, max_size=6))
def test_no_number_is_infinite_whatever_came(people: dict[int, int]) -> None:
    people[1] = people.get(1, 0) + 1
    rows = "\n".join(f"{times},{count}" for times, count in people.items())
    found = alone(visits("times,count\n" + rows))
    assert found.keys == tuple(METHODS)
    for each in found.models:
        assert all(isfinite(x) for x in (each.point, each.low, each.high) if x is not None)
        assert each.point is None or each.point >= found.visits.observed - 1e-6
