"""What was published, as it was published: appended, never changed, whatever happens afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from amparo.audit.models import Record
from amparo.insight.reach import LineQuerySet, PublicationQuerySet
from amparo.insight.rules import ROUND_TO, Share, Staff
from amparo.system.models import Area, Body, StoredPack


class Publication(models.Model):
    """The numbers of one period, all reports together: only so can one not give another away."""

    id = models.UUIDField(primary_key=True, editable=False)
    period = models.CharField(max_length=6, unique=True)
    pack = models.ForeignKey(StoredPack, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="publication")

    objects = PublicationQuerySet.as_manager()

    OPEN = ("period", "pack", "at")
    LIMITED = ("id", "by", "record")
    SEALED = ()

    def __str__(self) -> str:
        return self.period


class Line(models.Model):
    """One published number, of an area or of an office; `shown` empty where it is not said.

    `answer` is the code that it counts, where a report counts by an answer. `silent` are the kinds
    of service that did not answer, `causes` the codes given for missed clocks.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="lines")
    report = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=40, blank=True)
    shown = models.PositiveIntegerField(null=True)
    share = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Share if each]
    )
    staff = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Staff]
    )
    silent = models.JSONField(default=list)
    causes = models.JSONField(default=list)

    objects = LineQuerySet.as_manager()

    OPEN = (
        "publication", "report", "area", "body", "answer",
        "shown", "share", "staff", "silent", "causes",
    )  # fmt: skip
    LIMITED = ("id",)
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(area__isnull=True) ^ Q(body__isnull=True),
                name="line_of_an_area_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(shown__isnull=True)
                | (Q(shown__gte=ROUND_TO) & Q(Exact(F("shown") % ROUND_TO, 0))),
                name="line_shows_only_rounded",
            ),
            models.CheckConstraint(
                condition=Q(share="") | Q(shown__isnull=False), name="line_share_of_enough"
            ),
        )

    def __str__(self) -> str:
        return self.report
