"""Requests for the identity of whoever raised a concern: a projection of entries."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amparo.dossiers.rules import Can
from amparo.dossiers.tables.dossiers import Dossier
from amparo.dossiers.tables.entries import Entry
from amparo.trust.models import Circle

if TYPE_CHECKING:
    from amparo.trust.rules import Reader


class IdentityRequestQuerySet(models.QuerySet["IdentityRequest"]):
    """Requests, narrowed to those whom they are put before."""

    def kept_by(self, reader: "Reader") -> Self:
        """Keep what is asked of the custodians whom the reader is one of."""
        keepers = reader.bodies_where(Can.RELEASE_IDENTITY)
        return self._known_to(reader).filter(keeper__custodians_of__in=keepers)

    def near(self, reader: "Reader") -> Self:
        """Keep what an office of the reader's, or the keeper's, could give a second person for."""
        supervised = reader.bodies_where(Can.SUPERVISE)
        office = Q(dossier__parties__key="service", dossier__parties__body__in=supervised)
        keeper = Q(keeper__custodians_of__in=supervised)
        return self._known_to(reader).filter(office | keeper).distinct()

    def _known_to(self, reader: "Reader") -> Self:
        theirs = Q(dossier__kept_from__account=reader.account_id) | Q(
            dossier__kept_from__body__in=reader.bodies
        )
        return self.exclude(pk__in=self.model.objects.filter(theirs).values("pk"))


class IdentityRequest(models.Model):
    """A projection of an entry that asks for an identity, and of what was decided since.

    `keeper` is the custodians' circle that it was put before. `state` as the protocol's steps
    write it; `decided_at` the moment of the newest of them.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="identity_request")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="identity_requests")
    keeper = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20)
    decided_at = models.DateTimeField()

    objects = IdentityRequestQuerySet.as_manager()

    OPEN = ("state",)
    LIMITED = ("id", "entry", "dossier", "keeper", "agreed_by", "decided_at")
    SEALED = ()

    def __str__(self) -> str:
        return self.state
