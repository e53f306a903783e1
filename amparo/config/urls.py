"""The site's addresses: nouns, ids and nothing else; no name of a child, no running number."""

from django.urls import include, path

from amparo.config.health import ADDRESS, health
from amparo.desk.views import entrance

urlpatterns = [
    path(ADDRESS.removeprefix("/"), health, name="health"),
    path("language/", entrance.language, name="set_language"),
    path("phone/", include("amparo.phone.urls")),
    path("", include("amparo.desk.urls")),
]

handler400 = "amparo.config.errors.bad_request"
handler403 = "amparo.config.errors.not_found"  # what you may not see does not exist
handler404 = "amparo.config.errors.not_found"
handler500 = "amparo.config.errors.failed"
