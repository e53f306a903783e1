"""What a journal makes somebody owe: how clocks start, run, are put off, are met and lapse."""

from dataclasses import replace

import pytest

from amparo.protocols.protocol import Escalate, Limit
from amparo.protocols.replay import Duty, Happened
from amparo.protocols.tests.examples import (
    at,
    clock,
    due,
    happened,
    protocol,
    shown,
    stand,
    step,
    when,
)

MONDAY = "2027-05-10 09:15"
ARRIVE = happened(1, "arrive", MONDAY, by="server", danger_now="no")


def qualified(wall: str, position: int = 2) -> Happened:
    return happened(position, "qualify", wall)


def only(duties: tuple[Duty, ...]) -> Duty:
    [duty] = duties
    return duty


def test_a_clock_runs_from_the_servers_receipt() -> None:
    duty = only(stand(protocol(clock("qualify")), ARRIVE).duties)

    assert (shown(duty.since), shown(duty.due)) == (MONDAY, "2027-05-11 09:15")
    assert (duty.instance, duty.owed_by, duty.owed_to) == (str(ARRIVE.id), "service", "child")


@pytest.mark.parametrize(
    ("wall", "in_time"),
    [("2027-05-11 09:14", True), ("2027-05-11 09:15", True), ("2027-05-11 09:16", False)],
)
def test_the_due_moment_itself_is_in_time_and_a_minute_later_is_not(
    wall: str, *, in_time: bool
) -> None:
    standing = stand(protocol(clock("qualify")), ARRIVE, qualified(wall))

    assert standing.duties == ()
    assert only(standing.met).done_in_time is in_time
    assert only(standing.met).is_overdue(at("2027-06-01 00:00")) is not in_time


def test_paper_starts_the_clock_at_its_stamped_hour() -> None:
    paper = happened(1, "arrive", "2027-05-10 11:00", by="server", stamped=MONDAY)

    assert due(stand(protocol(clock("qualify")), paper)) == {"qualify": "2027-05-11 09:15"}


def test_a_stamp_later_than_the_receipt_does_not_move_the_start() -> None:
    paper = happened(1, "arrive", MONDAY, by="server", stamped="2027-05-10 11:00")

    assert due(stand(protocol(clock("qualify")), paper)) == {"qualify": "2027-05-11 09:15"}


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("2027-05-10T07:00", "2027-05-11 07:00"),  # local
        ("2027-05-10T12:00:00.000000Z", "2027-05-11 07:00"),
        ("2027-05-10T11:00", "2027-05-11 09:15"),  # later than the receipt: no
        ("yesterday", "2027-05-11 09:15"),
        ("", "2027-05-11 09:15"),
    ],
)
def test_an_answer_may_move_the_start_earlier_and_never_later(said: str, ends: str) -> None:
    receipt = happened(2, "inquire", "2027-05-10 10:00", arrived_at=said)

    assert due(stand(protocol(clock("q", earlier="arrived_at")), ARRIVE, receipt)) == {"q": ends}


def test_an_answer_moves_only_the_start_it_came_after() -> None:
    owed = clock("q", start=("inquire",), earlier="arrived_at", until=("release",))
    first = happened(2, "inquire", "2027-05-10 10:00", arrived_at="2027-05-10T08:00")
    second = happened(3, "inquire", "2027-05-12 10:00")
    third = happened(4, "inquire", "2027-05-13 10:00", arrived_at="2027-05-13T08:00")
    duties = stand(protocol(owed), ARRIVE, first, second, third).duties

    assert [shown(duty.since) for duty in duties] == [
        "2027-05-10 08:00",
        "2027-05-12 10:00",
        "2027-05-13 08:00",
    ]


def test_a_later_starts_answer_does_not_move_an_earlier_start() -> None:
    owed = clock("q", start=("inquire",), earlier="arrived_at", until=("release",))
    first = happened(2, "inquire", "2027-05-12 10:00")
    second = happened(3, "inquire", "2027-05-13 10:00", arrived_at="2027-05-10T08:00")
    duties = stand(protocol(owed), ARRIVE, first, second).duties

    assert [shown(duty.since) for duty in duties] == ["2027-05-10 08:00", "2027-05-12 10:00"]
    assert [duty.instance for duty in duties] == [str(second.id), str(first.id)]


def test_a_clock_with_a_condition_starts_only_where_it_holds_at_the_start() -> None:
    owed = clock("danger", when=when("${danger_now} = 'now'"))
    later = happened(2, "inquire", "2027-05-10 10:00", danger_now="now")

    assert stand(protocol(owed), ARRIVE).duties == ()
    assert stand(protocol(owed), ARRIVE, later).duties == ()
    assert stand(protocol(owed), replace(ARRIVE, coded={"danger_now": "now"})).duties


def test_a_clock_lapses_when_one_of_its_own_steps_says_otherwise() -> None:
    owed = clock(
        "crime", start=("inquire", "qualify"), until=("refer",), when=when("${crime} = 'yes'")
    )
    yes = happened(2, "inquire", "2027-05-10 10:00", crime="yes")
    no = happened(3, "qualify", "2027-05-10 12:00", crime="no")

    assert stand(protocol(owed), ARRIVE, yes).duties
    assert stand(protocol(owed), ARRIVE, yes, no).duties == ()


def test_a_duty_already_met_stays_met() -> None:
    owed = clock(
        "crime", start=("inquire", "qualify"), until=("refer",), when=when("${crime} = 'yes'")
    )
    yes = happened(2, "inquire", "2027-05-10 10:00", crime="yes")
    met = happened(3, "refer", "2027-05-10 11:00")
    no = happened(4, "qualify", "2027-05-10 12:00", crime="no")

    assert only(stand(protocol(owed), ARRIVE, yes, met, no).met).done_in_time


def test_a_step_meets_a_clock_only_if_its_condition_holds_with_its_own_answers() -> None:
    owed = clock("crime", until=("refer",), until_when=when("${to} = 'prosecutor'"))
    health = happened(2, "refer", "2027-05-10 10:00", to="health")
    prosecutor = happened(3, "refer", "2027-05-10 11:00", to="prosecutor")

    assert stand(protocol(owed), ARRIVE, health).duties
    met = only(stand(protocol(owed), ARRIVE, health, prosecutor).met)
    assert shown(met.done_at) == "2027-05-10 11:00"


def test_each_starting_entry_makes_a_duty_of_its_own() -> None:
    owed = clock("aloud", start=("inquire",), until=("release",))
    entries = [happened(n, "inquire", f"2027-05-10 1{n}:00") for n in (2, 3)]
    duties = stand(protocol(owed), ARRIVE, *entries).duties

    assert [duty.instance for duty in duties] == [str(entry.id) for entry in entries]


def test_one_at_a_time_does_not_start_while_it_runs_and_may_start_again_once_met() -> None:
    owed = clock("upe", start=("inquire",), until=("refer",), one_at_a_time=True)
    first, second = (happened(n, "inquire", f"2027-05-10 1{n}:00") for n in (2, 3))
    met = happened(4, "refer", "2027-05-10 15:00")
    again = happened(5, "inquire", "2027-05-10 16:00")

    assert only(stand(protocol(owed), ARRIVE, first, second).duties).instance == str(first.id)
    standing = stand(protocol(owed), ARRIVE, first, second, met, again)
    assert only(standing.duties).instance == str(again.id)
    assert only(standing.met).instance == str(first.id)


@pytest.mark.parametrize("met_first", [True, False])
def test_what_is_owed_once_is_not_owed_after_it_was_done(*, met_first: bool) -> None:
    owed = clock("crime", start=("inquire",), until=("refer",), once=True)
    refer, inquire = ("refer", "inquire") if met_first else ("inquire", "refer")
    entries = [
        happened(2, refer, "2027-05-10 10:00"),
        happened(3, inquire, "2027-05-10 11:00"),
        happened(4, "inquire", "2027-05-10 12:00"),
    ]
    standing = stand(protocol(owed), ARRIVE, *entries)

    assert standing.duties == ()
    assert len(standing.met) == (0 if met_first else 1)


def test_the_soonest_duty_stands_first() -> None:
    slow, quick = clock("slow", limit=Limit("months", 1)), clock("quick", limit=Limit("hours", 1))

    assert [duty.clock for duty in stand(protocol(slow, quick), ARRIVE).duties] == ["quick", "slow"]


def test_each_level_is_told_so_long_after_the_due_moment() -> None:
    owed = clock(
        "read",
        limit=Limit("working_days", 1),
        escalate=(
            Escalate("supervisor", Limit("hours", 0)),
            Escalate("oversight", Limit("working_days", 1)),
        ),
    )
    duty = only(
        stand(protocol(owed), happened(1, "arrive", "2027-05-14 21:30", by="server")).duties
    )

    assert [(each.level, each.to, shown(each.at)) for each in duty.escalations] == [
        (1, "supervisor", "2027-05-18 00:00"),
        (2, "oversight", "2027-05-19 00:00"),
    ]
    assert stand(protocol(owed), ARRIVE, on="2027-05-12 00:00").escalated == ()
    told = stand(protocol(owed), ARRIVE, on="2027-05-12 00:01").escalated
    assert [level.to for _, level in told] == ["supervisor"]


def test_a_step_out_of_turn_meets_nothing() -> None:
    strict = protocol(clock("q", until=("close",)), close=step("close", after=("qualify",)))

    assert stand(strict, ARRIVE, happened(2, "close", "2027-05-10 10:00")).duties
