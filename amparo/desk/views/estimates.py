"""How many people no list knows: lists are sent, read, answered, and forgotten."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from amparo.base.problems import Problem
from amparo.dossiers.rules import Can
from amparo.insight import reporting, reporting_alone
from amparo.insight.estimates.alone import alone
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import panel
from amparo.insight.estimates.values import Lists
from amparo.insight.estimates.visits import Visits, read_any_text
from amparo.insight.estimates.words import TITLES
from amparo.insight.reporting import WHOLE
from amparo.insight.speaking import placed
from amparo.trust.doors import needs

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PAGE = "desk/estimates/estimates.html"
LARGEST = 500_000
MOST_LISTS = 8
SLOW = {"lcmcr"}
SLOW_FROM_SIX = {"lcmcr", "weighted", "bootstrap"}
FEW = 5


class NotSent(Problem):
    says = "Choose a file with your lists first."


class TooLarge(Problem):
    says = "This file is too large for a page. Count people by their lists, or use the command."


class TooManyLists(Problem):
    says = "A page takes {most} lists at most. Use the command for more."


class NotText(Problem):
    says = "This is not text in UTF-8. Save it as CSV (UTF-8)."


@needs(Can.OVERSEE)
def estimates(request: HttpRequest) -> HttpResponse:
    """Ask for lists; answer with the panel, and keep nothing."""
    if request.method != "POST":
        return render(request, PAGE, {})
    covers = request.POST.get("covers", "")
    try:
        told = _estimated(request.FILES.get("lists"), one_village=covers == "village")
    except Problem as problem:
        return render(request, PAGE, {"fault": placed(problem), "covers": covers})
    if request.POST.get("as") == "file":
        page = render_to_string(WHOLE, dict(told))
        answer = HttpResponse(page, content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="estimate.html"'
        return answer
    return render(request, PAGE, {**told, "found": True, "covers": covers})


def _estimated(sent: "UploadedFile[bytes] | None", *, one_village: bool) -> Mapping[str, object]:
    """Return what the page says of the lists that were sent."""
    lists = _read(sent)
    if isinstance(lists, Visits):
        return reporting_alone.told(alone(lists, one_village=one_village))
    slow = SLOW if lists.count <= FEW else SLOW_FROM_SIX
    names = tuple(key for key in METHODS if key not in slow)
    seed = secrets.randbelow(2**31)
    found = panel(lists, seed=seed, names=names, one_village=one_village)
    left_out = [gettext(TITLES[key]) for key in METHODS if key in slow]
    return {**reporting.told(found), "left_out": left_out}


def _read(sent: "UploadedFile[bytes] | None") -> Lists | Visits:
    if sent is None:
        raise NotSent
    if (sent.size or 0) > LARGEST:
        raise TooLarge
    try:
        lists = read_any_text(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotText from None
    if isinstance(lists, Lists) and lists.count > MOST_LISTS:
        raise TooManyLists(most=MOST_LISTS)
    return lists
