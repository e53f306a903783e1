import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.problems import Malformed
from amparo.forms.patterns import LONGEST_TEXT, fits, portable

pieces = st.lists(
    st.sampled_from(
        [*r"ab01.\*+?()[]{}|^$-,:&~", r"\d", r"\w", r"\s", "{2}", "{1,3}", "[^a]", "(?:"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=100)
@given(pieces)
def test_any_pattern_is_made_portable_or_refused(pattern: str) -> None:
    try:
        written = portable(pattern)
    except Malformed:
        return
    assert portable(written) == written
    re.compile(written)


@settings(max_examples=100, deadline=None)
@given(pieces, st.text(alphabet="ab01 \n", max_size=30))
def test_a_portable_pattern_fits_what_the_pattern_fits_in_ascii(pattern: str, text: str) -> None:
    try:
        written = portable(pattern)
    except Malformed:
        return
    # A last $ also fits before a line's end in Python alone.
    original = re.fullmatch(pattern.removesuffix("$"), text, re.ASCII)
    assert fits(text, written) == (original is not None)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (r"^9\d{8}$", "9[0-9]{8}"),
        (r"[\w.+-]+@[\w.-]+\.\w{2,}", r"[A-Za-z0-9_.+-]+@[A-Za-z0-9_.-]+\.[A-Za-z0-9_]{2,}"),
        (r"(a|b)\s?\S", r"(?:a|b)[ \t\n\r]?[^ \t\n\r]"),
        (r"a\/b\-c", "a/b-c"),
        (r"(\d{1,3}\.){3}\d{1,3}", r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}"),
    ],
)
def test_a_pattern_is_spelt_out(pattern: str, written: str) -> None:
    assert portable(pattern) == written


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a+)+", "(a*)*", "(a|a)*", "(a|b){6}", "(a?){50}", "((a+)b)+", "(a{1,99}){2}"),
        *(".*.*.*.*.*", r"\bx", r"\1", r"(?i)a", r"(?P<x>a)", r"(?<=a)b", "a++", "a{,3}", "a^b"),
        *("[[]", "[a--b]", r"[\w-z]", "(", ")", "[]", "{", "a|*", r"\u0041", "(?#x)"),
    ],
)
def test_what_is_slow_or_read_differently_elsewhere_is_refused(pattern: str) -> None:
    with pytest.raises(Malformed, match=r"regex\(\)"):
        portable(pattern)


def test_the_worst_pattern_allowed_is_still_quick() -> None:
    pattern = portable("a*a*a*a*b")

    start = time.perf_counter()
    assert not fits("a" * LONGEST_TEXT, pattern)
    assert time.perf_counter() - start < 5
