"""What refuses a step and why; what tallies count; what is counted from a day, or only shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.protocols.gates import refusing
from amparo.protocols.protocol import Coded, Gate, Limit, Protocol, Tally
from amparo.protocols.replay import Happened
from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.examples import clock, due, happened, protocol, shown, stand, step, when
from amparo.protocols.tests.pack_files import COUNTRY, added

ARRIVE = happened(1, "arrive", "2027-05-10 09:15", by="server")
GATES = {
    "checked_twice": Gate("checked_twice", when("${checks} >= 2")),
    "is_an_end": Gate("is_an_end", when("${why} != 'no_money'"), of_answers=True),
}
TALLIES = {
    "checks": Tally("checks", ("check",), ("close",)),
    "good": Tally("good", ("check",), ("check",), when("${found} = 'good'")),
}
CLOSE = step(
    "close",
    gates=("checked_twice", "is_an_end"),
    coded=(Coded("why", "one", ("done", "no_money")),),
)


def gated(**more: object) -> Protocol:
    small = protocol(check=step("check"), close=CLOSE)
    return replace(small, gates=GATES, tallies=TALLIES, **more)  # type: ignore[arg-type]  # as each test needs it


def checks(number: int) -> list[Happened]:
    return [happened(n, "check", f"2027-05-11 1{n}:00") for n in range(2, 2 + number)]


def test_a_gate_that_is_not_true_refuses_the_step_and_is_named() -> None:
    one = stand(gated(), ARRIVE, *checks(1))

    assert "close" not in one.allowed
    assert one.refused == {"close": ("checked_twice",)}
    assert "close" in stand(gated(), ARRIVE, *checks(2)).allowed


def test_an_entry_that_a_gate_refuses_is_kept_and_changes_nothing() -> None:
    early = happened(3, "close", "2027-05-11 15:00", why="done")
    standing = stand(gated(), ARRIVE, *checks(1), early)

    assert standing.out_of_turn == {early.id}
    assert "why" not in standing.values


def test_a_gate_of_the_answers_is_asked_only_of_the_answers() -> None:
    open_now = stand(gated(), ARRIVE, *checks(2))
    no_end = happened(9, "close", "2027-05-11 16:00", why="no_money")
    refused = stand(gated(), ARRIVE, *checks(2), no_end)
    steps = gated()

    assert open_now.refused == {}
    assert refused.out_of_turn == {no_end.id}
    (gate,) = refusing(steps, CLOSE, open_now.known, {"why": "no_money"})
    assert gate.key == "is_an_end"
    assert refusing(steps, CLOSE, open_now.known, {"why": "done"}) == ()


def test_a_tally_begins_anew_since_a_step() -> None:
    close = happened(9, "close", "2027-05-11 16:00", why="done")
    standing = stand(gated(), ARRIVE, *checks(3), close)

    assert standing.known["checks"] == 0
    assert standing.refused == {"close": ("checked_twice",)}


def test_a_step_that_both_counts_and_begins_anew_tells_how_it_was_last() -> None:
    good = happened(2, "check", "2027-05-11 10:00", found="good")
    bad = happened(3, "check", "2027-05-11 11:00", found="bad")

    assert stand(gated(), ARRIVE, good).known["good"] == 1
    assert stand(gated(), ARRIVE, good, bad).known["good"] == 0


def test_tallies_are_no_answers_and_do_not_travel() -> None:
    assert "checks" not in stand(gated(), ARRIVE, *checks(2)).values


@given(st.lists(st.sampled_from(["check", "close", "refer"]), max_size=12))
def test_a_closing_never_counts_before_two_checks(taken: list[str]) -> None:
    entries = [
        happened(n, key, f"2027-05-12 {n:02}:00", why="done") for n, key in enumerate(taken, 2)
    ]
    standing = stand(gated(), ARRIVE, *entries)
    since = 0
    for entry in entries:
        counts = entry.step == "close" and entry.id not in standing.out_of_turn
        assert not counts or since >= 2
        since = 0 if counts else since + (entry.step == "check")


BACK = clock(
    "back", start=("inquire",), until=("qualify",), limit=Limit("hours", 0), counted_from="back_by"
)
GROWN = clock("grown", start=("inquire",), limit=Limit("months", 210), counted_from="born_by")


def test_a_limit_is_counted_from_the_moment_an_entry_names() -> None:
    out = happened(2, "inquire", "2027-05-10 14:00", back_by="2027-05-10T18:00")
    assert due(stand(protocol(BACK), ARRIVE, out)) == {"back": "2027-05-10 18:00"}


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        ("2010-05-31", "2027-12-01 00:00"),
        ("2010-08-31", "2028-03-01 00:00"),
        ("2009-09-30", "2027-05-11 00:00"),
    ],
)
def test_a_limit_counted_from_a_day_is_never_due_before_that_day_was_known(
    born: str, ends: str
) -> None:
    known = happened(2, "inquire", "2027-05-10 14:00", born_by=born)
    standing = stand(protocol(GROWN), ARRIVE, known)
    assert due(standing) == {"grown": ends}
    assert shown(standing.duties[0].since) == "2027-05-10 14:00"


def test_what_others_owe_is_shown_and_is_no_duty() -> None:
    police = clock("police", until=(), owed_by="police", for_information=True)
    standing = stand(protocol(police), ARRIVE, on="2027-05-20 12:00")

    assert (standing.duties, standing.overdue, standing.escalated) == ((), (), ())
    assert [shown(each.due) for each in standing.shown] == ["2027-05-11 09:15"]


CASE = "protocols/case.toml"
STEP = "\n[[step]]\nkey = 'end'\nby = ['service:officer']\nafter = ['arrive']\n"
GATE = "\n[[gate]]\nkey = 'g'\nwhen = \"${crime} = 'no'\"\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f"{STEP}gates = ['nothing']\n", "“gates” names “nothing”"),
        (f"{STEP}group = 'nothing'\n", "the group “nothing”"),
        (f"{STEP}decides = true\n", "It decides: its form must ask “facts”"),
        (f"{STEP}opens_gap = 'crime'\n", "“opens_gap” names “crime”"),
        (f"{GATE}instead = ['nothing']\n", "“instead” names the step “nothing”"),
        (f"{STEP}gates = ['g']\n{GATE}of_answers = true\n", "none of those it reads is given here"),
        ("\n[[tally]]\nkey = 't'\ncounts = ['nothing']\n", "“counts” names the step “nothing”"),
        ("\n[[tally]]\nkey = 'crime'\ncounts = ['qualify']\n", "“crime” is an answer too"),
    ],
)
def test_what_stands_around_steps_must_fit(faults_of: FaultsOf, rows: str, said: str) -> None:
    assert [fault for fault in faults_of(added(COUNTRY, CASE, rows)) if said in fault]
