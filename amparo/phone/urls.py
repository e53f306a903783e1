"""The addresses of phones; docs/SYNC.md says what is said there."""

from django.urls import path

from amparo.phone.views import enrolling, syncing

app_name = "phone"

urlpatterns = [
    path("enrol", enrolling.enrol, name="enrol"),
    path("lost", enrolling.lost, name="lost"),
    path("sync", syncing.synchronise, name="sync"),
    path("pack/<slug:digest>", syncing.pack, name="pack"),
    path("pack/<slug:digest>/from/<slug:old>", syncing.delta, name="delta"),
    path("places/<slug:digest>", syncing.places, name="places"),
]
