"""Moments as people say them, in the reader's language and the zone that is active.

Whoever answers a request activates the zone (`django.utils.timezone.activate`).
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext

from amparo.pages.rules import ClockKind, Span, clock_kind, span_between

register = template.Library()


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Write a moment with its day, year and hour: "Tue 11 May 2027, 09:15"."""
    if value is None:
        return ""
    # Translators: Django date format of a full moment; keep the weekday.
    text = _written(timezone.localtime(value), pgettext("format", "D j M Y, H:i"))
    return _timed(value, text)


@register.filter
def day(value: date | None) -> SafeString | str:
    """Write a day: "Tue 11 May 2027"."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    # Translators: Django date format of a full day; keep the weekday.
    text = _written(local, pgettext("format", "D j M Y"))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@register.filter
def hour(value: datetime) -> SafeString:
    """Write the hour alone, of a day that was said before: "09:15"."""
    return _timed(value, _written(timezone.localtime(value), "H:i"))


@register.simple_tag
def due_chip(
    due: datetime,
    at: datetime,
    *,
    done_at: datetime | None = None,
    held_until: datetime | None = None,
) -> SafeString:
    """Say by when, and how long that is: in words, and by colour and shape beside them.

    Made here and not by a template: a list of cases shows a hundred.
    """
    kind = clock_kind(due, at, done_at, held_until)
    says, span = _sentence(kind, due, at, done_at or due, held_until or due)
    left = format_html(' <span class="chip-span">· {}</span>', span) if span else ""
    chip = '<span class="chip chip-{}"><time datetime="{}">{}</time>{}</span>\n'
    return format_html(chip, kind, due.isoformat(), says, left)


def _sentence(
    kind: ClockKind, due: datetime, at: datetime, done_at: datetime, held_until: datetime
) -> tuple[str, str]:
    year = timezone.localtime(at).year
    if kind == "overdue":
        return _since(timezone.localtime(due), year), _long(span_between(due, at))
    if kind == "held":
        return _held(timezone.localtime(held_until), year), ""
    if kind == "done":
        return gettext("done %(moment)s") % {
            "moment": _short(timezone.localtime(done_at), year)
        }, ""
    if kind == "late":
        moment = _short(timezone.localtime(done_at), year)
        return gettext("done late, %(moment)s") % {"moment": moment}, ""
    return _before(timezone.localtime(due), year), _left(span_between(at, due))


def _before(due: datetime, year: int) -> str:
    if _ends_a_day(due):
        return gettext("until the end of %(day)s") % {"day": _short(_last_day(due), year)}
    return gettext("before %(moment)s") % {"moment": _short(due, year)}


def _since(due: datetime, year: int) -> str:
    if _ends_a_day(due):
        return gettext("overdue since the end of %(day)s") % {"day": _short(_last_day(due), year)}
    return gettext("overdue since %(moment)s") % {"moment": _short(due, year)}


def _held(until: datetime, year: int) -> str:
    if _ends_a_day(until):
        return gettext("waits until the end of %(day)s") % {"day": _short(_last_day(until), year)}
    return gettext("waits until %(moment)s") % {"moment": _short(until, year)}


def _left(span: Span) -> str:
    if span.unit == "minutes" and span.amount == 0:
        return gettext("less than a minute left")
    # Translators: %(n)s is a number; min and h are short for minutes and hours.
    return {
        "minutes": ngettext("%(n)s min left", "%(n)s min left", span.amount),
        "hours": ngettext("%(n)s h left", "%(n)s h left", span.amount),
        "days": ngettext("%(n)s day left", "%(n)s days left", span.amount),
    }[span.unit] % {"n": span.amount}


def _long(span: Span) -> str:
    if span.unit == "minutes" and span.amount == 0:
        return pgettext("overdue for", "less than a minute")
    return {
        "minutes": npgettext("overdue for", "%(n)s min", "%(n)s min", span.amount),
        "hours": npgettext("overdue for", "%(n)s h", "%(n)s h", span.amount),
        "days": npgettext("overdue for", "%(n)s day", "%(n)s days", span.amount),
    }[span.unit] % {"n": span.amount}


def _short(local: date, year: int) -> str:
    """Write a day, or a moment, and leave the year out where it is this one."""
    if not isinstance(local, datetime):
        return _short_day(local, year)
    if local.year == year:
        # Translators: Django date format of a moment in this year; keep the weekday.
        return _written(local, pgettext("format", "D j M, H:i"))
    return _written(local, pgettext("format", "D j M Y, H:i"))


def _short_day(local: date, year: int) -> str:
    if local.year == year:
        # Translators: Django date format of a day in this year; keep the weekday.
        return _written(local, pgettext("format", "D j M"))
    return _written(local, pgettext("format", "D j M Y"))


def _written(value: date, how: str) -> str:
    """Write a day, or a moment to the minute, in a format; lists say the same ones again."""
    if isinstance(value, datetime):
        value = value.replace(second=0, microsecond=0, tzinfo=None)
    return _in_language(value, how, get_language() or "")


@lru_cache(maxsize=4096)
def _in_language(value: date, how: str, language: str) -> str:  # noqa: ARG001  # it is the active one
    return date_format(value, how)


def _ends_a_day(local: datetime) -> bool:
    """A day's last moment is the next one's midnight; people name the day that ends."""
    return local.time() == time(0)


def _last_day(midnight: datetime) -> date:
    return midnight.date() - timedelta(days=1)


def _timed(value: datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)
