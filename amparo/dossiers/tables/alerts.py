"""What somebody is told of at once: many files in a day, a made-up file, a child of one's names."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from amparo.dossiers.rules import Can
from amparo.dossiers.tables.dossiers import Dossier
from amparo.dossiers.tables.entries import Entry
from amparo.system.models import Body

if TYPE_CHECKING:
    from amparo.trust.rules import Reader


class Canary(models.Model):
    """A made-up situation of an office, which nobody has a reason to open.

    It looks like any other to whoever comes upon its number. It has no duties, stands on no list
    and is counted nowhere. `known_to` is who had it made: nobody else is told of it.
    """

    situation = models.UUIDField(primary_key=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    known_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("situation", "body", "known_to", "made_at")
    SEALED = ()

    class Meta:
        verbose_name_plural = "canaries"

    def __str__(self) -> str:
        return "canary"


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts, narrowed to what one reader is told of."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep what was told to a body in which the reader supervises or oversees; never one's own.

        What the reader must not know of is not told either.
        """
        mine = reader.bodies_where(Can.SUPERVISE) | reader.bodies_where(Can.OVERSEE)
        known = Dossier.objects.not_kept_from(reader)
        told = self.filter(told__in=mine, dossier__in=known)
        return told.exclude(account=reader.account_id)

    def waiting(self) -> Self:
        """Keep what nobody has looked at yet."""
        return self.filter(look__isnull=True)


class Alert(models.Model):
    """That somebody opened a file in a way that somebody else looks at.

    `why` is the code that was given before it opened, or why nobody asked; `entry` holds the words.
    """

    MANY, CANARY, KIN = "many", "canary", "kin"

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=40, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AlertQuerySet.as_manager()

    OPEN = ()
    LIMITED = ("id", "kind", "dossier", "account", "body", "told", "why", "entry", "at")
    SEALED = ()

    class Meta:
        indexes = (models.Index(fields=("told", "at"), name="alert_told_at"),)

    def __str__(self) -> str:
        return "alert"


class Look(models.Model):
    """That somebody looked at an alert, and what came of it."""

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, primary_key=True)
    found = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("alert", "found", "by", "at")
    SEALED = ()

    def __str__(self) -> str:
        return self.found
