"""How long a limit is: the shared vectors, the edges of three countries, and what always holds."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.time import read_moment
from amparo.protocols.clocks import Calendar, due, later
from amparo.protocols.expand import expand_zone
from amparo.protocols.protocol import Limit
from amparo.protocols.stories import wall
from amparo.protocols.terms import UNITS
from amparo.protocols.tests.examples import LIMA, ZONES, at, calendar_of, shown

VECTORS = json.loads(
    (Path(__file__).parents[3] / "tests" / "vectors" / "clocks.json").read_text(encoding="utf-8")
)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001  # made UTC below
    lambda bare: bare.replace(tzinfo=UTC)
)
limits = st.builds(Limit, st.sampled_from(UNITS), st.integers(0, 30))


def limit(written: dict[str, int]) -> Limit:
    [(unit, count)] = written.items()
    return Limit(unit, count)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["about"])
def test_a_limit_ends_when_the_vectors_say(case: dict[str, Any]) -> None:
    calendar = Calendar(
        frozenset(map(date.fromisoformat, case.get("holidays", ()))),
        expand_zone(case["zone"], FIRST, LAST),
        frozenset(case.get("weekend", (5, 6))),
    )

    found = due(at(case["start"], calendar), limit(case["limit"]), calendar)

    assert found == read_moment(case["utc"])
    assert calendar.zone.moment(wall(case["due"])) == found


@pytest.mark.parametrize("case", VECTORS["after_due"]["cases"], ids=lambda case: case["about"])
def test_what_follows_a_due_moment_counts_its_day_as_the_first(case: dict[str, Any]) -> None:
    moment = LIMA.zone.moment(wall(case["moment"]))

    assert later(moment, limit(case["limit"]), LIMA) == LIMA.zone.moment(wall(case["due"]))


@pytest.mark.parametrize(
    ("zone", "day", "next_working"),
    [
        ("America/Lima", "2027-07-27", "2027-07-30"),  # 28 and 29 July
        ("Asia/Jakarta", "2027-08-16", "2027-08-18"),  # 17 August
        ("Europe/Oslo", "2027-05-14", "2027-05-18"),  # a weekend, Whit Monday and 17 May as one
    ],
)
def test_the_next_working_day_leaves_out_a_countrys_own_holidays(
    zone: str, day: str, next_working: str
) -> None:
    calendar = calendar_of(zone)

    ends = due(at(f"{day} 16:00", calendar), Limit("working_days", 1), calendar)

    assert shown(ends - timedelta(minutes=1), calendar) == f"{next_working} 23:59"


def test_peru_rests_on_the_days_of_2027_that_the_law_names() -> None:
    for day in ("06-07", "07-23", "07-28", "07-29", "08-06"):
        assert date.fromisoformat(f"2027-{day}") in LIMA.holidays


@given(st.sampled_from(sorted(ZONES)), moments, limits)
@settings(max_examples=100)
def test_nothing_is_due_before_it_starts(zone: str, start: datetime, length: Limit) -> None:
    assert due(start, length, calendar_of(zone)) >= start


@given(st.sampled_from(sorted(ZONES)), moments, limits)
@settings(max_examples=100)
def test_a_day_unit_ends_at_local_midnight(zone: str, start: datetime, length: Limit) -> None:
    calendar = calendar_of(zone)
    ends = calendar.zone.local(due(start, length, calendar))

    assert length.unit == "hours" or (ends.hour, ends.minute, ends.second) == (0, 0, 0)


@given(st.sampled_from(sorted(ZONES)), moments, limits, st.timedeltas(timedelta(0), timedelta(9)))
@settings(max_examples=100)
def test_what_starts_later_is_never_due_sooner(
    zone: str, start: datetime, length: Limit, wait: timedelta
) -> None:
    calendar = calendar_of(zone)

    assert due(start + wait, length, calendar) >= due(start, length, calendar)


@given(st.sampled_from(sorted(ZONES)), moments, st.sampled_from(UNITS), st.integers(0, 30))
@settings(max_examples=100)
def test_a_longer_limit_is_never_due_sooner(
    zone: str, start: datetime, unit: str, count: int
) -> None:
    calendar = calendar_of(zone)
    shorter, longer = Limit(unit, count), Limit(unit, count + 1)

    assert due(start, longer, calendar) > due(start, shorter, calendar)
