"""Published numbers: which periods there are, one report of one, as a table to take along."""

import csv
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.desk.comma_separated import lines_to_take_along
from amparo.desk.hats import hat_for
from amparo.desk.reports import (
    NEAREST,
    Seen,
    period_in_words,
    reports_for,
    seen_in,
    sheet_of,
)
from amparo.desk.wording import say
from amparo.insight.actions import publish_report
from amparo.insight.models import Line, Publication
from amparo.insight.periods import Period, last_ended, read_period
from amparo.insight.rules import Can
from amparo.protocols.report import Report
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, needs, reader_in
from amparo.trust.rules import Reader


@needs(Can.SEE_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """List the periods that are published, and what of each this reader may see."""
    reader = reader_in(request)
    titles = [(key, say(f"report.{key}")) for key in reports_for(reader)]
    periods = Publication.objects.visible_to(reader).order_by("-period")
    due = _to_publish(reader, now()) if hat_for(request, Can.PUBLISH_REPORT) else None
    told = {
        "periods": [(each, _in_words(each.period)) for each in periods],
        "titles": titles,
        "due": due.key if due else "",
        "due_in_words": period_in_words(due) if due else "",
    }
    return render(request, "desk/reports/reports.html", told)


@needs(Can.SEE_REPORTS)
def report(request: HttpRequest, period: str, key: str) -> HttpResponse:
    """Show one report of one period: to a member of a group as a sheet to read out."""
    published, declared, sees = _asked(request, period, key)
    seen = _seen(request, published, declared, sees)
    told = {"seen": seen, "published": published, "pack": current_pack()}
    if sees != NEAREST:
        return render(request, "desk/reports/report.html", told)
    lines = Line.objects.visible_to(reader_in(request))
    told["sheet"] = sheet_of(published, declared, lines)
    return render(request, "desk/reports/sheet.html", told)


@needs(Can.SEE_REPORTS)
def report_csv(request: HttpRequest, period: str, key: str) -> HttpResponse:
    """Give the same safe numbers as a table; its first line says what is hidden and why."""
    published, declared, sees = _asked(request, period, key)
    if sees == NEAREST:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{declared.key}-{published.period}.csv"'
    answer.write("\ufeff")  # without it spreadsheets read accents wrongly
    csv.writer(answer).writerows(lines_to_take_along(_seen(request, published, declared, sees)))
    return answer


@require_POST
@needs(Can.PUBLISH_REPORT)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the period that is over; what is published stays as it is."""
    period = read_period(request.POST.get("period", ""))
    if period is None:
        raise Http404
    publish_report(period, by=account_in(request).id, at=now())
    messages.success(request, _("Published. These numbers stay as they are."))
    return redirect("desk:reports")


def _asked(request: HttpRequest, period: str, key: str) -> tuple[Publication, Report, str]:
    reader = reader_in(request)
    published = Publication.objects.visible_to(reader).filter(period=period).first()
    found = reports_for(reader).get(key)
    if published is None or found is None:
        raise Http404
    return published, *found


def _seen(request: HttpRequest, published: Publication, declared: Report, sees: str) -> Seen:
    return seen_in(published, declared, sees, Line.objects.visible_to(reader_in(request)))


def _to_publish(reader: Reader, at: datetime) -> Period | None:
    """Return the last period that is over, if it is not published yet."""
    pack = current_pack()
    period = last_ended(pack.reports.period, pack.calendar.zone.local(at).date())
    known = Publication.objects.visible_to(reader).filter(period=period.key)
    return None if known.exists() else period


def _in_words(key: str) -> str:
    period = read_period(key)
    return period_in_words(period) if period else key
