"""An entry's commitment, and how the same letter is known again."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.canonical import canonical_json
from amparo.dossiers.rules import (
    SENTENCES,
    TELLS,
    Author,
    Can,
    Header,
    answers_of,
    coded_hash,
    commitment,
    from_json,
    letter_mac,
    plain,
    raw_of,
)

NOON = datetime(2027, 5, 10, 17, tzinfo=UTC)
HEADER = Header(
    id=UUID(int=1),
    dossier=UUID(int=2),
    position=1,
    step="raise",
    by="raiser:vetted",
    author=UUID(int=3),
    author_body=UUID(int=4),
    on_behalf_of=None,
    at=NOON,
    said_at=NOON,
    stamped=None,
    addressed=(),
)


def test_every_word_of_can_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Can)


def test_an_author_with_a_role_is_named_by_party_and_role() -> None:
    assert Author("service", "officer").by == "service:officer"
    assert TELLS.by == "tells"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": UUID(int=9)},
        {"dossier": UUID(int=9)},
        {"position": 2},
        {"step": "read"},
        {"by": "service:officer"},
        {"author": None},
        {"author_body": None},
        {"on_behalf_of": UUID(int=9)},
        {"at": NOON.replace(hour=18)},
        {"said_at": NOON.replace(hour=18)},
        {"stamped": NOON},
        {"addressed": (str(UUID(int=9)),)},
    ],
)
def test_changing_anything_in_a_header_changes_what_the_leaf_holds(
    changed: dict[str, object],
) -> None:
    other = replace(HEADER, **changed)  # type: ignore[arg-type]
    assert commitment(other, b"", {}) != commitment(HEADER, b"", {})


def test_the_leaf_holds_the_coded_part_and_each_sealed_part() -> None:
    said = commitment(HEADER, b"c" * 32, {"sealed": "aa"})
    assert said != commitment(HEADER, b"d" * 32, {"sealed": "aa"})
    assert said != commitment(HEADER, b"c" * 32, {"sealed": "ab"})
    assert said != commitment(HEADER, b"c" * 32, {"reporter": "aa"})


def test_the_same_codes_under_another_salt_look_different() -> None:
    coded = {"danger_now": "now"}
    assert coded_hash(coded, b"a" * 16) != coded_hash(coded, b"b" * 16)


def test_the_order_of_answers_does_not_make_another_letter() -> None:
    one = letter_mac(b"k" * 32, "raise", {"a": "1", "b": "2"})
    other = letter_mac(b"k" * 32, "raise", {"b": "2", "a": "1"})
    assert one == other


def test_another_word_makes_another_letter() -> None:
    assert letter_mac(b"k" * 32, "raise", {"a": "1"}) != letter_mac(b"k" * 32, "raise", {"a": "2"})


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=20), max_size=5))
def test_answers_survive_being_written_and_read(values: dict[str, str]) -> None:
    assert answers_of(canonical_json(plain(values))) == from_json(values)


def test_several_choices_come_back_as_the_engine_has_them() -> None:
    assert from_json({"signs": ["hurt", "threat"]}) == {"signs": ("hurt", "threat")}


def test_a_number_with_a_point_is_written_as_text() -> None:
    assert plain({"n": 1.5}) == {"n": "1.5"}


def test_a_draft_comes_back_as_it_was_typed() -> None:
    assert raw_of(b'{"words":["a","b"]}') == {"words": ["a", "b"]}
