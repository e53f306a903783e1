"""The parts a page is put together from. Each takes a few small arguments and escapes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django import template
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from amparo.pages.rules import ToMend
from amparo.pages.templatetags.moments import moment

register = template.Library()

MESSAGE_KINDS = {"success": "ok", "error": "mend", "warning": "note", "info": "note"}
"""Django's words for messages; what has to be mended is no danger, so it is not red."""

DIALLED = frozenset("0123456789+*#")


@dataclass(frozen=True)
class Row:
    """A table's row; the first cell names it, and leads somewhere if there is a `url`."""

    cells: tuple[object, ...]
    url: str = ""


@register.inclusion_tag("pages/parts/action.html")
def action(
    label: str, *, url: str = "", kind: str = "main", name: str = "", value: str = ""
) -> dict[str, str]:
    """Show what can be done: a link if it has a `url`, else the button of the form around it."""
    return {"label": label, "url": url, "kind": kind, "name": name, "value": value}


@register.simple_block_tag
def notice(content: str, kind: str = "note", title: str = "") -> SafeString:
    """Say something in a box. Its kind is said in words for those who don't see its colour."""
    kind = MESSAGE_KINDS.get(kind, kind)
    return _part("notice", kind=kind, title=title, content=content)


@register.simple_block_tag
def disclosure(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Keep what few need behind a press."""
    return _part("disclosure", summary=summary, is_open=is_open, content=content)


@register.simple_block_tag
def diary_entry(
    content: str,
    step: str,
    at: datetime,
    *,
    body: str = "",
    role: str = "",
    led_to: str = "",
    mark: str = "",
) -> SafeString:
    """Tell one thing that happened: what, when, who in which role, and what it led to.

    `mark` is a word or two said beside the step where the entry is out of the ordinary. Made here
    and not by a template: a file has forty of them, and more.
    """
    return format_html(
        ENTRY,
        moment(at),
        step,
        format_html(' <span class="mark">{}</span>', mark) if mark else "",
        format_html('<p class="entry-who">{}</p>', " · ".join(filter(None, (body, role))))
        if body or role
        else "",
        content,
        format_html(LED, gettext("Led to"), led_to) if led_to else "",
    )


ENTRY = """<li class="entry">
  <p class="entry-when">{}</p>
  <div class="entry-body stack">
    <h3 class="entry-step">{}{}</h3>
    {}
    {}
    {}
  </div>
</li>
"""
LED = '<p class="entry-led"><span class="entry-led-word">{}</span> {}</p>'


@register.filter
def unbroken(number: str) -> SafeString:
    """Keep a number on one line: it is copied by hand, also from within a heading."""
    return format_html('<span class="number">{}</span>', number)


@register.inclusion_tag("pages/parts/fault_summary.html")
def fault_summary(faults: Iterable[ToMend]) -> dict[str, object]:
    """List all that has to be mended, each with a way to it; nothing if there is nothing."""
    return {"faults": tuple(faults)}


@register.inclusion_tag("pages/parts/empty.html")
def empty(title: str, how: str = "", *, url: str = "", label: str = "") -> dict[str, str]:
    """Say what will be here and how to begin."""
    return {"title": title, "how": how, "url": url, "label": label}


class Answer(Protocol):
    """What was asked, and what was answered."""

    @property
    def question(self) -> str: ...

    @property
    def answer(self) -> str: ...


@register.simple_tag
def answers(said: Iterable[Answer]) -> SafeString:
    """List questions and answers; lines stay lines. Made here: a file has a hundred and more."""
    rows = ((each.question, linebreaksbr(each.answer)) for each in said)
    listed = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="facts">{}</dl>', listed) if listed else SafeString("")


@register.inclusion_tag("pages/parts/facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, object]:
    """List terms and what they are; an empty one says so with a dash and a word."""
    return {"pairs": tuple(pairs)}


@register.inclusion_tag("pages/parts/table.html")
def table(
    caption: str, headings: Sequence[object], rows: Iterable[Row | Sequence[object]]
) -> dict[str, object]:
    """Show rows under headings; on a narrow screen each row becomes a card."""
    known = [row if isinstance(row, Row) else Row(tuple(row)) for row in rows]
    laid = [{"url": row.url, "cells": list(zip(headings, row.cells, strict=True))} for row in known]
    return {"caption": caption, "headings": headings, "rows": laid}


@register.inclusion_tag("pages/parts/progress.html")
def progress(steps: Sequence[str], current: int) -> dict[str, object]:
    """Show how far one is: `current` counts from 1. Where that is, the page's heading says."""
    known = [
        {"label": label, "place": place, "is_done": place < current, "is_here": place == current}
        for place, label in enumerate(steps, start=1)
    ]
    return {"steps": known, "current": current, "total": len(steps)}


@register.inclusion_tag("pages/parts/telephone.html")
def telephone(
    number: str,
    name: str,
    *,
    hours: str = "",
    languages: str = "",
    tested_on: date | None = None,
    note: str = "",
    is_closed: bool = False,
) -> dict[str, object]:
    """Offer a telephone number to press; one that nobody answers now stands back.

    What nobody knows or tried is said, not left out.
    """
    dialled = "".join(sign for sign in number if sign in DIALLED)
    return {
        "number": number,
        "dialled": dialled,
        "name": name,
        "hours": hours,
        "languages": languages,
        "tested_on": tested_on,
        "note": note,
        "is_closed": is_closed,
    }


def _part(name: str, **context: object) -> SafeString:
    return render_to_string(f"pages/parts/{name}.html", context)
