"""The expression language of forms and protocols: a part of XPath that Kobo and ODK users know.

`parse` reads it into a tree (grammar.py says how it looks), `evaluate` works a tree out. Nothing is
ever run as code. Pure: no clock; `today()` and `now()` are read from the values, under those names.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from amparo.forms.functions import FUNCTIONS
from amparo.forms.grammar import Place, Tree, read_tree
from amparo.forms.values import (
    Value,
    Values,
    is_rows,
    to_number,
    to_text,
    truth,
)

__all__ = [
    "COLUMN",
    "NOW",
    "TODAY",
    "Tree",
    "Value",
    "clock_read",
    "codes_compared",
    "columns_read",
    "evaluate",
    "names_counted",
    "names_read",
    "parse",
    "truth",
]

TODAY = "today()"
NOW = "now()"
COLUMN = "column:"
"""Before a choice's column name in the values of a choice_filter: no question can be called so."""

_Given = tuple[Values, Value]
"""What an expression is worked out over: the answers by name, and what the dot stands for."""

_Work = Callable[[_Given], Value]

TREES = 4096
"""So many are kept ready to be worked out: more than what a few packs hold."""


def parse(text: str, *, for_protocol: bool = False, columns: bool = False) -> Tree:
    """Read an expression.

    Args:
        text: the expression, as in the cell of an XLSForm.
        for_protocol: refuse the dot, `today()` and `now()`, which mean nothing there.
        columns: allow bare names; in a choice_filter they are columns of the choice.

    Raises:
        Malformed: if it is not of the language.
    """
    place = Place(has_here=not for_protocol, has_clock=not for_protocol, has_columns=columns)
    return read_tree(text, place)


def evaluate(tree: Tree | list[Any], values: Values, here: Value = "") -> Value:
    """Work a tree out. What is missing is an empty text, a repeat used as a value too."""
    # What comes fresh out of JSON is lists, which are no key.
    work = _kept(tree) if isinstance(tree, tuple) else _work(tuple(tree))
    worth = work((values, here))
    return "" if is_rows(worth) else _flat(worth)


def names_read(tree: Tree) -> frozenset[str]:
    """Return the names of the questions that the expression reads."""
    return frozenset(node[1] for node in _nodes(tree) if node[0] == "ref")


def names_counted(tree: Tree) -> frozenset[str]:
    """Return the names that are only read to be counted."""
    counted = [node[2][1] for node in _nodes(tree) if tuple(node[:2]) == ("call", "count")]
    every = [node[1] for node in _nodes(tree) if node[0] == "ref"]
    return frozenset(name for name in counted if every.count(name) == counted.count(name))


def columns_read(tree: Tree) -> frozenset[str]:
    """Return the columns of the choices that a choice_filter reads."""
    return frozenset(node[1] for node in _nodes(tree) if node[0] == "column")


def clock_read(tree: Tree) -> bool:
    """Say whether the expression asks what day or hour it is."""
    return any(node[0] == "clock" for node in _nodes(tree))


def codes_compared(tree: Tree) -> frozenset[tuple[str, str]]:
    """Return each (question, text) that are compared, so that a misspelt code can be found."""
    return frozenset(
        (sides["ref"], sides["text"])
        for node in _nodes(tree)
        if (sides := {part[0]: part[-1] for part in _compared(node)}).keys() == {"ref", "text"}
    )


def _compared(node: Tree) -> Tree:
    if node[0] in ("=", "!="):
        return tuple(node[1:])
    return tuple(node[2:]) if tuple(node[:2]) == ("call", "selected") else ()


def _nodes(tree: Tree) -> Iterator[Tree]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(part for part in node[1:] if not isinstance(part, str))


def _work(tree: Tree) -> _Work:
    """Return what works a tree out: it is taken apart once, not each time."""
    return _WORK[tree[0]](tree)


_kept = lru_cache(maxsize=TREES)(_work)


def _parts(nodes: Iterable[Tree]) -> list[_Work]:
    return [_work(node) for node in nodes]


def _text(tree: Tree) -> _Work:
    text = tree[1]
    return lambda _: text


def _number(tree: Tree) -> _Work:
    number = float(tree[1])
    return lambda _: number


def _read(name: str) -> _Work:
    return lambda given: given[0].get(name, "")


def _called(tree: Tree) -> _Work:
    worth, parts = FUNCTIONS[tree[1]].worth, _parts(tree[2:])
    return lambda given: worth([part(given) for part in parts])


def _all(tree: Tree) -> _Work:
    parts = _parts(tree[1:])
    return lambda given: all(truth(part(given)) for part in parts)


def _any(tree: Tree) -> _Work:
    parts = _parts(tree[1:])
    return lambda given: any(truth(part(given)) for part in parts)


def _negative(tree: Tree) -> _Work:
    [part] = _parts(tree[1:])
    return lambda given: -to_number(part(given))


def _flat(worth: Value) -> Value:
    if isinstance(worth, str | int | float):
        return worth
    return tuple(code for code in worth if isinstance(code, str))


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, int | float) or isinstance(right, int | float):
        return to_number(left) == to_number(right)
    return to_text(left) == to_text(right)


def _divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _rest(left: float, right: float) -> float:
    """Return the remainder with the sign of the left side, as XPath and JavaScript do."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _between(work: Callable[[Value, Value], bool | float]) -> Callable[[Tree], _Work]:
    def between(tree: Tree) -> _Work:
        left, right = _parts(tree[1:])
        return lambda given: work(left(given), right(given))

    return between


def _numeric(work: Callable[[float, float], bool | float]) -> Callable[[Tree], _Work]:
    return _between(lambda left, right: work(to_number(left), to_number(right)))


_WORK: Mapping[str, Callable[[Tree], _Work]] = {
    "here": lambda _: lambda given: given[1],
    "text": _text,
    "number": _number,
    "ref": lambda tree: _read(tree[1]),
    "column": lambda tree: _read(COLUMN + tree[1]),
    "clock": lambda tree: _read(f"{tree[1]}()"),
    "call": _called,
    "and": _all,
    "or": _any,
    "neg": _negative,
    "=": _between(_equal),
    "!=": _between(lambda left, right: not _equal(left, right)),
    "<": _numeric(lambda left, right: left < right),
    "<=": _numeric(lambda left, right: left <= right),
    ">": _numeric(lambda left, right: left > right),
    ">=": _numeric(lambda left, right: left >= right),
    "+": _numeric(lambda left, right: left + right),
    "-": _numeric(lambda left, right: left - right),
    "*": _numeric(lambda left, right: left * right),
    "div": _numeric(_divided),
    "mod": _numeric(_rest),
}
"""What each kind of node comes to. `and` and `or` look no further than they must."""
