"""What was missing, and what a test call found: by district, never by child."""

import uuid

from django.db import models
from django.db.models import Q

from amparo.system.reach import GapQuerySet
from amparo.system.rules import GapReason, PartOfDay
from amparo.system.tables.places import Area


class Gap(models.Model):
    """Somebody needed a service or a number and it was not there.

    Coded only, by district and week, under a random id: no column tells the moment, the account
    or the dossier. Whoever holds the database's files could still match the order of its rows
    with the log, where the same person already sees to whom each concern went.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40, blank=True)
    hotline = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    week = models.CharField(max_length=8)
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in GapReason])
    route = models.CharField(max_length=60, blank=True)

    objects = GapQuerySet.as_manager()

    OPEN = ("kind", "hotline", "area", "week", "reason", "route")
    LIMITED = ("id",)
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="") ^ Q(hotline=""), name="gap_is_a_service_or_a_number"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in GapReason]),
                name="gap_reason_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind or self.hotline} {self.area_id} {self.week}"


class HotlineTest(models.Model):
    """A help line was tried from an area: what the "tested on" beside a number stands on."""

    number = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    tested_on = models.DateField()
    part_of_day = models.CharField(
        max_length=10, choices=[(part.value, part.value) for part in PartOfDay]
    )
    answered = models.BooleanField()

    OPEN = ("number", "area", "tested_on", "part_of_day", "answered")
    LIMITED = ("id",)
    SEALED = ()

    class Meta:
        indexes = (models.Index(fields=("number", "area"), name="hotline_test_number_area"),)

    def __str__(self) -> str:
        return f"{self.number} {self.tested_on}"
