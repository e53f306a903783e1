"""The addresses of phones; docs/SYNC.md says what is said there."""

from django.urls import path

from amparo.phone.views import enrolling, media, syncing

app_name = "phone"

urlpatterns = [
    path("enrol", enrolling.enrol, name="enrol"),
    path("lost", enrolling.lost, name="lost"),
    path("sync", syncing.synchronise, name="sync"),
    path("pack/<slug:digest>", syncing.pack, name="pack"),
    path("pack/<slug:digest>/from/<slug:old>", syncing.delta, name="delta"),
    path("media/<uuid:id>", media.come, name="media"),
    path("media/<uuid:id>/<int:number>", media.piece, name="media_piece"),
    path("places/<slug:digest>", syncing.places, name="places"),
]
