"""The real site and one page more, which answers or fails as it is asked to."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.urls import path

from amparo.config import urls

FAILURES: dict[str, Callable[[str], BaseException]] = {
    "denied": PermissionDenied,
    "missing": Http404,
    "failing": ValueError,
    "broken": UnreadablePostError,
}
PLANTED = "Zoraida Quispitupa"


def tried(request: HttpRequest) -> HttpResponse:
    if failure := FAILURES.get(request.GET.get("kind", "")):
        raise failure(PLANTED)
    return HttpResponse(f"read {len(request.POST.get('text', ''))}")


urlpatterns = [*urls.urlpatterns, path("tried/", tried, name="tried")]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
