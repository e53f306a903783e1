"""Half-years begin and end at midnight of the country's clocks."""

from datetime import UTC, date, datetime

import pytest

from amparo.insight.periods import Period, last_ended, read_period
from amparo.protocols.zone import Offset, Zone


@pytest.mark.parametrize(("hours", "begins"), [(-5, 5), (0, 0), (7, -7)])
def test_a_half_year_begins_at_midnight_wherever_it_is(hours: int, begins: int) -> None:
    zone = Zone("made up", (Offset(datetime(2020, 1, 1, tzinfo=UTC), hours * 3600),))
    begun = Period(2027, 1).begins(zone)
    assert (begun - datetime(2027, 1, 1, tzinfo=UTC)).total_seconds() == begins * 3600
    assert Period(2027, 1).ends(zone) == Period(2027, 2).begins(zone)
    assert Period(2027, 2).ends(zone) == Period(2028, 1).begins(zone) == Period(2028).begins(zone)


@pytest.mark.parametrize("key", ["2027-1", "2027-2", "2027"])
def test_a_period_is_named_by_its_key(key: str) -> None:
    period = read_period(key)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize("key", ["", "2027-3", "2027-0", "27-1", "2027-1x", "x", "0027-1"])
def test_anything_else_is_no_period(key: str) -> None:
    assert read_period(key) is None


def test_the_last_that_is_over() -> None:
    assert last_ended("half_year", date(2027, 6, 30)) == Period(2026, 2)
    assert last_ended("half_year", date(2027, 7, 1)) == Period(2027, 1)
    assert last_ended("year", date(2027, 7, 1)) == Period(2026)


def test_each_week_belongs_to_one_period() -> None:
    assert Period(2026, 2).weeks == ("2026-W27", "2026-W53")
    assert Period(2027, 1).weeks == ("2027-W01", "2027-W25")
    assert Period(2027, 2).weeks == ("2027-W26", "2027-W52")
    assert Period(2027).weeks == ("2027-W01", "2027-W52")
