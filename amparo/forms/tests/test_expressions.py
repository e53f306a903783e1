import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.problems import Malformed
from amparo.forms.expressions import (
    clock_read,
    codes_compared,
    columns_read,
    evaluate,
    names_counted,
    names_read,
    parse,
    truth,
)
from amparo.forms.functions import FUNCTIONS
from amparo.forms.grammar import DEEPEST, LOOSEST_FIRST, depth
from amparo.forms.values import Value, to_number, to_text

SIGNS = " ".join(LOOSEST_FIRST).split()

values_of_answers: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.just(10**400),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=3)), max_size=2).map(tuple),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
)
pieces = st.sampled_from(
    [
        *(*SIGNS, *(f"{name}(" for name in FUNCTIONS)),
        *("(", ")", ",", ".", "${a}", "${b}", "'x'", '"', "1", "2.5", "-", "[", "$", "/", "'"),
    ]
)


def _call(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Write a call with as many arguments as the function takes at least."""
    names = [name for name in FUNCTIONS if name not in ("count", "regex")]
    return st.sampled_from(names).flatmap(
        lambda name: st.lists(
            parts, min_size=FUNCTIONS[name].least, max_size=FUNCTIONS[name].least
        ).map(lambda args: f"{name}({', '.join(args)})")
    )


expressions = st.recursive(
    st.sampled_from(
        [
            *("${a}", "${b}", ".", "'x'", "''", "1", "0", "2.5", "today()", "'2027-05-10'"),
            *("count(${a})", "regex(${b}, '[0-9]+')", "once(${b})"),
        ]
    ),
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from(SIGNS), parts).map(lambda x: f"({' '.join(x)})"),
        parts.map(lambda part: f"-{part}"),
        _call(parts),
    ),
    max_leaves=12,
)


@settings(max_examples=100)
@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map(" ".join)))
def test_any_text_is_read_or_refused_as_malformed(text: str) -> None:
    try:
        tree = parse(text)
    except Malformed:
        return
    assert depth(tree) <= DEEPEST
    assert isinstance(to_text(evaluate(tree, {})), str)


@settings(max_examples=100)
@given(expressions, values_of_answers, values_of_answers, values_of_answers)
def test_every_expression_can_be_worked_out(text: str, a: Value, b: Value, here: Value) -> None:
    result = evaluate(parse(text), {"a": a, "b": b}, here)

    assert isinstance(result, str | int | float | bool | tuple)
    assert isinstance(truth(result), bool)
    assert isinstance(to_text(result), str)


@settings(max_examples=100)
@given(expressions, values_of_answers, values_of_answers)
def test_a_tree_means_the_same_after_json(text: str, a: Value, b: Value) -> None:
    tree = parse(text)
    read_again: Any = json.loads(json.dumps(tree))

    results = [evaluate(each, {"a": a, "b": b}) for each in (tree, read_again)]

    assert to_text(results[0]) == to_text(results[1])
    assert names_read(tree) == names_read(read_again)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_being_written_as_text(number: float) -> None:
    assert to_number(to_text(number)) == number


def test_one_level_too_deep_is_refused_and_one_less_is_not() -> None:
    assert evaluate(parse("(" * 50 + "1" + ")" * 50), {}) == 1
    with pytest.raises(Malformed, match="too deeply"):
        parse("(" * 60 + "1" + ")" * 60)


def test_a_very_long_expression_is_refused_with_its_length() -> None:
    with pytest.raises(Malformed, match="5001 characters"):
        parse("1" * 5001)


def test_many_conditions_in_a_row_are_no_depth() -> None:
    tree = parse(" or ".join(["${a} = 'x'"] * 300))

    assert tree[0] == "or"
    assert evaluate(tree, {"a": "x"}) is True


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("${a} = \u2018x\u2019", "At position 8 there is a curly quotation mark"),
        ("danger = 'now'", "position 1: write ${danger}"),
        ("1 = 'x", "position 5 is never closed"),
        ("foo(1)", "foo() at position 1 is not supported. There are: coalesce, concat"),
        ("random()", "random() at position 1 is refused: nobody"),
        ("if(1, 2)", "if() at position 1 takes 3, not 2"),
        ("concat()", "concat() at position 1 takes at least 1, not 0"),
        ("../x", "paths are not supported"),
        ("${a b}", "like ${name}, without spaces"),
        ("1 +", "ends too early"),
        ("1 )", "“)” at position 3 does not fit"),
    ],
)
def test_what_is_malformed_says_where_and_what_to_do(text: str, says: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert says in str(caught.value)


def test_what_an_expression_reads_can_be_asked() -> None:
    tree = parse("count(${kids}) > 1 and area = ${place} and today() > ${day}", columns=True)

    assert names_read(tree) == {"kids", "place", "day"}
    assert names_counted(tree) == {"kids"}
    assert columns_read(tree) == {"area"}
    assert clock_read(tree)
    assert names_counted(parse("count(${a}) + ${a}")) == frozenset()


def test_the_codes_an_answer_is_compared_with_can_be_asked() -> None:
    tree = parse("${a} = 'x' or 'y' != ${a} or selected(${b}, 'z') or ${a} = ${b} or . = 'q'")

    assert codes_compared(tree) == {("a", "x"), ("a", "y"), ("b", "z")}


def test_no_number_is_not_equal_to_itself() -> None:
    assert math.isnan(to_number(evaluate(parse("0 div 0"), {})))
