"""A dossier, its parties, and who must not know. Addressing is server-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amparo.dossiers.reach import DossierQuerySet
from amparo.system.models import Area, Body, StoredPack


class Dossier(models.Model):
    """One thing that is followed up, under one protocol of one pack.

    `situation` joins the dossiers raised together; no receiver learns of another, so it is
    never shown. The last five fields are projections: `amparo replay --all` rebuilds them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=12, unique=True)
    protocol = models.CharField(max_length=40)
    pack = models.ForeignKey(StoredPack, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    situation = models.UUIDField(db_index=True)
    came_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="led_to"
    )
    code_word = models.CharField(max_length=30)

    state = models.CharField(max_length=40, default="")
    next_due = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_position = models.PositiveIntegerField(default=0)

    objects = DossierQuerySet.as_manager()

    OPEN = ("protocol", "pack", "area", "state", "next_due")
    LIMITED = (
        "id",
        "number",
        "opened_at",
        "situation",
        "came_from",
        "code_word",
        "assigned_to",
        "deputy",
        "last_position",
    )
    SEALED = ()

    class Meta:
        indexes = (
            models.Index(fields=("protocol", "state"), name="dossier_protocol_state"),
            models.Index(fields=("protocol", "opened_at"), name="dossier_protocol_opened"),
            models.Index(fields=("assigned_to", "next_due"), name="dossier_worker_due"),
        )

    def __str__(self) -> str:
        return self.number


class Party(models.Model):
    """Who follows a dossier: a body, an account, or a person who came without an account.

    `for_body` names the body without a key that this relay stands in for.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parties")
    key = models.CharField(max_length=20)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    for_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")

    OPEN = ("key",)
    LIMITED = ("id", "dossier", "body", "account", "for_body")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "key", "account"), name="party_once_per_account"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=True) | Q(account__isnull=True),
                name="party_is_body_or_person",
            ),
        )
        # What an office works on is asked by every page: answered without reading a row.
        indexes = (models.Index(fields=("body", "key", "dossier"), name="party_of_body"),)

    def __str__(self) -> str:
        return self.key


class KeptFrom(models.Model):
    """Who must not know: a body as a whole, or one account in every role it holds."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="kept_from")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("id", "dossier", "body", "account", "reason", "at")
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(account__isnull=True),
                name="kept_from_body_or_account",
            ),
            models.UniqueConstraint(fields=("dossier", "body"), name="kept_from_body_once"),
            models.UniqueConstraint(fields=("dossier", "account"), name="kept_from_account_once"),
        )

    def __str__(self) -> str:
        return self.reason


class Link(models.Model):
    """Two dossiers of one service that belong together (`sibling`, `same_child`)."""

    kind = models.CharField(max_length=20)
    one = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="linked_from")

    OPEN = ("kind",)
    LIMITED = ("id", "one", "other")
    SEALED = ()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "one", "other"), name="link_once"),)

    def __str__(self) -> str:
        return self.kind
