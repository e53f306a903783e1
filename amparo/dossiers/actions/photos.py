"""A photo of an activity that should not have come: nobody opens it any more."""

from datetime import datetime

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.models import Dossier, Entry, MediaPiece
from amparo.dossiers.rules import Author, Can, Letter

REMOVE = "remove"


@transaction.atomic
def remove_photo(photo: Dossier, *, by: Author, at: datetime) -> Entry:
    """Drop every key to a photo, and its pieces; that it was shown stays in the journal.

    Pressed twice it is removed once.
    """
    letter = Letter(derived_id(photo.pk, REMOVE), REMOVE, {}, said_at=at)
    entry = append_entry(photo, letter, by=by, at=at)
    dropped, _ = MediaPiece.objects.filter(media__entry__dossier=photo).delete()
    detail = {"entry": str(entry.pk), "dropped": str(dropped)}
    record(Can.DROP_MEDIA, photo.pk, by=by.account, at=at, detail=detail)
    return entry
