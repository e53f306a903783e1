"""Codes handed over in person: a first sign-in, or the way back after a forgotten passphrase."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from amparo.trust.tables.accounts import Account


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self, at: datetime) -> Self:
        """Keep what can still be taken up."""
        return self.filter(used_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """A code that opens an account once, until its owner has chosen a passphrase.

    The code locks the account's key in the meantime; here is only a keyed digest to find it by.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    digest = models.BinaryField(max_length=32, unique=True)
    is_first = models.BooleanField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    OPEN = ()
    LIMITED = (
        "id",
        "account",
        "digest",
        "is_first",
        "made_by",
        "made_at",
        "expires_at",
        "used_at",
    )
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return "invitation"
