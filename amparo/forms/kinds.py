"""How what was typed becomes an answer, one kind of question at a time. Pure.

What comes in is anything a browser, a phone or an attacker may send; what goes out is a clean value
or a sentence that says what to do. Text is kept as typed, markup and all: it is never run or shown
as markup.
"""

import re
from collections.abc import Callable, Collection, Sequence

from amparo.forms.form import LONGEST_TEXT, Question
from amparo.forms.says import (
    NO_SUCH_DAY,
    NOT_A_CHOICE,
    NOT_A_DATE,
    NOT_A_MOMENT,
    NOT_A_TIME,
    NOT_WHOLE,
    ODD_CHARACTER,
    ONE_ONLY,
    TOO_BIG,
    TOO_LONG,
    Says,
)
from amparo.forms.values import DATE, MOMENT, Value, read_date, read_moment

MOST_DIGITS = 9

_WHOLE = re.compile(r"-?[0-9]+")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?")
# No XML, no UTF-8 and no database column holds all of these.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_answer(question: Question, said: Sequence[str], allowed: Collection[str]) -> Value | Says:
    """Read what was said to one question.

    Args:
        question: what was asked; not a note or a calculation.
        said: what came under its name; repeated keys give several.
        allowed: the codes that may be chosen now, in the order of the list.
    """
    answers = list(dict.fromkeys(text.strip() for text in said if text.strip()))
    if question.kind == "select_multiple":
        return _several(answers, allowed)
    if len(answers) > 1:
        return Says(ONE_ONLY)
    if not answers:
        return ""
    if question.kind == "select_one":
        return answers[0] if answers[0] in allowed else Says(NOT_A_CHOICE)
    if question.kind == "text":
        return _text(answers[0], question.limit or LONGEST_TEXT)
    return _READ[question.kind](answers[0])


def _several(answers: Sequence[str], allowed: Collection[str]) -> tuple[str, ...] | Says:
    if not set(answers) <= set(allowed):
        return Says(NOT_A_CHOICE)
    return tuple(code for code in allowed if code in answers)


def _text(text: str, most: int) -> str | Says:
    if _ODD.search(text):
        return Says(ODD_CHARACTER)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(lines) > most:
        return Says(TOO_LONG, {"length": len(lines), "most": most})
    return lines


def _integer(text: str) -> int | Says:
    if not _WHOLE.fullmatch(text):
        return Says(NOT_WHOLE)
    digits = text.lstrip("-0")
    if len(digits) > MOST_DIGITS:
        return Says(TOO_BIG, {"most": MOST_DIGITS})
    # Not int(text): Python refuses to read thousands of digits, be they zeros before a 7.
    return int(digits or "0") * (-1 if text.startswith("-") else 1)


def _date(text: str) -> str | Says:
    if not DATE.fullmatch(text):
        return Says(NOT_A_DATE)
    return text if read_date(text) and _is_near(text) else Says(NO_SUCH_DAY)


def _time(text: str) -> str | Says:
    return text[:5] if _TIME.fullmatch(text) else Says(NOT_A_TIME)


def _moment(text: str) -> str | Says:
    written = text.replace(" ", "T", 1)
    if not MOMENT.fullmatch(written):
        return Says(NOT_A_MOMENT)
    moment = read_moment(written)
    if moment is None:
        return Says(NOT_A_MOMENT if read_date(written[:10]) else NO_SUCH_DAY)
    if not _is_near(written):
        return Says(NO_SUCH_DAY)
    return moment.isoformat(timespec="minutes")


_READ: dict[str, Callable[[str], Value | Says]] = {
    "integer": _integer,
    "date": _date,
    "time": _time,
    "datetime": _moment,
}


def _is_near(text: str) -> bool:
    """Tell whether a day lies within people's lives; at the end of time no clock can run."""
    return "1900" <= text[:4] < "2200"
