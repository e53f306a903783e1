"""Areas, and the bodies at work in them."""

import uuid

from django.db import models
from django.db.models import F, Q

from amparo.system.reach import AreaQuerySet, BodyQuerySet
from amparo.system.rules import Level


class Area(models.Model):
    """A country, region, province or district, under the code its statistics office gave it."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)

    objects = AreaQuerySet.as_manager()

    OPEN = ("code", "name", "level", "parent", "valid_from", "valid_to", "source")
    LIMITED = ()
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(level__lte=Level.DISTRICT.value), name="area_not_below_district"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY.value) ^ Q(parent__isnull=False),
                name="area_has_parent_unless_country",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="area_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Body(models.Model):
    """An office, a group or an authority; its circle holds its keys and members.

    Its custodians are a circle apart: whoever works on what somebody said holds no key to who
    said it. None where the body has no custodian.
    A listed body is a public office, shown to whoever is signed in. A community group is not
    listed: that it exists is known to its members, to those who oversee, and to who recognises
    groups or ends bodies there.
    `weekly_hours` is as `hours.WeeklyHours.as_json` writes it; empty means not known.
    """

    circle = models.OneToOneField(
        "trust.Circle", on_delete=models.PROTECT, primary_key=True, related_name="body"
    )
    custodians = models.OneToOneField(
        "trust.Circle", on_delete=models.PROTECT, null=True, related_name="custodians_of"
    )
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    serves = models.ManyToManyField(Area, through="ServedArea", related_name="served_by")
    listed = models.BooleanField(default=True)
    phone = models.CharField(max_length=40, blank=True)
    opening_hours = models.CharField(max_length=160, blank=True)
    weekly_hours = models.JSONField(default=dict, blank=True)
    second_holder = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="second_holder_for"
    )
    founded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = BodyQuerySet.as_manager()

    OPEN = ("kind", "area", "serves", "listed", "weekly_hours", "founded_at", "ended_at")
    LIMITED = ("circle", "custodians", "name", "phone", "opening_hours", "second_holder")
    SEALED = ()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = (
            models.CheckConstraint(
                condition=Q(second_holder__isnull=True) | ~Q(second_holder=F("circle")),
                name="body_second_holder_is_another",
            ),
            models.CheckConstraint(
                condition=Q(custodians__isnull=True) | ~Q(custodians=F("circle")),
                name="body_custodians_are_apart",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("founded_at")),
                name="body_ends_after_it_begins",
            ),
        )
        indexes = (models.Index(fields=("kind", "area"), name="body_kind_area"),)

    def __str__(self) -> str:
        return self.name

    @property
    def id(self) -> uuid.UUID:
        """Return the id of the body, which is its circle's."""
        return self.circle_id


class ServedArea(models.Model):
    """An area that a body works for; a provincial office may serve one district only."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="served")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    OPEN = ("body", "area")
    LIMITED = ("id",)
    SEALED = ()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "area"), name="served_area_once"),)

    def __str__(self) -> str:
        return f"{self.area_id}"
