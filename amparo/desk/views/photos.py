"""Photos of activities that members show to the office of their group: seen one at a time."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.paging import number_in, place_among
from amparo.desk.views.dossiers import author_of, dossier_in_full
from amparo.desk.wording import in_words
from amparo.dossiers.actions.beginning import PHOTO
from amparo.dossiers.actions.photos import remove_photo
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import REMOVED, Can
from amparo.system.packs import pack_by_hash
from amparo.trust.doors import keyring_in, needs, reader_in

A_PAGE = 25


@needs(Can.READ_DOSSIER)
def photos(request: HttpRequest) -> HttpResponse:
    """List the photos that were shown to the office, by day; none is opened here."""
    mine = Dossier.objects.in_full(reader_in(request)).filter(protocol=PHOTO)
    shown = mine.exclude(state=REMOVED).order_by("-opened_at", "pk")
    place = place_among(number_in(request), shown.count(), A_PAGE)
    first = (place.number - 1) * A_PAGE
    told = {"photos": shown[first : first + A_PAGE], "place": place}
    return render(request, "desk/activities/photos.html", told)


@needs(Can.READ_DOSSIER)
def photo(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show one photo with its activity, once that it was opened is recorded; or take it away."""
    shown = dossier_in_full(request, id)
    if shown.protocol != PHOTO:
        raise Http404
    by, at = author_of(request, shown), now()
    if request.method == "POST":
        remove_photo(shown, by=by, at=at)
        messages.success(request, _("Removed. Nobody can open it any more."))
        return redirect("desk:photos")
    opened = read_dossier(shown, keyring_in(request), by=by, at=at)[0]
    pack = pack_by_hash(shown.pack_id)
    named = opened.recordings.get("photo")
    come = (
        shown.entries.filter(media__pk=named.media, media__whole_at__isnull=False) if named else ()
    )
    told = {
        "photo": shown,
        "facts": in_words(pack.forms[PHOTO], opened.answers),
        "media": named.media if named and come else None,
        "is_removed": shown.state == REMOVED,
    }
    return render(request, "desk/activities/photo.html", told)
