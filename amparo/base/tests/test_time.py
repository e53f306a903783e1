from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.problems import Malformed
from amparo.base.time import iso_week, read_moment, to_minute, write_moment

zones = st.builds(
    timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=14)).map(lambda d: d // 60 * 60)
)
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001


def test_a_moment_is_written_in_utc_with_six_digits() -> None:
    lima = datetime(2027, 5, 10, 9, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert write_moment(lima) == "2027-05-10T14:15:00.000000Z"


@given(moments)
def test_a_written_moment_is_read_back_the_same(moment: datetime) -> None:
    back = read_moment(write_moment(moment))
    assert back == moment
    assert back.utcoffset() == timedelta(0)


@given(moments, moments)
def test_written_moments_sort_as_the_moments_do(one: datetime, two: datetime) -> None:
    assert (write_moment(one) < write_moment(two)) == (one < two)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027-05-10",
        "2027-05-10T14:15:00Z",
        "2027-05-10T14:15:00.000000",
        "2027-05-10T14:15:00.000000+00:00",
        "2027-05-10 14:15:00.000000Z",
        "2027-02-30T14:15:00.000000Z",
        "2027-05-10T24:15:00.000000Z",
        "2027-05-10T14:15:00.000000Z\n",
        "٢٠٢٧-05-10T14:15:00.000000Z",
    ],
)
def test_a_moment_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_moment(text)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Malformed):
        write_moment(datetime(2027, 5, 10))  # noqa: DTZ001


def test_the_first_days_of_january_may_belong_to_last_years_last_week() -> None:
    assert iso_week(date(2027, 6, 10)) == "2027-W23"
    assert iso_week(date(2027, 1, 1)) == "2026-W53"
    assert iso_week(date(2024, 12, 30)) == "2025-W01"


def test_seconds_are_cut_off_not_rounded() -> None:
    assert to_minute(datetime(2027, 5, 10, 14, 15, 59, 999999, UTC)) == datetime(
        2027, 5, 10, 14, 15, tzinfo=UTC
    )
