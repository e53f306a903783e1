"""Works through a form, question by question, with what was typed. Pure.

Questions come in the order of the form, which is why an expression may only read earlier ones. What
is not asked is dropped, so that a hidden field can't bring in what nobody saw.
"""

import re
from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from amparo.forms.expressions import COLUMN, evaluate, truth
from amparo.forms.form import Choice, Form, Group, Item, Question, Repeat, walk
from amparo.forms.grammar import Tree
from amparo.forms.kinds import read_answer
from amparo.forms.says import MISSING, NOT_ALLOWED, TOO_MANY_ROWS, Says
from amparo.forms.values import Row, Value, Values, is_empty, to_text

Raw = Mapping[str, Sequence[str]]
"""What was typed: names as in the form, inside a repeat `children-0-age`."""


@dataclass(frozen=True)
class Spot:
    """Where we are: before a row's names stands `prefix`; `seen` is what expressions may read."""

    prefix: str
    values: dict[str, Value]
    seen: ChainMap[str, Value]
    shown: bool


@dataclass
class Filling:
    """Gathers good answers in a spot's values and sentences about the others in `faults`."""

    raw: Raw
    only: Collection[str] | None
    faults: dict[str, Says] = field(default_factory=dict)

    def items(self, items: Sequence[Item], spot: Spot) -> None:
        for item in items:
            if item.relevant is not None and not truth(evaluate(item.relevant, spot.seen)):
                continue
            shown = spot.shown or item.name in (self.only or ())
            inside = Spot(spot.prefix, spot.values, spot.seen, shown)
            match item:
                case Question():
                    self._question(item, inside)
                case Group():
                    self.items(item.items, inside)
                case Repeat():
                    self._repeat(item, inside)

    def _repeat(self, repeat: Repeat, spot: Spot) -> None:
        numbers = _row_numbers(repeat, self.raw)
        if len(numbers) > repeat.at_most and spot.shown:
            self.faults[repeat.name] = Says(TOO_MANY_ROWS, {"most": repeat.at_most})
        rows: list[Row] = []
        for number in numbers[: repeat.at_most]:
            row: dict[str, Value] = {}
            prefix = f"{repeat.name}-{number}-"
            self.items(repeat.items, Spot(prefix, row, ChainMap(row, spot.seen), spot.shown))
            if row:
                rows.append(row)
        if rows:
            spot.values[repeat.name] = tuple(rows)

    def _question(self, question: Question, spot: Spot) -> None:
        value = self._value(question, spot)
        if isinstance(value, Says):
            if spot.shown:
                self.faults[spot.prefix + question.name] = value
        elif not is_empty(value):
            spot.values[question.name] = value

    def _value(self, question: Question, spot: Spot) -> Value | Says:
        if question.kind == "note":
            return ""
        if question.kind == "calculate":
            return _calculated(question, spot.seen)
        allowed = [choice.name for choice in choices_open(question, spot.seen)]
        value = read_answer(question, self.raw.get(spot.prefix + question.name, ()), allowed)
        if isinstance(value, Says):
            return value
        if is_empty(value):
            return Says(MISSING, words=question.required_message) if question.required else ""
        return value if _fits(question, value, spot.seen) else _refused(question)


def _calculated(question: Question, seen: Values) -> str:
    """Work it out as text, as ODK does; what is not a number is missing."""
    if question.calculation is None:
        return ""
    text = to_text(evaluate(question.calculation, seen))
    return "" if text == "NaN" else text


def _fits(question: Question, value: Value, seen: Values) -> bool:
    if question.constraint is None:
        return True
    return truth(evaluate(question.constraint, {**seen, question.name: value}, value))


def _refused(question: Question) -> Says:
    return Says(NOT_ALLOWED, words=question.constraint_message)


def _row_numbers(repeat: Repeat, raw: Raw) -> list[int]:
    """Return the numbers of the rows in which something was typed."""
    names = "|".join(re.escape(question.name) for question, _ in walk(repeat.items))
    name_of_row = re.compile(rf"{re.escape(repeat.name)}-(0|[1-9][0-9]{{0,3}})-(?:{names})")
    return sorted(
        {
            int(match[1])
            for name, said in raw.items()
            if (match := name_of_row.fullmatch(name)) and any(text.strip() for text in said)
        }
    )


def choices_open(question: Question, values: Values) -> tuple[Choice, ...]:
    """Return the choices that may be chosen, given the answers so far."""
    chosen_by = question.choice_filter
    if chosen_by is None:
        return question.choices
    known = dict(values)
    return tuple(
        choice
        for choice in question.choices
        if truth(evaluate(chosen_by, ChainMap(_columns(choice), known)))
    )


def asked(form: Form, values: Values) -> frozenset[str]:
    """Return the names of the questions, groups and repeats to be shown, given the answers so far.

    Inside a repeat only what does not depend on its rows is judged.
    """
    return frozenset(_asked(form.items, values))


def _columns(choice: Choice) -> dict[str, Value]:
    columns = {"name": choice.name, **choice.columns}
    return {COLUMN + name: text for name, text in columns.items()}


def trees(items: Sequence[Item]) -> list[Tree]:
    """Return every expression of these items."""
    found: list[Tree | None] = []
    for item in items:
        found.append(item.relevant)
        if isinstance(item, Question):
            found += [item.constraint, item.choice_filter, item.calculation]
        else:
            found += trees(item.items)
    return [tree for tree in found if tree is not None]


def _asked(items: Sequence[Item], values: Values) -> list[str]:
    names: list[str] = []
    for item in items:
        if item.relevant is None or truth(evaluate(item.relevant, values)):
            names.append(item.name)
            names += [] if isinstance(item, Question) else _asked(item.items, values)
    return names
