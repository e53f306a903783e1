"""Coded answers judged alone, and answers that somebody else read from a form."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.forms.coded import coded_faults
from amparo.forms.fitting import fitting
from amparo.forms.tests.built import WHOLE, codes, form_of, question, when

AT = datetime(2027, 5, 10, 9, 15, tzinfo=UTC)
GOOD = {
    "danger": "now",
    "seen_on": "2027-W01",
    "arrived": "2027-05-10T09:15:30",
    "many": "2",
}
FORM = form_of(
    question("danger", "select_one", choices=codes("now", "no"), answer_class="coded"),
    question(
        "why",
        "select_multiple",
        choices=codes("a", "b"),
        answer_class="coded",
        required=True,
        relevant=when("${danger} = 'now'"),
        constraint=when("count-selected(.) < 2"),
    ),
)


def test_what_the_form_could_have_given_has_no_fault() -> None:
    assert coded_faults(WHOLE, GOOD) == []
    assert coded_faults(FORM, {"danger": "now", "why": ("a",)}) == []
    assert coded_faults(FORM, {"danger": "no"}) == []


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"danger": "perhaps"}, ["danger"]),
        ({"danger": ("now",)}, ["danger"]),
        ({"seen_on": "2027-01-01"}, ["seen_on"]),
        ({"arrived": "yesterday"}, ["arrived"]),
        ({"many": "<b>"}, ["many"]),
        ({"signs": ("hurt",)}, ["signs"]),
        ({"unknown": "x"}, ["unknown"]),
        ({"kids": ({"years": 5},)}, ["kids"]),
    ],
)
def test_what_it_could_not_is_named(changed: dict[str, Any], faults: list[str]) -> None:
    assert coded_faults(WHOLE, {**GOOD, **changed}) == faults


def test_what_was_not_asked_what_is_missing_and_what_is_limited_is_named() -> None:
    assert coded_faults(FORM, {"danger": "no", "why": ("a",)}) == ["why"]
    assert coded_faults(FORM, {"danger": "now"}) == ["why"]
    assert coded_faults(FORM, {"danger": "now", "why": ("a", "b")}) == ["why"]


def test_what_fits_is_an_answer_and_the_rest_is_text() -> None:
    found = {"signs": ["hurt"], "where": "by the river", "kids": [{"years": 5}], "zzz": {"a": 1}}
    fitted = fitting(WHOLE, found, {"danger": "now"}, AT)
    assert fitted.values == {
        "signs": ("hurt",),
        "where": "by the river",
        "kids": ({"years": 5},),
    }
    assert fitted.misfits == {"zzz": '{"a": 1}'}
    assert fitting(WHOLE, found, {"danger": "no"}, AT).misfits["where"] == "by the river"
    assert fitting(None, {"a": "b"}, {}, AT).misfits == {"a": "b"}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
NAMES = st.sampled_from(["signs", "where", "kids", "listen", "when", "danger", "years"])


@given(st.dictionaries(NAMES | st.text(max_size=4), ANYTHING, max_size=5))
def test_nothing_that_json_holds_breaks_it_and_nothing_is_lost(found: dict[str, Any]) -> None:
    read = json.loads(json.dumps(found))
    fitted = fitting(WHOLE, read, {"danger": "now"}, AT)
    assert set(fitted.values) | set(fitted.misfits) == set(read)
