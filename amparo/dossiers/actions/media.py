"""Recordings and photos that letters of phones name: their pieces come after them, in any order."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.canonical import canonical_json
from amparo.base.problems import CannotOpen, IdTaken, NotThere
from amparo.dossiers.models import Entry, Media, MediaPiece
from amparo.dossiers.posted import PostedMedia
from amparo.dossiers.posting import Refused, Why
from amparo.dossiers.rules import Can
from amparo.sealing.envelope import disclose

DOMAIN = "amparo/media/1"
LARGEST_PIECE = 16_384


@dataclass(frozen=True)
class Come:
    """What has come of a recording."""

    have: tuple[int, ...]
    is_whole: bool


def expect_media(entry: Entry, named: tuple[PostedMedia, ...]) -> None:
    """Expect what a letter names; all letters of one situation may name the same.

    Raises:
        Refused: another one is known under its id.
    """
    for media in named:
        known, _new = Media.objects.get_or_create(
            id=media.id, defaults={"entry": entry, "pieces": media.pieces, "hash": media.hash}
        )
        is_hers = known.entry.author_id == entry.author_id
        if not is_hers or known.pieces != media.pieces or bytes(known.hash) != media.hash:
            raise Refused(Why.TAKEN)


def come_of(media: UUID) -> Come:
    """Return what has come of a recording.

    Raises:
        NotThere: no letter has named it.
    """
    known = Media.objects.filter(pk=media).first()
    if known is None:
        raise NotThere
    if known.is_removed:
        # Whoever carries it may let it go.
        return Come(tuple(range(known.pieces)), is_whole=True)
    return Come(tuple(known.come.values_list("number", flat=True)), known.whole_at is not None)


@transaction.atomic
def take_piece(media: UUID, number: int, piece: bytes, *, by: UUID, at: datetime) -> Come:
    """Store a piece; the same again is the same.

    Raises:
        NotThere: no letter has named it, or it has no such piece.
        IdTaken: another piece is stored under its number.
    """
    known = Media.objects.select_for_update().filter(pk=media).first()
    if known is None or number >= known.pieces or not 0 < len(piece) <= LARGEST_PIECE:
        raise NotThere
    if known.is_removed:
        return come_of(media)
    stored, _new = MediaPiece.objects.get_or_create(
        media=known, number=number, defaults={"ciphertext": piece}
    )
    if bytes(stored.ciphertext) != piece:
        raise IdTaken
    if known.whole_at is None and known.come.count() == known.pieces:
        _finish(known, by=by, at=at)
    return come_of(media)


def open_media(media: Media, key: bytes) -> bytes:
    """Return a recording, whole.

    Raises:
        CannotOpen: a piece is missing or was changed, or the key is another one.
    """
    if media.whole_at is None:
        raise CannotOpen
    return b"".join(
        disclose(bytes(piece.ciphertext), key, _context(media, piece.number))
        for piece in media.come.all()
    )


def _finish(media: Media, *, by: UUID, at: datetime) -> None:
    digest = hashlib.sha256()
    for piece in media.come.all():
        digest.update(bytes(piece.ciphertext))
    if digest.digest() != bytes(media.hash):
        return
    media.whole_at = at
    media.save(update_fields=["whole_at"])
    record(Can.TAKE_MEDIA, media.entry.dossier_id, by=by, at=at, detail={"media": str(media.pk)})


@transaction.atomic
def drop_broken(media: UUID, *, by: UUID, at: datetime) -> bool:
    """Drop all pieces of a recording that is complete and not what was signed."""
    known = Media.objects.select_for_update().get(pk=media)
    is_broken = known.whole_at is None and known.come.count() == known.pieces
    if is_broken:
        known.come.all().delete()
        detail = {"media": str(media)}
        record(Can.DROP_MEDIA, known.entry.dossier_id, by=by, at=at, detail=detail)
    return is_broken


def _context(media: Media, number: int) -> bytes:
    return canonical_json([DOMAIN, str(media.pk), number, media.pieces])
