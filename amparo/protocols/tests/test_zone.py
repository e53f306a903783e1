"""The compiled zone shows what the system's zone showed on the day it was compiled."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.protocols.expand import expand_zone

NAMES = ("America/Lima", "Asia/Jakarta", "Europe/Oslo", "Africa/Cairo", "Australia/Lord_Howe")
ZONES = {name: expand_zone(name, date(2026, 1, 1), date(2028, 12, 31)) for name in NAMES}

moments = st.datetimes(datetime(2025, 1, 2), datetime(2033, 12, 30)).map(  # noqa: DTZ001  # made UTC
    lambda bare: bare.replace(tzinfo=UTC)
)
names = st.sampled_from(NAMES)


@given(names, moments)
@settings(max_examples=100)
def test_the_wall_clock_is_the_systems(name: str, moment: datetime) -> None:
    wall = moment.astimezone(ZoneInfo(name))

    assert ZONES[name].local(moment) == wall.replace(tzinfo=None)
    assert moment.astimezone(ZONES[name]).utcoffset() == wall.utcoffset()
    assert moment.astimezone(ZONES[name]).fold == wall.fold


@given(names, moments)
@settings(max_examples=100)
def test_a_moment_comes_back_from_the_wall_clock(name: str, moment: datetime) -> None:
    zone = ZONES[name]
    back = moment.astimezone(zone).astimezone(UTC)
    first = zone.moment(zone.local(moment))

    assert back == moment
    assert first in {moment, moment - timedelta(hours=1), moment - timedelta(minutes=30)}


def test_an_hour_that_comes_twice_is_the_first_one() -> None:
    assert ZONES["Europe/Oslo"].moment(datetime(2027, 10, 31, 2, 30)) == datetime(  # noqa: DTZ001
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


def test_the_second_of_two_like_hours_is_marked_and_comes_back() -> None:
    first, second = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    walls = [moment.astimezone(ZONES["Europe/Oslo"]) for moment in (first, second)]

    assert [(wall.hour, wall.fold) for wall in walls] == [(2, 0), (2, 1)]
    assert [wall.astimezone(UTC) for wall in walls] == [first, second]


def test_an_hour_that_never_comes_is_the_moment_of_the_jump() -> None:
    for minute in (0, 30, 59):
        wall = datetime(2027, 3, 28, 2, minute)  # noqa: DTZ001  # a wall clock
        assert ZONES["Europe/Oslo"].moment(wall) == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_before_the_first_offset_has_it_too(name: str) -> None:
    zone = ZONES[name]
    long_ago = datetime(1990, 6, 1, 12, tzinfo=UTC)

    assert zone.local(long_ago) == long_ago.replace(tzinfo=None) + timedelta(
        seconds=zone.offsets[0].seconds
    )


def test_a_zone_has_a_name_and_no_opinion_on_summer() -> None:
    zone = ZONES["Europe/Oslo"]
    moment = datetime(2027, 7, 1, 12, tzinfo=zone)

    assert (moment.tzname(), moment.dst(), zone.utcoffset(None)) == (
        "Europe/Oslo",
        None,
        timedelta(hours=1),
    )
