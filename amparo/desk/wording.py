"""Words of the pack and answers of its forms, in the reader's language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.forms.form import Form, Group, Item, Question, Repeat
from amparo.forms.values import (
    Row,
    Value,
    Values,
    codes_in,
    is_empty,
    is_rows,
    read_date,
    read_moment,
    to_text,
)
from amparo.pages.form_sheet import say as pick
from amparo.pages.templatetags.moments import day, moment
from amparo.protocols.pack import Pack, word
from amparo.system.packs import current_pack

WEEK = re.compile(r"([1-9]\d{3})-W(\d\d)")


@dataclass(frozen=True)
class Said:
    """One question and what was answered, as a person would say both."""

    name: str
    question: str
    answer: str


def language() -> str:
    """Return the reader's language, without its country."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def say(key: str, pack: Pack | None = None) -> str:
    """Say a word of a pack, of the current one unless another is named."""
    return word(pack or current_pack(), language(), key)


def label_of(item: Question | Group | Repeat, form: Form) -> str:
    """Return what a question, group or repeat of a form is called."""
    return pick(item.label, language(), form.default_language)


def in_words(form: Form, values: Values, items: tuple[Item, ...] | None = None) -> tuple[Said, ...]:
    """Return the answers given, in the form's order; what was not answered is left out.

    Args:
        form: what was asked.
        values: the answers; names that the form does not know are left out.
        items: only these of the form's items; all, if left out.
    """
    return tuple(_said(form, values, form.items if items is None else items))


def _said(form: Form, values: Values, items: tuple[Item, ...]) -> Iterator[Said]:
    for item in items:
        if isinstance(item, Question):
            value = values.get(item.name, "")
            if item.label and not is_empty(value):
                yield Said(item.name, label_of(item, form), answer_in_words(form, item, value))
        elif isinstance(item, Group):
            yield from _said(form, values, item.items)
        else:
            rows = values.get(item.name, ())
            if is_rows(rows) and rows:
                yield Said(item.name, label_of(item, form), _rows(form, item, rows))


def _rows(form: Form, repeat: Repeat, rows: tuple[Row, ...]) -> str:
    told = (
        ", ".join(said.answer for said in _said(form, row, repeat.items)) or _("nothing said")
        for row in rows
    )
    return "\n".join(f"{number}. {text}" for number, text in enumerate(told, start=1))


def answer_in_words(form: Form, question: Question, value: Value) -> str:
    """Return an answer as a person would say it: with labels, and days with their names."""
    if question.kind not in ("select_one", "select_multiple"):
        return day_in_words(to_text(value)) or to_text(value)
    codes = codes_in(value)
    labels = {
        choice.name: pick(choice.label, language(), form.default_language)
        for choice in question.choices
        if choice.name in codes
    }
    return "; ".join(labels.get(code) or code for code in codes)


def day_in_words(text: str) -> str:
    """Return a day, a moment or a week as people say it; nothing for any other text."""
    if found := read_date(text):
        return _plain(day(found))
    if found := read_moment(text):
        return _plain(moment(found if found.tzinfo else timezone.make_aware(found)))
    if found := _monday_of(text):
        return _("week of %(day)s") % {"day": _plain(day(found))}
    return ""


def _monday_of(text: str) -> date | None:
    week = WEEK.fullmatch(text)
    try:
        return date.fromisocalendar(int(week[1]), int(week[2]), 1) if week else None
    except ValueError:
        return None


def _plain(marked: str) -> str:
    return unescape(strip_tags(marked))
