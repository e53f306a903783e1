"""Where a dossier stands after its entries, and which steps are open."""

import pytest

from amparo.protocols.replay import may_take
from amparo.protocols.tests.examples import (
    at,
    clock,
    due,
    happened,
    protocol,
    stand,
    step,
    when,
)

ARRIVE = happened(1, "arrive", "2027-05-10 09:15", by="server", danger_now="no")
QUALIFY = happened(2, "qualify", "2027-05-10 15:00", crime="no")
CASE = protocol(clock("qualify"))


def test_an_empty_journal_stands_nowhere_and_can_only_be_opened() -> None:
    standing = stand(CASE)

    assert (standing.state, standing.duties, standing.values) == ("", (), {})
    assert standing.allowed == {"arrive", "qualify"}


def test_a_step_gives_the_dossier_its_state_and_one_without_a_state_leaves_it() -> None:
    refer = happened(3, "refer", "2027-05-10 16:00")

    assert stand(CASE, ARRIVE).state == "arrived"
    assert stand(CASE, ARRIVE, QUALIFY, refer).state == "qualified"


def test_a_sibling_begins_with_a_step_whose_after_is_asked_only_later() -> None:
    standing = stand(CASE, happened(1, "qualify", "2027-05-10 15:00"))

    assert (standing.state, standing.out_of_turn) == ("qualified", frozenset())


def test_a_step_that_only_opens_is_never_open_again() -> None:
    again = happened(2, "arrive", "2027-05-10 10:00", by="server", danger_now="now")
    standing = stand(CASE, ARRIVE, again)

    assert standing.out_of_turn == {again.id}
    assert standing.values == {"danger_now": "no"}


def test_a_step_waits_for_all_that_must_come_before_it() -> None:
    both = protocol(close=step("close", after=("inquire", "qualify")))
    inquired = stand(both, ARRIVE, happened(2, "inquire", "2027-05-10 10:00"))

    assert "close" not in inquired.allowed
    assert (
        "close"
        in stand(
            both, ARRIVE, happened(2, "inquire", "2027-05-10 10:00"), happened(3, *QUALIFIED)
        ).allowed
    )


QUALIFIED = ("qualify", "2027-05-10 15:00")


def test_a_step_is_closed_by_any_that_it_can_not_follow() -> None:
    released = happened(3, "release", "2027-05-11 10:00")
    late = happened(4, "qualify", "2027-05-11 11:00", crime="yes")
    standing = stand(CASE, ARRIVE, QUALIFY, released, late)

    assert standing.out_of_turn == {late.id}
    assert (standing.state, standing.values["crime"]) == ("released", "no")


def test_what_happens_once_happens_once() -> None:
    first, second = (happened(n, "release", f"2027-05-1{n} 10:00") for n in (3, 4))

    assert stand(CASE, ARRIVE, QUALIFY, first, second).out_of_turn == {second.id}


def test_a_gate_reads_the_newest_answers_before_the_entry() -> None:
    refused = happened(3, "refer", "2027-05-10 16:00", crime="yes")
    changed = happened(4, "inquire", "2027-05-10 17:00", crime="yes")
    taken = happened(5, "refer", "2027-05-10 18:00")
    gated = protocol(refer=step("refer", when=when("${crime} = 'yes'")))
    standing = stand(gated, ARRIVE, QUALIFY, refused, changed, taken)

    assert standing.out_of_turn == {refused.id}
    assert "refer" in standing.taken


@pytest.mark.parametrize("by", ["service:supervisor", "server", "service", ""])
def test_a_step_taken_by_somebody_else_is_kept_and_changes_nothing(by: str) -> None:
    entry = happened(2, "qualify", "2027-05-10 15:00", by=by, crime="yes")
    standing = stand(CASE, ARRIVE, entry)

    assert standing.out_of_turn == {entry.id}
    assert (standing.state, "crime" in standing.values) == ("arrived", False)


def test_a_step_nobody_knows_is_kept_and_changes_nothing() -> None:
    entry = happened(2, "conjure", "2027-05-10 15:00", crime="yes")
    standing = stand(CASE, ARRIVE, entry)

    assert standing.out_of_turn == {entry.id}
    assert standing.values == {"danger_now": "no"}


def test_what_time_writes_changes_neither_state_nor_answers() -> None:
    tick = happened(2, "escalate", "2027-05-12 00:00", by="tick", danger_now="now", level="x")
    with_tick, without = stand(CASE, ARRIVE, tick), stand(CASE, ARRIVE)

    assert (with_tick.state, with_tick.values) == (without.state, without.values)
    assert (with_tick.duties, with_tick.out_of_turn) == (without.duties, frozenset())


def test_entries_count_by_their_position_and_not_by_their_moment() -> None:
    first = happened(2, "inquire", "2027-05-10 12:00", crime="no")
    second = happened(3, "inquire", "2027-05-10 12:00", crime="yes")

    assert stand(CASE, second, ARRIVE, first).values["crime"] == "yes"


def test_an_answer_that_is_left_out_keeps_the_one_before() -> None:
    standing = stand(CASE, ARRIVE, QUALIFY, happened(3, "inquire", "2027-05-10 16:00", risk="x"))

    assert standing.values == {"danger_now": "no", "crime": "no", "risk": "x"}


def test_an_open_step_may_be_taken_by_those_it_names_and_nobody_else() -> None:
    standing = stand(CASE, ARRIVE)

    assert may_take(CASE, standing, "qualify", "service:officer")
    assert not may_take(CASE, standing, "qualify", "service:supervisor")
    assert not may_take(CASE, standing, "release", "service:officer")
    assert not may_take(CASE, standing, "conjure", "service:officer")


def test_a_clock_that_was_moved_back_undoes_nothing() -> None:
    standing = stand(CASE, ARRIVE, QUALIFY, on="2027-05-09 00:00")

    assert standing.state == "qualified"
    assert standing.overdue == ()


def test_time_alone_makes_a_duty_overdue_and_tells_the_next_level() -> None:
    on_time = stand(CASE, ARRIVE, on="2027-05-11 09:15")
    late = stand(CASE, ARRIVE, on="2027-05-11 09:16")

    assert due(late) == {"qualify": "2027-05-11 09:15"}
    assert (on_time.overdue, [duty.clock for duty in late.overdue]) == ((), ["qualify"])
    assert on_time.state == late.state
    assert late.at == at("2027-05-11 09:16")
