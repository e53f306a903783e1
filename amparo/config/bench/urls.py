"""The site's addresses, and one more that does nothing: what the frame around every page costs.

Only `amparo bench` serves it, on a throw-away deployment.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from amparo.trust.doors import signed_in


@signed_in
def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing to whoever is signed in; to a POST, after its token was checked."""
    if request.method == "POST":
        return HttpResponse()
    return HttpResponse(f'name="csrfmiddlewaretoken" value="{get_token(request)}"')


urlpatterns = [path("empty/", empty), path("", include("amparo.config.urls"))]

handler400 = "amparo.config.errors.bad_request"
handler403 = handler404 = "amparo.config.errors.not_found"
handler500 = "amparo.config.errors.failed"
