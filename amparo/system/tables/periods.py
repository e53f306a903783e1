"""What holds for a body for a while: its standing, and who is here, on duty, standing in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.system.reach import PeriodQuerySet
from amparo.system.tables.places import Body


class _Period(models.Model):
    """Something that holds for a body from a moment on, until another or until it is ended."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="%(class)s_rows")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(class)s_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class Accreditation(_Period):
    """The authority's word that a body may conduct what the law keeps for accredited ones."""

    document = models.CharField(max_length=120)

    objects = PeriodQuerySet["Accreditation"].as_manager()

    OPEN = ("body", "since", "until", "document")
    LIMITED = ("id", "named_by")
    SEALED = ()


class Recognition(_Period):
    """A municipality's word that a group works in its district. Raising a concern needs none."""

    document = models.CharField(max_length=120)

    objects = PeriodQuerySet["Recognition"].as_manager()

    OPEN = ("body", "since", "until", "document")
    LIMITED = ("id", "named_by")
    SEALED = ()


class Deputy(_Period):
    """Who stands in for whom in a body, for a while."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PeriodQuerySet["Deputy"].as_manager()

    OPEN = ()
    LIMITED = ("id", "body", "since", "until", "named_by", "account", "deputy")
    SEALED = ()

    class Meta(_Period.Meta):
        verbose_name_plural = "deputies"
        constraints = (
            *_Period.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(account=F("deputy")), name="deputy_is_another_person"
            ),
        )


class DutyRoster(_Period):
    """Who is the officer on duty; where nobody is named it is the first officer present."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PeriodQuerySet["DutyRoster"].as_manager()

    OPEN = ()
    LIMITED = ("id", "body", "since", "until", "named_by", "account")
    SEALED = ()


class Absence(_Period):
    """Somebody is not here: said by the person, or by the supervisor."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PeriodQuerySet["Absence"].as_manager()

    OPEN = ()
    LIMITED = ("id", "body", "since", "until", "named_by", "account")
    SEALED = ()
