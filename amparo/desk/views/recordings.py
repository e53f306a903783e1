"""A member's own voice, for whoever works on the case: opened like the file, and as recorded."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import now

from amparo.base.problems import CannotOpen
from amparo.desk.views.dossiers import author_of, dossier_in_full
from amparo.dossiers.actions.media import open_media
from amparo.dossiers.actions.readings import Recording, read_dossier
from amparo.dossiers.models import Media
from amparo.dossiers.rules import Can
from amparo.trust.doors import keyring_in, needs, reader_in

KINDS = {
    "audio/webm": ("webm", 0, b"\x1a\x45\xdf\xa3"),
    "audio/ogg": ("ogg", 0, b"OggS"),
    "audio/mp4": ("m4a", 4, b"ftyp"),
    "image/jpeg": ("jpg", 0, b"\xff\xd8\xff"),
    "image/webp": ("webp", 8, b"WEBP"),
}
"""What a browser may be told that it is: how such a file ends, and what stands in it from where.

It was sealed on a phone, so that nobody could look into it before. Anything else is just bytes.
"""


@needs(Can.READ_DOSSIER)
def recording(request: HttpRequest, id: UUID, media: UUID) -> HttpResponse:
    """Hand over one recording of a file; the opening of the file is recorded first."""
    case = dossier_in_full(request, id)
    kept = Media.objects.visible_to(reader_in(request)).filter(pk=media).first()
    if kept is None:
        raise Http404
    by = author_of(request, case)
    opened = read_dossier(case, keyring_in(request), by=by, at=now())
    named = (each for entry in opened for each in entry.recordings.values())
    found = next((each for each in named if each.media == media), None)
    if found is None:
        raise Http404
    return _handed_over(found, kept)


def _handed_over(found: Recording, kept: Media) -> HttpResponse:
    try:
        heard = open_media(kept, found.key)
    except CannotOpen:
        raise Http404 from None
    ends, start, sign = KINDS.get(found.kind, ("", 0, b""))
    is_one = bool(ends) and heard[start:].startswith(sign)
    kind = found.kind if is_one else "application/octet-stream"
    name = f"{kind.partition('/')[0]}.{ends if is_one else 'bin'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(heard, content_type=kind, headers=headers)
