"""From what was typed to clean answers, and from answers to the classes they are kept in. Pure.

No answer, however odd, raises: what can't be kept gives a sentence under its name.
"""

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from amparo.base.time import iso_week
from amparo.forms.expressions import NOW, TODAY, clock_read
from amparo.forms.filling import Filling, Raw, Spot, asked, choices_open, trees
from amparo.forms.form import CODED, SEALED, Form, Question, repeat_of, walk
from amparo.forms.says import Says
from amparo.forms.values import Row, Value, Values, codes_in, is_empty, is_rows, read_date, to_text

__all__ = [
    "Filled",
    "Raw",
    "accept",
    "asked",
    "by_class",
    "choices_open",
    "defaults",
    "to_raw",
]


@dataclass(frozen=True)
class Filled:
    """`values` holds what is good, `faults` a sentence under each raw name that is not."""

    values: dict[str, Value]
    faults: dict[str, Says]


def accept(
    form: Form, raw: Raw, *, only: Collection[str] | None = None, now: datetime | None = None
) -> Filled:
    """Read a whole form.

    Args:
        form: what was asked.
        raw: everything typed so far, also on earlier pages: what is asked here may depend on it.
        only: names of questions, groups or repeats on the page shown; elsewhere no fault is found.
        now: the moment, in the zone of the people asked, where the form says today() or now().

    Raises:
        ValueError: if the form reads the clock and `now` was not given; a mistake of ours.
    """
    if now is None and any(map(clock_read, trees(form.items))):
        raise ValueError("This form asks what day it is: give accept() the moment.")
    clock: dict[str, Value] = {}
    if now is not None:
        clock = {TODAY: now.date().isoformat(), NOW: now.isoformat()[:16]}
    filling = Filling(raw, only)
    values: dict[str, Value] = {}
    filling.items(form.items, Spot("", values, ChainMap(values, clock), shown=only is None))
    return Filled(values, filling.faults)


def by_class(form: Form, values: Values) -> dict[str, dict[str, Value]]:
    """Split answers by who may read them; a class without answers is left out.

    A coded date is kept as its ISO week, unless it is a moment. The rows of a repeat keep their
    places in every class. What the form does not know is sealed.
    """
    questions = {question.name: question for question in form.questions()}
    split: dict[str, dict[str, Value]] = {}
    for name, value in values.items():
        if is_rows(value):
            for kept_as, rows in _split_rows(questions, value).items():
                split.setdefault(kept_as, {})[name] = rows
        elif not is_empty(value):
            kept_as, kept = _kept(questions.get(name), value)
            split.setdefault(kept_as, {})[name] = kept
    return split


def to_raw(form: Form, values: Values) -> dict[str, list[str]]:
    """Write answers as they would have been typed, to show them in their form again."""
    raw: dict[str, list[str]] = {}
    for question, above in walk(form.items):
        repeat = repeat_of(above)
        if repeat is None:
            _put(raw, question.name, values.get(question.name, ""))
            continue
        rows = values.get(repeat.name, ())
        for number, row in enumerate(rows if is_rows(rows) else ()):
            _put(raw, f"{repeat.name}-{number}-{question.name}", row.get(question.name, ""))
    return raw


def defaults(form: Form) -> dict[str, list[str]]:
    """Return what a fresh form shows as already typed; inside repeats nothing."""
    return {
        question.name: question.default.split()
        if question.kind == "select_multiple"
        else [question.default]
        for question, above in walk(form.items)
        if question.default and repeat_of(above) is None
    }


def _split_rows(
    questions: Mapping[str, Question], rows: tuple[Row, ...]
) -> dict[str, tuple[Row, ...]]:
    kept = [
        [(name, *_kept(questions.get(name), value)) for name, value in row.items()] for row in rows
    ]
    classes = dict.fromkeys(kept_as for row in kept for _, kept_as, _ in row)
    return {
        each: tuple(
            {name: value for name, kept_as, value in row if kept_as == each} for row in kept
        )
        for each in classes
    }


def _kept(question: Question | None, value: Value) -> tuple[str, Value]:
    if question is None:
        return SEALED, value
    is_day = question.kind in ("date", "datetime") and not question.moment
    if question.answer_class == CODED and is_day:
        day = read_date(to_text(value)[:10])
        return CODED, iso_week(day) if day else value
    return question.answer_class, value


def _put(raw: dict[str, list[str]], name: str, value: Value) -> None:
    if not is_empty(value):
        raw[name] = list(codes_in(value)) if isinstance(value, tuple | list) else [to_text(value)]
