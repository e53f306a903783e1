"""What an emergency opened: a projection of the entries that say so."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from amparo.dossiers.rules import Can
from amparo.dossiers.tables.dossiers import Dossier
from amparo.dossiers.tables.entries import Entry
from amparo.dossiers.tables.projections import Duty
from amparo.rows.prepared import prepared
from amparo.system.models import Body

if TYPE_CHECKING:
    from amparo.trust.rules import Reader


class AccessQuerySet(models.QuerySet["Access"]):
    """Emergency accesses, narrowed to what one reader is told of."""

    def to_review_by(self, reader: "Reader") -> Self:
        """Keep what the reader is to review; what they used themselves, somebody else reviews.

        The office's supervisor reviews what was told to the office. Once the body above is told of
        one access to a case, it reviews all that wait there.
        """
        above = reader.bodies_where(Can.OVERSEE)
        told = Q(reviewer__in=above) | Q(
            dossier__escalations__body__in=above, dossier__escalations__instance=F("entry_id")
        )
        told_above = Access.objects.unreviewed().filter(told).values("dossier")
        own = Q(reviewer__in=reader.bodies_where(Can.SUPERVISE))
        waiting = self.unreviewed().filter(own | Q(dossier__in=told_above))
        mine = Dossier.objects.visible_to(reader).filter(pk__in=waiting.dossiers())
        return waiting.filter(dossier__in=_ids(mine)).exclude(account=reader.account_id)

    def in_work_of(self, reader: "Reader") -> Self:
        """Keep what nobody has reviewed yet, of files that the reader works on."""
        found = _of_unreviewed()
        if not found:
            return self.none()
        mine = Dossier.objects.in_full(reader).filter(pk__in=found)
        return self.unreviewed().filter(dossier__in=_ids(mine))

    def dossiers(self) -> list[UUID]:
        """Return the ids of what they opened: few, and so asked before who may see which.

        In one question with what decides that, a database that guesses wrongly how many there are
        goes through all dossiers for each of them.
        """
        return list(self.values_list("dossier", flat=True).distinct())

    def unreviewed(self) -> Self:
        """Keep what still waits for its review."""
        reviewed = Duty.objects.filter(
            dossier=OuterRef("dossier"), instance=OuterRef("entry"), done_at__isnull=False
        )
        return self.exclude(Exists(reviewed))

    def in_force(self, at: datetime) -> Self:
        """Keep what opens a file at a moment: to the minute, whether or not anybody looks."""
        return self.filter(since__lte=at, until__gt=at)


@prepared
def _of_unreviewed() -> "models.QuerySet[Access, UUID]":
    return Access.objects.unreviewed().values_list("dossier", flat=True).distinct()


def _ids(dossiers: models.QuerySet[Dossier]) -> list[UUID]:
    return list(dossiers.values_list("pk", flat=True))


class Access(models.Model):
    """A projection of an entry that opened a dossier in an emergency. `rebuild` makes it anew.

    `reviewer` is the office itself, or the body that oversees it.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="access")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="accesses")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = AccessQuerySet.as_manager()

    OPEN = ("body", "reviewer", "since", "until")
    LIMITED = ("id", "entry", "dossier", "account")
    SEALED = ()

    class Meta:
        verbose_name_plural = "accesses"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="access_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=("account", "until"), name="access_account_until"),)

    def __str__(self) -> str:
        return "emergency access"
