"""How many people no list knows: lists are sent, read, answered, and forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.base.problems import Problem
from amparo.dossiers.rules import Can
from amparo.trust.doors import needs

PAGE = "desk/estimates/estimates.html"


@needs(Can.OVERSEE)
def estimates(request: HttpRequest) -> HttpResponse:
    """Ask for lists; answer with the panel, and keep nothing."""
    if request.method != "POST":
        return render(request, PAGE, {})
    from amparo.desk import estimating  # noqa: PLC0415  # 80 MB, for those who ask only

    covers = request.POST.get("covers", "")
    try:
        told = estimating.estimated(request.FILES.get("lists"), one_village=covers == "village")
    except Problem as problem:
        return render(request, PAGE, {"fault": estimating.placed(problem), "covers": covers})
    if request.POST.get("as") == "file":
        answer = HttpResponse(estimating.whole(told), content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="estimate.html"'
        return answer
    return render(request, PAGE, {**told, "found": True, "covers": covers})
