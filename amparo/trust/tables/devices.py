"""Phones: one row for each member on one; and the codes with which a phone comes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from amparo.trust.tables.accounts import Account


class DeviceQuerySet(models.QuerySet["Device"]):
    """Phones."""

    def in_use(self) -> Self:
        """Keep those that nobody has reported lost."""
        return self.filter(revoked_at__isnull=True)

    def of_accounts(self, accounts: Iterable[UUID]) -> Self:
        """Keep those of some accounts, the newest first."""
        return self.filter(account__in=list(accounts)).order_by("-made_at", "pk")


class Device(models.Model):
    """One member on one phone, and the three keys that the phone made for her.

    `signing_key` works while the phone is locked, `author_key` only once she has unlocked it;
    `public_key` is what is sealed to her there. `handset` is the same for all members on one
    phone; `sign` is the picture by which they tell themselves apart. `lost_digest` recognises the
    code with which the phone is reported lost.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="devices")
    handset = models.UUIDField(db_index=True)
    sign = models.CharField(max_length=20, blank=True)
    signing_key = models.BinaryField(max_length=32)
    author_key = models.BinaryField(max_length=32)
    public_key = models.BinaryField(max_length=32)
    lost_digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    OPEN = ()
    LIMITED = (
        "id",
        "account",
        "handset",
        "sign",
        "signing_key",
        "author_key",
        "public_key",
        "lost_digest",
        "made_by",
        "made_at",
        "revoked_by",
        "revoked_at",
    )
    SEALED = ()

    def __str__(self) -> str:
        return "phone"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Codes for phones."""

    def open(self, at: datetime) -> Self:
        """Keep what can still be used."""
        return self.filter(decided_at__isnull=True, expires_at__gt=at)


class Enrolment(models.Model):
    """A code for one phone of one member: shown by a supervisor, then vouched for by check words.

    `offered` is what the phone that used the code says of itself, once one has.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="enrolments")
    digest = models.BinaryField(max_length=32, unique=True)
    offered = models.JSONField(default=dict)
    device = models.OneToOneField(
        Device, on_delete=models.PROTECT, null=True, related_name="enrolment"
    )
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    OPEN = ()
    LIMITED = (
        "id",
        "account",
        "digest",
        "offered",
        "device",
        "made_by",
        "made_at",
        "expires_at",
        "decided_at",
    )
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="enrolment_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return "enrolment"
