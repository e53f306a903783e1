"""The addresses of phones; docs/SYNC.md says what is said there."""

from django.urls import path

from amparo.phone.views import enrolling, shell, syncing

app_name = "phone"

urlpatterns = [
    # The app's own files; they name nobody.
    path("", shell.page, name="shell"),
    path("sw.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("icon.svg", shell.icon, name="icon"),
    path("check-words.txt", shell.check_words, name="check_words"),
    path("<slug:name>.js", shell.script, name="script"),
    path("words/<slug:language>.json", shell.words, name="words"),
    path("enrol", enrolling.enrol, name="enrol"),
    path("lost", enrolling.lost, name="lost"),
    path("sync", syncing.synchronise, name="sync"),
    path("pack/<slug:digest>", syncing.pack, name="pack"),
    path("pack/<slug:digest>/in/<slug:language>", syncing.pack_in, name="pack_in"),
    path("pack/<slug:digest>/from/<slug:old>", syncing.delta, name="delta"),
    path("places/<slug:digest>", syncing.places, name="places"),
]
