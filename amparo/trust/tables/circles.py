"""Circles: their key epochs, who holds the keys, who has which role."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from amparo.trust.rules import Belonging
from amparo.trust.tables.accounts import Account


class Circle(models.Model):
    """Those who hold a body's key. What the body is and where, the system knows."""

    id = models.UUIDField(primary_key=True, editable=False)
    founded_at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("id", "founded_at")
    SEALED = ()

    def __str__(self) -> str:
        return str(self.id)


class Epoch(models.Model):
    """A circle's key pair, from one change of its holders to the next.

    `handed_on` is the previous epoch's private key sealed to this epoch's public key: whoever
    holds this epoch opens all that came before. Empty where nobody who held it was at hand.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="epochs")
    number = models.PositiveIntegerField()
    public_key = models.BinaryField(max_length=32)
    handed_on = models.BinaryField(null=True)
    started_at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("id", "circle", "number", "public_key", "started_at")
    SEALED = ("handed_on",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("circle", "number"), name="epoch_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="epoch_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.circle_id} {self.number}"


class EpochKey(models.Model):
    """An epoch's private key, sealed to one who holds it: an account, or another circle's epoch.

    Another circle holds it for emergencies, where a body has one officer only.
    """

    epoch = models.ForeignKey(Epoch, on_delete=models.CASCADE, related_name="keys")
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="epoch_keys"
    )
    holder = models.ForeignKey(Epoch, on_delete=models.PROTECT, null=True, related_name="held_keys")
    box = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "epoch", "account", "holder")
    SEALED = ("box",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("epoch", "account"), name="epoch_key_once_per_account"),
            models.UniqueConstraint(fields=("epoch", "holder"), name="epoch_key_once_per_holder"),
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(holder__isnull=True),
                name="epoch_key_has_one_holder",
            ),
        )

    def __str__(self) -> str:
        return str(self.epoch_id)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def in_force(self, at: datetime) -> Self:
        """Keep what holds at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class Membership(models.Model):
    """A role that an account has in a circle, from one moment until another."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    OPEN = ("role",)
    LIMITED = ("id", "circle", "account", "since", "until")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("circle", "account", "role"),
                condition=Q(until__isnull=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.circle_id} {self.role}"

    def belonging(self) -> Belonging:
        """Return the membership as a reader carries it."""
        return Belonging(self.circle_id, self.role, self.since, self.until)
