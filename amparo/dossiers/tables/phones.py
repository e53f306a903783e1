"""What came from a phone, how sure its author is, and what a member's phone can open."""

from typing import TYPE_CHECKING, Self

from django.db import models

from amparo.dossiers.rules import REMOVED
from amparo.dossiers.tables.dossiers import Dossier
from amparo.dossiers.tables.entries import Entry, SealedPart
from amparo.trust.models import Device

if TYPE_CHECKING:
    from amparo.trust.rules import Reader

LOCKED, REVOKED = "locked", "revoked"
DOUBTS = (LOCKED, REVOKED)
"""Why an author is to be confirmed: the phone was locked; or it was reported lost before."""


class PhoneWrap(models.Model):
    """A part's content key, sealed to one member on one phone; dropped when it is lost."""

    part = models.ForeignKey(SealedPart, on_delete=models.CASCADE, related_name="phone_wraps")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="wraps")
    box = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "part", "device")
    SEALED = ("box",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("part", "device"), name="phone_wrap_once"),)

    def __str__(self) -> str:
        return "wrap"


class SentQuerySet(models.QuerySet["Sent"]):
    """What came from phones."""

    def to_confirm(self) -> Self:
        """Keep what its author has still to say was hers."""
        return self.exclude(doubt="").filter(confirmed_at__isnull=True)


class Sent(models.Model):
    """That an entry came from a phone: which one, and what its signature is over.

    `signed` holds ids, hashes and the salted hash of the coded part, so that both parts can be
    erased and the signature still holds. `doubt` is one of `DOUBTS`, or empty.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="sent"
    )
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="sent")
    signed = models.BinaryField()
    doubt = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = SentQuerySet.as_manager()

    OPEN = ()
    LIMITED = ("entry", "device", "signed", "doubt", "confirmed_at")
    SEALED = ()

    def __str__(self) -> str:
        return "sent"

    @property
    def is_to_confirm(self) -> bool:
        """Tell whether its author has still to say that it was hers."""
        return bool(self.doubt) and self.confirmed_at is None


class MediaQuerySet(models.QuerySet["Media"]):
    """Recordings."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep those of situations that the reader works on: their letters name the same."""
        situations = Dossier.objects.in_full(reader).values("situation")
        return self.filter(entry__dossier__situation__in=situations)


class Media(models.Model):
    """A voice note or photo that an entry names; it comes in pieces, after its entry.

    `hash` is of all pieces, one after the other. Its key is among the entry's sealed answers.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="media")
    pieces = models.PositiveSmallIntegerField()
    hash = models.BinaryField(max_length=32)
    whole_at = models.DateTimeField(null=True)

    objects = MediaQuerySet.as_manager()

    OPEN = ()
    LIMITED = ("id", "entry", "pieces", "hash", "whole_at")
    SEALED = ()

    class Meta:
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return "media"

    @property
    def is_removed(self) -> bool:
        """Tell whether an office took it away: no key opens what its entry sealed."""
        return self.entry.dossier.state == REMOVED


class MediaPiece(models.Model):
    """One piece of it, encrypted."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="come")
    number = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "media", "number")
    SEALED = ("ciphertext",)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("media", "number"), name="media_piece_once"),
        )

    def __str__(self) -> str:
        return "piece"
