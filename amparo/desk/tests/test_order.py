"""In which group a duty stands on the first page, whatever a country calls its clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from amparo.desk.rules import Group, group_of, is_pressing
from amparo.protocols.protocol import Clock, Limit

AN_HOUR = Limit("hours", 1)


@pytest.mark.parametrize(
    ("clock", "group"),
    [
        (Clock("xx.a", AN_HOUR, until=("receipt", "danger_check")), Group.DANGER),
        (Clock("xx.b", AN_HOUR, until=("open",)), Group.UNOPENED),
        (Clock("xx.c", AN_HOUR, until=("receipt",), owed_to="raiser"), Group.ANSWERS),
        (Clock("xx.d", AN_HOUR, until=("told",), owed_to="caregiver"), Group.ANSWERS),
        (Clock("xx.e", AN_HOUR, until=("relay_answer",), owed_to="child"), Group.SILENT),
        (Clock("xx.f", AN_HOUR, until=("qualify",), owed_to="law"), Group.TODAY),
    ],
)
def test_a_duty_stands_where_the_steps_that_meet_it_say(clock: Clock, group: Group) -> None:
    assert group_of(clock, by_tonight=True) == group


def test_what_is_due_after_today_comes_last() -> None:
    clock = Clock("xx.f", AN_HOUR, until=("qualify",), owed_to="law")
    assert group_of(clock, by_tonight=False) == Group.LATER


def test_danger_is_danger_however_late_it_is_due() -> None:
    clock = Clock("xx.a", AN_HOUR, until=("danger_check",))
    assert group_of(clock, by_tonight=False) == Group.DANGER


@pytest.mark.parametrize(("hours", "presses"), [(-25, False), (-23, True), (2, True), (9, False)])
def test_what_was_missed_since_a_day_or_is_due_today_stands_out(
    hours: int, *, presses: bool
) -> None:
    at = datetime(2027, 5, 10, 17, tzinfo=UTC)
    assert is_pressing(at + timedelta(hours=hours), at, at + timedelta(hours=7)) is presses
