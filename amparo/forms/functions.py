"""What each function of the expression language gives; the list is closed. Pure: no clock.

Every function takes any answers and gives one: odd input gives NaN, false or an empty text, as in
XPath, and never an error. `once`, `today` and `now` are not here: the parser writes them as other
nodes of the tree.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amparo.forms.patterns import fits
from amparo.forms.values import (
    Value,
    codes_in,
    day_text,
    is_empty,
    is_rows,
    read_moment,
    to_number,
    to_text,
    truth,
)

Worth = Callable[[Sequence[Value]], Value]
ANY_NUMBER = 100
MOST_PLACES = 9

_FORMAT = re.compile("%.")


@dataclass(frozen=True)
class Function:
    """How many answers it takes, and what it gives for them."""

    least: int
    most: int
    worth: Worth


def _round(args: Sequence[Value]) -> float:
    """Round half towards the greater number, to whole numbers or to some decimal places."""
    number = to_number(args[0])
    places = to_number(args[1]) if len(args) > 1 else 0.0
    if not math.isfinite(number) or not abs(places) <= MOST_PLACES:
        return number if math.isinf(number) and abs(places) <= MOST_PLACES else math.nan
    scale = 10.0 ** abs(math.trunc(places))
    scaled = number * scale if places >= 0 else number / scale
    if not math.isfinite(scaled):
        return number
    whole = float(math.floor(scaled))
    # Not floor(x + 0.5): that would lift 0.49999999999999994 to 1.
    rounded = whole + 1 if scaled - whole >= 0.5 else whole  # noqa: PLR2004 - half is half
    return rounded / scale if places >= 0 else rounded * scale


def _int(args: Sequence[Value]) -> float:
    number = to_number(args[0])
    return float(math.trunc(number)) if math.isfinite(number) else number


def _least(args: Sequence[Value]) -> float:
    numbers = [to_number(arg) for arg in args]
    return math.nan if any(map(math.isnan, numbers)) else min(numbers)


def _most(args: Sequence[Value]) -> float:
    numbers = [to_number(arg) for arg in args]
    return math.nan if any(map(math.isnan, numbers)) else max(numbers)


def _if(args: Sequence[Value]) -> Value:
    return args[1] if truth(args[0]) else args[2]


def _coalesce(args: Sequence[Value]) -> Value:
    return next((arg for arg in args if not is_empty(arg)), "")


def _count(args: Sequence[Value]) -> int:
    """Rows of a repeat; for any other question 1 if it is answered, else 0."""
    answer = args[0]
    return len(answer) if is_rows(answer) else int(not is_empty(answer))


def _selected(args: Sequence[Value]) -> bool:
    return to_text(args[1]).strip(" \t\r\n") in codes_in(args[0])


def _format_date(args: Sequence[Value]) -> str:
    """Know %Y %y %m %n %d %e %H %M; month names would need a language."""
    day = day_text(args[0])
    if not day:
        return ""
    moment = read_moment(to_text(args[0]))
    year, month, date = day.split("-")
    parts = {
        "%Y": year,
        "%y": year[2:],
        "%m": month,
        "%n": str(int(month)),
        "%d": date,
        "%e": str(int(date)),
        "%H": f"{moment.hour:02}" if moment else "00",
        "%M": f"{moment.minute:02}" if moment else "00",
    }
    return _FORMAT.sub(lambda match: parts.get(match[0], ""), to_text(args[1]))


FUNCTIONS: dict[str, Function] = {
    "selected": Function(2, 2, _selected),
    "count-selected": Function(1, 1, lambda args: len(codes_in(args[0]))),
    "if": Function(3, 3, _if),
    "not": Function(1, 1, lambda args: not truth(args[0])),
    "true": Function(0, 0, lambda _: True),
    "false": Function(0, 0, lambda _: False),
    "coalesce": Function(2, ANY_NUMBER, _coalesce),
    "count": Function(1, 1, _count),
    "string-length": Function(1, 1, lambda args: len(to_text(args[0]))),
    "contains": Function(2, 2, lambda args: to_text(args[1]) in to_text(args[0])),
    "starts-with": Function(2, 2, lambda args: to_text(args[0]).startswith(to_text(args[1]))),
    "regex": Function(2, 2, lambda args: fits(to_text(args[0]), to_text(args[1]))),
    "concat": Function(1, ANY_NUMBER, lambda args: "".join(map(to_text, args))),
    "string": Function(1, 1, lambda args: to_text(args[0])),
    "number": Function(1, 1, lambda args: to_number(args[0])),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "min": Function(1, ANY_NUMBER, _least),
    "max": Function(1, ANY_NUMBER, _most),
    "date": Function(1, 1, lambda args: day_text(args[0])),
    "format-date": Function(2, 2, _format_date),
}
