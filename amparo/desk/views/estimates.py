"""How many people no list knows: lists are sent, read, answered, and forgotten."""

import secrets
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.desk.problems import said
from amparo.dossiers.rules import Can
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import Panel, panel
from amparo.insight.estimates.reading import read_text
from amparo.insight.estimates.values import BadTable, Lists
from amparo.insight.reporting import report, told
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
        found = _estimated(request.FILES.get("lists"), one_village=covers == "village")
    except Problem as problem:
        return render(request, PAGE, {"fault": _place(problem) + said(problem), "covers": covers})
    if request.POST.get("as") == "file":
        answer = HttpResponse(report(found), content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="estimate.html"'
        return answer
    return render(request, PAGE, {**told(found), "found": True, "covers": covers})


def _estimated(sent: "UploadedFile[bytes] | None", *, one_village: bool) -> Panel:
    lists = _read(sent)
    slow = SLOW if lists.count <= FEW else SLOW_FROM_SIX
    names = tuple(key for key in METHODS if key not in slow)
    return panel(lists, seed=secrets.randbelow(2**31), names=names, one_village=one_village)


def _read(sent: "UploadedFile[bytes] | None") -> Lists:
    if sent is None:
        raise NotSent
    if (sent.size or 0) > LARGEST:
        raise TooLarge
    try:
        lists = read_text(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotText from None
    if lists.count > MOST_LISTS:
        raise TooManyLists(most=MOST_LISTS)
    return lists


def _place(problem: Problem) -> str:
    if not isinstance(problem, BadTable):
        return ""
    if problem.column is None:
        return _("Line {line}: ").format(line=problem.line)
    return _("Line {line}, column {column}: ").format(line=problem.line, column=problem.column)
