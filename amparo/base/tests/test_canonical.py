import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.canonical import LARGEST_INTEGER, canonical_json, sha256
from amparo.base.problems import Malformed

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_reads_back_as_the_same_value_and_writes_the_same(value: object) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written


@given(st.dictionaries(texts, integers, max_size=6))
def test_the_order_in_which_keys_were_put_in_does_not_matter(value: dict[str, int]) -> None:
    backwards = dict(reversed(value.items()))
    assert canonical_json(backwards) == canonical_json(value)


def test_keys_sort_by_utf_16_as_rfc_8785_shows() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = canonical_json(dict.fromkeys(keys, 0)).decode()
    assert list(json.loads(written)) == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_strings_take_the_shortest_escapes_as_rfc_8785_shows() -> None:
    written = canonical_json('\u20ac$\u000f\nA\'B"\\\\"/\u007f')
    assert written == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'


def test_a_tuple_is_written_as_a_list() -> None:
    assert canonical_json({"b": (1, True, None), "a": "ñ"}) == b'{"a":"\xc3\xb1","b":[1,true,null]}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {1: "a"},
        {None: "a"},
        {"a"},
        b"a",
        "\ud800",
        {"\ud800": 1},
        2**53,
        -(2**53),
    ],
)
def test_what_two_programs_would_write_differently_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        canonical_json([value])


def test_sha256_is_the_known_one() -> None:
    assert sha256(b"abc") == hashlib.new("sha256", b"abc").digest()
    assert sha256(b"").hex().startswith("e3b0c44298fc1c14")
