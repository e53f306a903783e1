from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.ids import (
    CHARACTERS,
    derived_id,
    dossier_number,
    likely_numbers,
    new_id,
    number_is_valid,
    read_number,
)
from amparo.base.problems import Malformed

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
numbers = st.builds(dossier_number)


@given(moments)
def test_a_new_id_is_a_uuid_of_version_7_that_holds_its_millisecond(at: datetime) -> None:
    made = new_id(at)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def test_new_ids_of_one_moment_differ_and_later_ones_sort_later() -> None:
    same = {new_id(AT) for _ in range(1000)}
    assert len(same) == 1000
    assert max(same) < new_id(AT + timedelta(milliseconds=1))


def test_a_new_id_does_not_depend_on_the_zone_the_moment_is_told_in() -> None:
    lima = AT.astimezone(timezone(timedelta(hours=-5)))
    assert new_id(lima).int >> 80 == new_id(AT).int >> 80


def test_a_derived_id_is_pinned() -> None:
    dossier = UUID("0196b8a4-52f0-7000-8000-000000000001")
    assert derived_id(dossier, "case").version == 5
    assert derived_id(dossier, "case") == derived_id(str(dossier), "case")
    assert derived_id(dossier, "case") == UUID("09e4522f-fcb9-5535-af3a-891dd727e0bb")


@given(st.lists(st.text(alphabet='ab",[]\\ ', max_size=4), max_size=4))
def test_names_joined_differently_give_different_derived_ids(names: list[str]) -> None:
    joined = ["".join(names)]
    assert (derived_id(*names) == derived_id(*joined)) == (names == joined)


@given(numbers)
def test_a_dossier_number_is_read_whatever_way_it_is_typed(number: str) -> None:
    assert number_is_valid(number)
    assert len(number) == 11
    typed = f" {number.lower().replace('-', ' ')}  "
    assert read_number(typed) == number
    assert read_number(number.replace("-", "").replace("5", "s")) == number


@given(numbers, st.integers(0, 8), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_seen(number: str, place: int, other: str) -> None:
    bare = number.replace("-", "")
    typed = bare[:place] + other + bare[place + 1 :]
    assert number_is_valid(typed) == (typed == bare)


@given(numbers, st.integers(0, 8), st.integers(0, 8))
def test_two_exchanged_characters_are_seen(number: str, one: int, two: int) -> None:
    typed = list(number.replace("-", ""))
    before = typed[:]
    typed[one], typed[two] = typed[two], typed[one]
    assert number_is_valid("".join(typed)) == (typed == before)


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-2X9P-0", "K7QM-2X9P-RR", "ÑÑÑÑ-ÑÑÑÑ-Ñ", "1" * 9]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert not number_is_valid(typed)
    with pytest.raises(Malformed):
        read_number(typed)


@given(st.integers(0, 8), st.sampled_from(["QO", "DO", "C0", "80", "JI", "T1", "JL", "VU"]))
def test_a_character_that_no_number_has_is_read_as_what_it_was_taken_for(
    place: int, swap: str
) -> None:
    meant, typed = swap[0], swap[1]
    number = next(
        each
        for each in (dossier_number().replace("-", "") for _ in range(100_000))
        if each[place] == meant
    )
    wrong = f" {number[:place].lower()}{typed} {number[place + 1 :]}"
    assert read_number(number) in likely_numbers(wrong)


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-2X9P-R-R", "OOOOOOOO\u00d1", "ninechars"])
def test_what_is_no_number_is_likely_none(typed: str) -> None:
    assert all(number_is_valid(each) for each in likely_numbers(typed))


def test_a_wrong_character_that_numbers_have_is_not_guessed() -> None:
    number = dossier_number()
    wrong = ("3" if number[0] == "2" else "2") + number[1:]
    assert likely_numbers(wrong) == ()
