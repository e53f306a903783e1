"""What an answer is worth: as text, as a number, as true or false. Pure: no clock, no form.

The rules are those of XPath 1.0 with one addition, which ODK and Kobo make too: a text that is a
date counts as its days since 1970-01-01, so that dates can be compared. A twin in another language
must agree with every case in tests/vectors/forms.json.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeGuard

Row = Mapping[str, "Value"]
"""The answers in one row of a repeat."""

Rows = tuple[Row, ...]
Value = str | int | float | bool | tuple[str, ...] | Rows
"""One answer. Several choices are a tuple of codes, a repeat its rows; missing is an empty text."""

Values = Mapping[str, Value]

NUMBER = re.compile(r"[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*")
DATE = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"
    r"(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?(?:Z|[+-][0-9]{2}:[0-5][0-9])?"
)

_SPACES = re.compile(r"[ \t\r\n]+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_A_DAY = 86_400_000
_FIRST_DAY = date(1000, 1, 1)


def is_rows(answer: Value) -> TypeGuard[Rows]:
    """Say whether this is what a repeat holds; no rows and no choices look the same: neither."""
    return _is_list(answer) and len(answer) > 0 and isinstance(answer[0], Mapping)


def is_empty(answer: Value) -> bool:
    return not is_rows(answer) and to_text(answer) == ""


def truth(answer: Value) -> bool:
    """Say whether this counts as true: a number other than 0, any text that is not empty."""
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, int | float):
        return answer != 0 and not math.isnan(_as_float(answer))
    return len(answer) > 0


def to_text(answer: Value) -> str:
    """Write it as text; several choices with a space between them, a repeat as nothing."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, int | float):
        return _number_as_text(to_number(answer))
    return " ".join(code for code in answer if isinstance(code, str))


def to_number(answer: Value) -> float:
    """Read it as a number; what is none is NaN."""
    if isinstance(answer, int | float):
        return _as_float(answer)
    text = to_text(answer)
    if NUMBER.fullmatch(text):
        return float(text)
    return _days(text)


def codes_in(answer: Value) -> tuple[str, ...]:
    """Return the codes chosen, whether they came as a tuple or as text with spaces."""
    return tuple(code for code in _SPACES.split(to_text(answer)) if code)


def day_text(answer: Value) -> str:
    """Return the day of a date, a moment or a number of days, as 2027-05-10; else nothing."""
    text = to_text(answer)
    if not math.isnan(_days(text)):
        return text[:10]
    number = to_number(answer)
    last = (date.max - _EPOCH.date()).days
    if math.isnan(number) or not (_FIRST_DAY - _EPOCH.date()).days <= number < last + 1:
        return ""
    return (_EPOCH.date() + timedelta(days=math.floor(number))).isoformat()


def read_date(text: str) -> date | None:
    """Return the day that `2027-05-10` names; None if there is none."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """Return the moment written as `2027-05-10T09:15`, with or without an offset; None if none."""
    if not MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_list(answer: object) -> TypeGuard[tuple[object, ...] | list[object]]:
    return isinstance(answer, tuple | list)


def _as_float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _days(text: str) -> float:
    """Days since 1970-01-01, to the millisecond; a moment without an offset is taken as UTC."""
    moment = read_moment(text)
    if moment is None:
        day = read_date(text)
        return math.nan if day is None else float((day - _EPOCH.date()).days)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return ((aware - _EPOCH) // timedelta(milliseconds=1)) / _MILLISECONDS_A_DAY


def _number_as_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")
