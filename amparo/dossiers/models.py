"""Dossiers, their parties and entries, and what is projected from them.

Three kinds of rows live here and must not be mixed up: what happened (Entry, SealedPart, Wrap:
appended, never changed), who it concerns (Party, KeptFrom, Link: addressing, server-only), and
what replaying gives (Duty and the projected fields of Dossier: rebuilt at any time).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.audit.models import Record
from amparo.dossiers.reach import DossierQuerySet, DutyQuerySet
from amparo.system.models import Area, Body, StoredPack
from amparo.trust.models import Epoch


class Dossier(models.Model):
    """One thing that is followed up, under one protocol of one pack.

    `situation` joins the dossiers raised together; no receiver learns of another, so it is
    never shown. The last five fields are projections: `replay_all` rebuilds them.
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
        indexes = (models.Index(fields=("protocol", "state"), name="dossier_protocol_state"),)

    def __str__(self) -> str:
        return self.number


class Party(models.Model):
    """Who follows a dossier: a body, an account, or a person who came without an account.

    `for_body` names the body without a key that this relay stands in for.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parties")
    key = models.CharField(max_length=20)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
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


class Entry(models.Model):
    """One thing that somebody did or said, under one step. Never changed.

    `at` is the server's receipt; `said_at` the author's own clock; `stamped` the hour of paper.
    `hashes` maps each sealed part's class to the SHA-256 of its ciphertext; `answers_mac`
    recognises the same letter sent twice and is keyed outside the database.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    said_at = models.DateTimeField()
    stamped = models.DateTimeField(null=True)
    addressed = models.JSONField(default=list)
    coded = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    hashes = models.JSONField(default=dict)
    answers_mac = models.BinaryField(max_length=32)
    device_signature = models.BinaryField(max_length=64, null=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="entry")

    OPEN = ("step", "coded")
    LIMITED = (
        "id",
        "dossier",
        "position",
        "by",
        "author",
        "author_body",
        "on_behalf_of",
        "at",
        "said_at",
        "stamped",
        "addressed",
        "salt",
        "hashes",
        "answers_mac",
        "device_signature",
        "record",
    )
    SEALED = ()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "position"), name="entry_position_once"),
            models.CheckConstraint(
                condition=Q(stamped__isnull=True) | Q(stamped__lte=F("at")),
                name="entry_paper_before_receipt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.id}"


class SealedPart(models.Model):
    """The answers of one class, encrypted; erasable alone, at its own date."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="parts")
    part_class = models.CharField(max_length=20)
    ciphertext = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "entry", "part_class")
    SEALED = ("ciphertext",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "part_class"), name="part_class_once"),
        )

    def __str__(self) -> str:
        return self.part_class


class Wrap(models.Model):
    """A part's content key, sealed to one recipient: a circle's epoch, or an account."""

    part = models.ForeignKey(SealedPart, on_delete=models.CASCADE, related_name="wraps")
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    box = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "part", "epoch", "account")
    SEALED = ("box",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(epoch__isnull=True) ^ Q(account__isnull=True),
                name="wrap_has_one_recipient",
            ),
        )

    def __str__(self) -> str:
        return "wrap"


class Duty(models.Model):
    """A projection: what a clock of the protocol makes somebody owe. `replay_all` rebuilds it."""

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

    objects = DutyQuerySet.as_manager()

    OPEN = ("clock", "owed_by", "owed_to", "since", "due", "done_at", "held_until", "body")
    LIMITED = ("id", "dossier", "instance")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "clock", "instance"), name="duty_once_per_clock"
            ),
        )
        indexes = (models.Index(fields=("body", "done_at", "due"), name="duty_open_by_due"),)

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

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=64)

    OPEN = ()
    LIMITED = ("id", "dossier", "body", "value")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "body", "value"), name="name_index_once"),
        )

    def __str__(self) -> str:
        return "name index"


class Draft(models.Model):
    """What somebody typed and has not sent: sealed to its author, nobody else can read it."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    page = models.CharField(max_length=200)
    box = models.BinaryField()
    changed_at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("id", "account", "page", "changed_at")
    SEALED = ("box",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "page"), name="draft_once_per_page"),
        )

    def __str__(self) -> str:
        return "draft"
