"""Weekly hours: open, until when, and when somebody reads next."""

from datetime import date, datetime, timedelta, timezone

import pytest

from amparo.base.problems import Malformed
from amparo.system.hours import WeeklyHours

LIMA = timezone(timedelta(hours=-5))
WEEK = WeeklyHours.from_json(
    {day: [["08:00", "13:00"], ["14:00", "16:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
)
NONE: frozenset[date] = frozenset()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 9, day, hour, minute, tzinfo=LIMA)


def test_on_saturday_the_office_reads_on_monday() -> None:
    assert WEEK.next_open(at(18, 16), NONE) == at(20, 8)


def test_a_holiday_on_monday_moves_the_reading_to_tuesday() -> None:
    assert WEEK.next_open(at(18, 16), {date(2027, 9, 20)}) == at(21, 8)


def test_while_the_office_is_open_somebody_reads_now() -> None:
    assert WEEK.next_open(at(20, 9, 17), NONE) == at(20, 9, 17)


@pytest.mark.parametrize(
    ("moment", "closes"),
    [
        (at(20, 8), at(20, 13)),
        (at(20, 12, 59), at(20, 13)),
        (at(20, 13), None),
        (at(20, 14), at(20, 16, 30)),
        (at(20, 16, 30), None),
        (at(19, 10), None),
    ],
)
def test_open_until_holds_from_the_opening_up_to_but_not_at_the_closing(
    moment: datetime, closes: datetime | None
) -> None:
    assert WEEK.open_until(moment, NONE) == closes


def test_an_office_that_never_closes_is_open_at_midnight() -> None:
    always = WeeklyHours.from_json({"sat": [["00:00", "00:00"]]})
    assert always.open_until(at(18, 23, 59), NONE) == at(19, 0)
    assert always.open_until(at(18, 0), NONE) == at(19, 0)


def test_without_known_hours_nothing_is_promised() -> None:
    assert not WeeklyHours().is_known
    assert WeeklyHours().next_open(at(18, 16), NONE) is None


def test_hours_survive_the_database() -> None:
    assert WeeklyHours.from_json(WEEK.as_json()) == WEEK


@pytest.mark.parametrize(
    "written",
    [
        {"lunes": [["08:00", "16:00"]]},
        {"mon": [["08:00"]]},
        {"mon": [["25:00", "26:00"]]},
        {"mon": [["16:00", "08:00"]]},
        {"mon": [["08:00", "12:00"], ["11:00", "16:00"]]},
        {"mon": [["08:00", "00:00"], ["09:00", "10:00"]]},
    ],
)
def test_hours_that_cannot_be_are_refused(written: dict[str, list[list[str]]]) -> None:
    with pytest.raises(Malformed):
        WeeklyHours.from_json(written)
