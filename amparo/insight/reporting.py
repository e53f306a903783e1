"""A panel of estimates as a page that anybody can read: words, rounded numbers, drawings."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.insight.beyond import curves, grouped
from amparo.insight.estimates import pictures
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import Panel
from amparo.insight.estimates.pictures import Bar, Words
from amparo.insight.estimates.telling import down, rounded, up
from amparo.insight.estimates.values import Estimate, Flag
from amparo.insight.estimates.words import ASSUMES, FLAGS, REASONS, TITLES
from amparo.pages.problems import said

WHOLE = "insight/report.html"


@dataclass(frozen=True)
class Told:
    """One method, as a row of the page's table."""

    title: str
    assumes: str
    point: str
    low: str
    high: str
    remark: str
    is_main: bool


def report(panel: Panel) -> str:
    """Return a page that stands alone, in the language that is spoken."""
    return render_to_string(WHOLE, told(panel))


def told(panel: Panel) -> dict[str, object]:
    """Return what the template of a report is given."""
    head, rows = panel.headline, list(_rows(panel))
    return {
        "body": "insight/report_body.html",
        "lists": panel.lists,
        "seen": grouped(panel.lists.observed),
        "both": grouped(panel.lists.overlapping),
        "sizes": [
            (name, grouped(int(size)))
            for name, size in zip(panel.lists.names, panel.lists.sizes, strict=True)
        ],
        "refused": refused_in_words(panel),
        "head": head
        and {
            "low": grouped(down(head.low)),
            "high": grouped(up(head.high)),
            "point": grouped(rounded(head.point)),
        },
        "flags": [_(FLAGS[flag]) for flag in head.flags] if head else [],
        "is_lower_bound": bool(head and Flag.LOWER_BOUND in head.flags),
        "at_least": grouped(down(panel.lower_bound) if head else panel.lists.observed),
        "rows": rows,
        "overlaps": _overlaps(panel),
        "intervals": _intervals(panel),
        "curves": curves(head, panel.lists.observed) if head else (),
        "seed": panel.seed,
    }


def refused_in_words(panel: Panel) -> str:
    """Return in the reader's language why there is no number; empty if there is one."""
    return said(panel.refused) if panel.refused else ""


def _rows(panel: Panel) -> Iterator[Told]:
    for key, each in zip(panel.keys, panel.models, strict=True):
        remark = " ".join(_(FLAGS[flag]) for flag in each.flags)
        if each.point is None:
            remark = _(REASONS[each.status])
        yield Told(
            _(TITLES[key]),
            _(ASSUMES[key]),
            shown(each.point),
            shown(each.low),
            shown(each.high),
            remark,
            METHODS[key].is_core,
        )


def shown(number: float | None) -> str:
    """Return a number to two figures, or that there is none."""
    return _("none") if number is None else grouped(rounded(number))


def _overlaps(panel: Panel) -> SafeString:
    words = Words(
        _("Who is in which lists"),
        _("Each bar is how many people are in exactly the lists whose dots are filled below it."),
        grouped,
    )
    # The drawing escapes every name that it writes.
    return mark_safe(pictures.overlaps(panel.lists, words))  # noqa: S308  # nosec B308 B703


def _intervals(panel: Panel) -> SafeString | None:
    bars = [
        Bar(_(TITLES[key]), each.point, *ends, METHODS[key].is_core)
        for key, each in zip(panel.keys, panel.models, strict=True)
        if each.point is not None and (ends := ends_of(each))
    ]
    if not bars:
        return None
    words = Words(
        _("What each way of estimating gives"),
        _("Lines are intervals, dots the numbers in them. The shaded band is what we answer."),
        grouped,
    )
    band = (panel.headline.low, panel.headline.high) if panel.headline else None
    return mark_safe(pictures.intervals(bars, band, words))  # noqa: S308  # nosec B308 B703


def ends_of(estimate: Estimate) -> tuple[float, float] | None:
    """Return an interval's ends, if there is one."""
    if estimate.low is None or estimate.high is None:
        return None
    return estimate.low, estimate.high
