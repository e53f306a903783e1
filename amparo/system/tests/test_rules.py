"""Who is on duty, and what the words of the system say."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.system.rules import SENTENCES, Can, PartOfDay, on_duty, part_of_day

ANA, BETO, CARLA = (UUID(int=number) for number in (1, 2, 3))
PEOPLE = st.sampled_from((ANA, BETO, CARLA))


def duty(
    named: tuple[UUID, ...] = (),
    absent: tuple[UUID, ...] = (),
    deputies: dict[UUID, UUID] | None = None,
) -> tuple[UUID, ...]:
    return on_duty(officers=(ANA, BETO), named=named, absent=absent, deputies=deputies or {})


def test_where_nobody_is_named_the_longest_serving_officer_is_on_duty() -> None:
    assert duty() == (ANA,)


def test_whoever_the_roster_names_is_on_duty() -> None:
    assert duty(named=(BETO,)) == (BETO,)


def test_the_deputy_takes_over_from_whoever_is_away() -> None:
    assert duty(named=(BETO,), absent=(BETO,), deputies={BETO: CARLA}) == (CARLA,)


def test_a_deputy_does_nothing_while_the_officer_is_here() -> None:
    assert duty(named=(BETO,), deputies={BETO: CARLA}) == (BETO,)


def test_without_a_deputy_the_first_officer_present_takes_over() -> None:
    assert duty(named=(BETO,), absent=(BETO,)) == (ANA,)


def test_a_deputy_who_is_away_too_is_passed_over() -> None:
    assert duty(absent=(ANA, CARLA), deputies={ANA: CARLA}) == (BETO,)


def test_when_everybody_is_away_the_door_does_not_stay_shut() -> None:
    assert duty(named=(BETO,), absent=(ANA, BETO)) == (BETO,)


@settings(max_examples=100)
@given(
    named=st.lists(PEOPLE, max_size=2, unique=True),
    absent=st.frozensets(PEOPLE),
    deputies=st.dictionaries(PEOPLE, PEOPLE),
)
def test_somebody_is_always_on_duty_and_present_if_an_officer_is(
    named: list[UUID], absent: frozenset[UUID], deputies: dict[UUID, UUID]
) -> None:
    found = on_duty(officers=(ANA, BETO), named=named, absent=absent, deputies=deputies)
    assert found
    if not {ANA, BETO} <= absent:
        assert not absent & set(found)


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, PartOfDay.NIGHT),
        (5, PartOfDay.NIGHT),
        (6, PartOfDay.MORNING),
        (12, PartOfDay.AFTERNOON),
        (18, PartOfDay.EVENING),
        (23, PartOfDay.EVENING),
    ],
)
def test_an_hour_is_kept_as_a_part_of_the_day(hour: int, part: PartOfDay) -> None:
    assert part_of_day(datetime(2027, 5, 10, hour, 59, tzinfo=UTC)) is part


def test_every_permission_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Can)
