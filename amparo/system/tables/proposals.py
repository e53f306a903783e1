"""What one person asks for and another must agree to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.system.reach import ProposalQuerySet
from amparo.system.rules import Asked
from amparo.system.tables.places import Body


class Proposal(models.Model):
    """Something that takes two persons: a role of trust, a way back in for somebody, an end.

    Attributes:
        body: whose people it is about.
        decided_in: the body in which somebody else must agree: the same one where it has two who
            may, else one that oversees it.
        account: whom it is about; None for somebody new, called `name`, and where the body ends.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Asked])
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    decided_in = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="to_decide")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)
    carried_out_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    OPEN = ("kind", "role", "is_agreed")
    LIMITED = (
        "id",
        "body",
        "decided_in",
        "account",
        "name",
        "asked_by",
        "asked_at",
        "expires_at",
        "decided_by",
        "decided_at",
        "carried_out_at",
    )
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")), name="proposal_takes_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True)
                | (~Q(account=F("asked_by")) & ~Q(account=F("decided_by"))),
                name="proposal_is_never_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) ^ Q(is_agreed__isnull=False),
                name="proposal_is_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.kind
