"""Coded answers alone, without the sealed ones beside them: could this form have given them? Pure.

What a coded question asks depends on coded answers only (a pack is checked for that), so that it
can be judged by who can't read the rest. A coded date is its ISO week; a constraint over a day, or
one that reads the clock, was judged where it was typed.
"""

import re
from collections.abc import Iterator

from amparo.forms.expressions import clock_read, evaluate, truth
from amparo.forms.filling import asked, choices_open
from amparo.forms.form import CODED, Form, Question, repeat_of, walk
from amparo.forms.values import DATE, MOMENT, Value, Values

WEEK = re.compile(r"[1-9][0-9]{3}-W[0-5][0-9]")
_WORKED_OUT = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")


def coded_faults(form: Form, coded: Values) -> list[str]:
    """Return the names of the coded answers that this form could not have given, or lacks."""
    shown = asked(form, coded)
    known = {question.name: question for question in _coded_in(form)}
    faults = [name for name in coded if name not in known or name not in shown]
    faults += [
        name
        for name, question in known.items()
        if name in shown and name not in faults and not _is_good(question, coded)
    ]
    return faults


def _coded_in(form: Form) -> Iterator[Question]:
    for question, above in walk(form.items):
        if question.answer_class == CODED and repeat_of(above) is None:
            yield question


def _is_good(question: Question, coded: Values) -> bool:
    if question.name not in coded:
        return not question.required or question.kind in {"calculate", "note"}
    value = coded[question.name]
    return _is_written_well(question, value, coded) and _is_allowed(question, value, coded)


def _is_written_well(question: Question, value: Value, coded: Values) -> bool:
    match question.kind:
        case "select_one" | "select_multiple":
            codes = (value,) if question.kind == "select_one" else value
            open_now = {choice.name for choice in choices_open(question, coded)}
            return isinstance(codes, tuple) and all(code in open_now for code in codes)
        case "integer":
            return isinstance(value, int)
        case "date" | "datetime":
            written = (DATE, MOMENT) if question.moment else (WEEK,)
            return any(each.fullmatch(str(value)) for each in written)
        case _:
            return isinstance(value, str) and bool(_WORKED_OUT.fullmatch(value))


def _is_allowed(question: Question, value: Value, coded: Values) -> bool:
    limits = question.constraint
    if limits is None or clock_read(limits) or question.kind in {"date", "datetime"}:
        return True
    return truth(evaluate(limits, {**coded, question.name: value}, value))
