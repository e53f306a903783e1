"""What replaying gives: duties, escalations, and the blind index. Rebuilt at any time."""

from django.db import models
from django.db.models import Q

from amparo.dossiers.reach import DutyQuerySet
from amparo.dossiers.tables.dossiers import Dossier
from amparo.dossiers.tables.entries import Entry
from amparo.system.models import Body


class Duty(models.Model):
    """A projection: what a clock makes somebody owe. `amparo replay --all` rebuilds it.

    `tell_at` is when the next level is to be told, should it still be open; None when all are.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="duties")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=60)
    instance = models.UUIDField()
    owed_by = models.CharField(max_length=20)
    owed_to = models.CharField(max_length=20)
    since = models.DateTimeField()
    due = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    OPEN = (
        "clock",
        "owed_by",
        "owed_to",
        "since",
        "due",
        "done_at",
        "held_until",
        "tell_at",
        "body",
    )
    LIMITED = ("id", "dossier", "instance")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "clock", "instance"), name="duty_once_per_clock"
            ),
        )
        indexes = (
            models.Index(fields=("body", "done_at", "due"), name="duty_open_by_due"),
            models.Index(fields=("body", "clock", "done_at"), name="duty_open_by_clock"),
            models.Index(
                fields=("tell_at",), condition=Q(tell_at__isnull=False), name="duty_to_be_told"
            ),
        )

    def __str__(self) -> str:
        return self.clock


class Escalation(models.Model):
    """A projection of an `escalate` entry: whom a missed clock was told to."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="escalation")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="escalations")
    clock = models.CharField(max_length=60)
    instance = models.UUIDField()
    level = models.CharField(max_length=20)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

    OPEN = ("clock", "level", "body")
    LIMITED = ("id", "entry", "dossier", "instance")
    SEALED = ()

    def __str__(self) -> str:
        return self.level


class NameIndex(models.Model):
    """A blind index inside one body: finds earlier dossiers without storing a name.

    Leaks that two dossiers share a value, and no more without the key, which is not here.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="name_indexes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=64)

    OPEN = ()
    LIMITED = ("id", "dossier", "body", "value")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "body", "value"), name="name_index_once"),
        )
        indexes = (models.Index(fields=("body", "value"), name="name_index_by_value"),)

    def __str__(self) -> str:
        return "name index"
