"""The finer works of a clock: extension, hold, repetition, number and gap."""

from dataclasses import replace

import pytest

from amparo.base.ids import derived_id
from amparo.protocols.protocol import Clock, Limit
from amparo.protocols.replay import Happened
from amparo.protocols.tests.examples import (
    clock,
    due,
    happened,
    protocol,
    shown,
    stand,
    when,
)

ARRIVE = happened(1, "arrive", "2027-05-10 09:15", by="server")
QUALIFY = clock("qualify", held_by="hold")
LONGER = Clock(
    "longer",
    extends="qualify",
    limit=Limit("working_days", 7),
    when=when("${crime} = 'no' and ${family} = 'none'"),
    source="its own source",
    label="V",
)
CASE = protocol(QUALIFY, LONGER)

IN_24_HOURS = "2027-05-11 09:15"
IN_7_DAYS = "2027-05-20 00:00"


def inquire(wall: str, place: int = 2, /, **coded: str) -> Happened:
    return happened(place, "inquire", wall, **coded)


def hold(wall: str, until: str, position: int = 2) -> Happened:
    return happened(position, "hold", wall, hold_until=until)


def ends(*entries: Happened) -> str:
    return due(stand(CASE, ARRIVE, *entries))["qualify"]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ({"crime": "no", "family": "none"}, IN_7_DAYS),
        ({"crime": "unclear", "family": "none"}, IN_24_HOURS),
        ({"crime": "", "family": "none"}, IN_24_HOURS),
        ({"crime": "no"}, IN_24_HOURS),
        ({}, IN_24_HOURS),
    ],
)
def test_only_what_is_known_and_allowed_extends(coded: dict[str, str], expected: str) -> None:
    entry = replace(inquire("2027-05-10 12:00"), coded=coded)

    assert ends(entry) == expected


def test_an_extended_duty_names_its_own_source() -> None:
    entry = inquire("2027-05-10 12:00", crime="no", family="none")
    [duty] = stand(CASE, ARRIVE, entry).duties

    assert (duty.clock, duty.extended_by, duty.source) == ("qualify", "longer", "its own source")


@pytest.mark.parametrize(
    ("wall", "expected"),
    [("2027-05-11 09:15", IN_7_DAYS), ("2027-05-11 09:16", IN_24_HOURS)],
)
def test_a_miss_is_not_extended_away(wall: str, expected: str) -> None:
    assert ends(inquire(wall, crime="no", family="none")) == expected


def test_the_answer_that_meets_a_duty_does_not_extend_it() -> None:
    late = happened(2, "qualify", "2027-05-12 10:00", crime="no", family="none")
    [duty] = stand(CASE, ARRIVE, late).met

    assert (shown(duty.due), duty.done_in_time) == (IN_24_HOURS, False)


def test_an_extension_that_ends_does_not_make_it_late_for_the_days_before() -> None:
    first = inquire("2027-05-10 12:00", crime="no", family="none")
    found = inquire("2027-05-13 16:00", 3, crime="yes")
    early = inquire("2027-05-10 15:00", 3, crime="yes")

    assert ends(first, found) == "2027-05-13 16:00"
    assert ends(first, early) == IN_24_HOURS


def test_the_longest_of_two_extensions_counts() -> None:
    month = Clock("month", extends="qualify", limit=Limit("months", 1), when=when("${a} = '1'"))
    week = Clock("week", extends="qualify", limit=Limit("calendar_days", 7), when=when("true()"))
    entry = inquire("2027-05-10 12:00", a="1")
    standing = stand(protocol(QUALIFY, month, week), ARRIVE, entry)

    assert due(standing) == {"qualify": "2027-06-11 00:00"}


def test_a_hold_puts_the_due_moment_off_to_the_end_of_its_day() -> None:
    [duty] = stand(CASE, ARRIVE, hold("2027-05-10 12:00", "2027-05-25")).duties

    assert shown(duty.due) == shown(duty.held_until) == "2027-05-26 00:00"


def test_a_hold_that_ends_before_the_due_moment_changes_nothing() -> None:
    [duty] = stand(CASE, ARRIVE, hold("2027-05-10 12:00", "2027-05-10")).duties

    assert (shown(duty.due), duty.held_until) == (IN_24_HOURS, None)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [("2027-05-11 09:15", "2027-05-26 00:00"), ("2027-05-11 09:16", IN_24_HOURS)],
)
def test_a_miss_is_not_held_away(wall: str, expected: str) -> None:
    assert ends(hold(wall, "2027-05-25")) == expected


def test_the_newest_hold_counts_and_lifting_it_makes_nothing_late() -> None:
    first = hold("2027-05-10 12:00", "2027-05-25")
    longer = hold("2027-05-24 12:00", "2027-06-10", 3)
    lifted = hold("2027-05-24 12:00", "", 3)

    assert ends(first, longer) == "2027-06-11 00:00"
    assert ends(first, lifted) == "2027-05-24 12:00"


def test_a_hold_from_before_holds_what_starts_during_it() -> None:
    tell = clock("tell", start=("qualify",), until=("release",), held_by="hold")
    entries = [hold("2027-05-10 12:00", "2027-05-25"), happened(3, "qualify", "2027-05-10 15:00")]

    assert due(stand(protocol(tell), ARRIVE, *entries)) == {"tell": "2027-05-26 00:00"}


def test_a_clock_that_no_hold_names_runs_on() -> None:
    free = protocol(clock("qualify"))

    assert due(stand(free, ARRIVE, hold("2027-05-10 12:00", "2027-05-25"))) == {
        "qualify": IN_24_HOURS
    }


def test_a_recurring_clock_starts_again_each_time_it_is_met_until_it_ends() -> None:
    visit = clock(
        "visit",
        limit=Limit("calendar_days", 3),
        until=("inquire",),
        every=Limit("months", 1),
        ends=("release",),
    )
    followed = protocol(visit)
    first = inquire("2027-05-12 10:00")
    second = inquire("2027-06-12 10:00", 3)
    qualified = happened(4, "qualify", "2027-06-13 10:00")
    released = happened(5, "release", "2027-06-14 09:00")

    assert due(stand(followed, ARRIVE)) == {"visit": "2027-05-14 00:00"}
    [again] = stand(followed, ARRIVE, first).duties
    assert (shown(again.due), again.instance) == (
        "2027-06-13 00:00",
        str(derived_id(ARRIVE.id, "visit")),
    )
    standing = stand(followed, ARRIVE, first, second)
    assert due(standing) == {"visit": "2027-07-13 00:00"}
    assert len({duty.instance for duty in (*standing.met, *standing.duties)}) == 3
    ended = stand(followed, ARRIVE, first, second, qualified, released)
    assert (ended.duties, len(ended.met)) == ((), 2)


def test_a_clock_may_need_several_steps() -> None:
    twice = protocol(clock("verify", until=("inquire",), times=2, limit=Limit("months", 6)))
    first, second = (inquire(f"2027-06-0{n} 10:00", n) for n in (2, 3))

    assert stand(twice, ARRIVE, first).duties
    [duty] = stand(twice, ARRIVE, first, second).met
    assert duty.done_at == second.at


@pytest.mark.parametrize(
    ("wall", "is_met"), [("2027-05-13 23:59", False), ("2027-05-14 00:00", True)]
)
def test_a_step_that_comes_too_soon_does_not_count(wall: str, *, is_met: bool) -> None:
    hearing = clock(
        "hearing",
        until=("inquire",),
        limit=Limit("working_days", 10),
        at_least=Limit("working_days", 3),
    )
    standing = stand(protocol(hearing), ARRIVE, inquire(wall))

    assert bool(standing.met) is is_met


def test_the_gap_holds_between_the_steps_that_count_too() -> None:
    visits = clock(
        "visits",
        until=("inquire",),
        limit=Limit("months", 2),
        times=2,
        at_least=Limit("calendar_days", 7),
    )
    first, too_soon = inquire("2027-05-20 10:00", 2), inquire("2027-05-21 10:00", 3)
    second = inquire("2027-05-28 10:00", 4)

    assert stand(protocol(visits), ARRIVE, first, too_soon).duties
    assert stand(protocol(visits), ARRIVE, first, too_soon, second).met
