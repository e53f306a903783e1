"""The site's addresses: nouns, ids and nothing else; no name of a child, no running number."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.i18n import set_language

DOORS = [("trust", ""), ("system", ""), ("desk", "")]

urlpatterns = [
    path("language/", set_language, name="set_language"),
    *(
        path(prefix, include(f"amparo.{door}.urls"))
        for door, prefix in DOORS
        if find_spec(f"amparo.{door}.urls")
    ),
]

handler400 = "amparo.config.errors.bad_request"
handler403 = "amparo.config.errors.not_found"  # what you may not see does not exist
handler404 = "amparo.config.errors.not_found"
handler500 = "amparo.config.errors.failed"
