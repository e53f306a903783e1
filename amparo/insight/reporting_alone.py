"""What one list alone tells, as a page that anybody can read."""

from collections.abc import Iterator, Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.insight.beyond import grouped
from amparo.insight.estimates import pictures
from amparo.insight.estimates.alone import Alone
from amparo.insight.estimates.pictures import Bar, Words
from amparo.insight.estimates.telling import down
from amparo.insight.estimates.words import FLAGS, ONE_LIST, ONE_LIST_ASSUMES, REASONS
from amparo.insight.reporting import WHOLE, Told, ends_of, shown
from amparo.pages.problems import said

FEW = 10


def report(found: Alone) -> str:
    """Return a page that stands alone, in the language that is spoken."""
    return render_to_string(WHOLE, told(found))


def told(found: Alone) -> dict[str, object]:
    """Return what the template of a report is given."""
    return {
        "body": "insight/report_alone.html",
        "refused": said(found.refused),
        "at_least": grouped(down(found.lower_bound)),
        "seen": grouped(found.visits.observed),
        "features": ", ".join(found.visits.features),
        "times": list(_times(found.visits.by_times)),
        "rows": list(_rows(found)),
        "intervals": _intervals(found),
    }


def _times(people: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """Yield how many came how often; those few who came oftenest are told as one."""
    often = sorted(people)
    while len(often) > 1 and people[often[-1]] < FEW:
        often.pop()
    for times in often:
        yield str(times), grouped(people[times])
    if more := sum(count for times, count in people.items() if times > often[-1]):
        yield _("{times} or more").format(times=often[-1] + 1), grouped(more)


def _rows(found: Alone) -> Iterator[Told]:
    for key, each in zip(found.keys, found.models, strict=True):
        remark = " ".join(_(FLAGS[flag]) for flag in each.flags)
        yield Told(
            _(ONE_LIST[key]),
            _(ONE_LIST_ASSUMES[key]),
            shown(each.point),
            shown(each.low),
            shown(each.high),
            remark if each.point is not None else _(REASONS[each.status]),
            is_main=False,
        )


def _intervals(found: Alone) -> SafeString | None:
    bars = [
        Bar(_(ONE_LIST[key]), each.point, *ends, is_main=False)
        for key, each in zip(found.keys, found.models, strict=True)
        if each.point is not None and (ends := ends_of(each))
    ]
    if not bars:
        return None
    words = Words(
        _("What each way of estimating gives"),
        _("Lines are intervals, dots the numbers in them."),
        grouped,
    )
    # The drawing escapes every name that it writes.
    return mark_safe(pictures.intervals(bars, None, words))  # noqa: S308  # nosec B308 B703
