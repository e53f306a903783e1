"""Answers that somebody else read from a form: which of them could it have given? Pure.

What a phone seals, the server sees only when it is opened: whatever it is, nothing of it may break
a page, and nothing of it is lost.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.forms.answers import accept, to_raw
from amparo.forms.form import LONGEST_TEXT, Form, Repeat, walk
from amparo.forms.values import Row, Value, Values


@dataclass(frozen=True)
class Fitted:
    """`values` the form could have given; `misfits` are the others, as text."""

    values: dict[str, Value]
    misfits: dict[str, str]


def fitting(form: Form | None, found: Mapping[str, Any], known: Values, at: datetime) -> Fitted:
    """Part what fits the form from what doesn't.

    Args:
        form: what was asked; None where nothing was.
        found: what was opened, as JSON reads it.
        known: the coded answers beside it, which decide what was asked.
        at: the moment, where the form asks what day it is.
    """
    clean = {name: value for name, each in found.items() if (value := _clean(each)) is not None}
    good: dict[str, Value] = {}
    if form is not None:
        mine = {name: value for name, value in clean.items() if _is_its_kind(form, name, value)}
        read = accept(form, to_raw(form, {**known, **mine}), now=at).values
        good = {name: value for name, value in mine.items() if read.get(name) == value}
    misfits = {str(name)[:60]: _as_text(each) for name, each in found.items() if name not in good}
    return Fitted(good, misfits)


def _is_its_kind(form: Form, name: str, value: Value) -> bool:
    """Tell rows from answers: a repeat has rows, a question has none."""
    repeats = {above[-1].name for _, above in walk(form.items) if above and _is_repeat(above[-1])}
    is_rows = isinstance(value, tuple) and any(isinstance(each, Mapping) for each in value)
    return (name in repeats) == is_rows


def _is_repeat(above: object) -> bool:
    return isinstance(above, Repeat)


def _clean(value: Any) -> Value | None:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        rows = tuple(map(_row, value))
        return None if None in rows else rows  # type: ignore[return-value]  # none is None
    return None


def _row(value: Mapping[str, Any]) -> Row | None:
    row = {name: _clean(each) for name, each in value.items()}
    is_flat = all(each is not None and not _has_rows(each) for each in row.values())
    return row if is_flat else None  # type: ignore[return-value]  # none is None


def _has_rows(value: Value) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Mapping) for each in value)


def _as_text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:LONGEST_TEXT]
