"""What holds for every journal, however odd."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.ids import derived_id
from amparo.forms.values import Value
from amparo.protocols.protocol import Clock, Escalate, Limit
from amparo.protocols.replay import Happened, Standing, replay
from amparo.protocols.tests.examples import LIMA, at, clock, happened, protocol, when

CASE = protocol(
    clock(
        "qualify",
        held_by="hold",
        earlier="arrived_at",
        escalate=(Escalate("supervisor", Limit("hours", 0)),),
    ),
    Clock(
        "longer", extends="qualify", limit=Limit("working_days", 7), when=when("${crime} = 'no'")
    ),
    clock("crime", start=("inquire", "qualify"), until=("refer",), when=when("${crime} = 'yes'")),
    clock("visit", until=("inquire",), every=Limit("months", 1), ends=("release",)),
    clock("verify", until=("inquire", "refer"), times=2, at_least=Limit("calendar_days", 1)),
    clock("once", start=("inquire",), until=("refer",), once=True),
)
START = at("2027-05-10 09:15")
NOW = at("2027-06-01 12:00")

answers: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "crime": st.sampled_from(["yes", "no", "unclear", ""]),
        "hold_until": st.sampled_from(["2027-05-12", "2027-06-30", "2027-W23", ""]),
        "arrived_at": st.sampled_from(["2027-05-09T08:00", "2029-01-01T00:00", "?"]),
    },
)
steps = st.sampled_from([*CASE.steps, "conjure"])
people = st.sampled_from(["service:officer", "server", "tick", "service:supervisor"])


def entry(position: int, said: tuple[str, str, int, dict[str, Value]]) -> Happened:
    step, by, minutes, coded = said
    return Happened(
        id=derived_id("any", str(position)),
        step=step,
        at=START + timedelta(minutes=minutes),
        position=position,
        coded=coded,
        by=by,
    )


said = st.tuples(steps, people, st.integers(0, 60 * 24 * 40), answers)
journals = st.lists(said, max_size=12).map(
    lambda all_said: [
        happened(0, "arrive", "2027-05-10 09:15", by="server"),
        *(entry(number, each) for number, each in enumerate(all_said, 1)),
    ]
)


def stand(entries: Sequence[Happened]) -> Standing:
    return replay(CASE, entries, NOW, LIMA)


@given(journals, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_only_the_positions_order_the_journal(journal: list[Happened], shuffle: object) -> None:
    mixed = list(journal)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis's own kind of Random

    assert stand(mixed) == stand(journal) == stand(tuple(journal))


@given(journals)
@settings(max_examples=100)
def test_an_entry_out_of_turn_changes_nothing(journal: list[Happened]) -> None:
    whole = stand(journal)
    kept = [each for each in journal if each.id not in whole.out_of_turn]

    assert stand(kept) == replace(whole, out_of_turn=frozenset())


@given(journals, said, st.integers(0, 12))
@settings(max_examples=100)
def test_adding_one_that_is_out_of_turn_at_its_place_changes_nothing(
    journal: list[Happened], added: tuple[str, str, int, dict[str, Value]], place: int
) -> None:
    stranger = replace(entry(99, added), by="nobody")
    before, behind = journal[: place + 1], journal[place + 1 :]
    more = [*before, stranger, *behind]
    numbered = [replace(each, position=number) for number, each in enumerate(more)]
    whole = stand(journal)

    assert stand(numbered) == replace(whole, out_of_turn=whole.out_of_turn | {stranger.id})


@given(journals)
@settings(max_examples=100)
def test_every_duty_is_due_after_it_began_and_done_after_too(journal: list[Happened]) -> None:
    standing = stand(journal)

    assert all(duty.due >= duty.since for duty in (*standing.duties, *standing.met))
    assert all(level.at >= duty.due for duty in standing.duties for level in duty.escalations)


@given(journals)
@settings(max_examples=100)
def test_each_duty_can_be_told_from_every_other(journal: list[Happened]) -> None:
    standing = stand(journal)
    names = [(duty.clock, UUID(duty.instance)) for duty in (*standing.duties, *standing.met)]

    assert len(names) == len(set(names))


@given(journals, st.integers(0, 500))
@settings(max_examples=100)
def test_time_changes_only_what_is_overdue(journal: list[Happened], days: int) -> None:
    now = stand(journal)
    later = replay(CASE, journal, NOW + timedelta(days=days), LIMA)

    assert replace(later, at=NOW) == now
    assert {duty.clock for duty in now.overdue} <= {duty.clock for duty in later.overdue}


@given(journals)
@settings(max_examples=100)
def test_duties_stand_in_the_order_of_their_due_moments(journal: list[Happened]) -> None:
    moments = [duty.due for duty in stand(journal).duties]

    assert moments == sorted(moments)
