"""What happened: entries, their sealed parts and who can open them. Appended, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.audit.models import Record
from amparo.dossiers.tables.dossiers import Dossier
from amparo.system.models import Body
from amparo.trust.models import Epoch


class Entry(models.Model):
    """One thing that somebody did or said, under one step. Never changed.

    `at` is the server's receipt; `said_at` the author's own clock; `stamped` the hour of paper.
    `hashes` maps each sealed part's class to the SHA-256 of its ciphertext; `answers_mac`
    recognises the same letter sent twice and is keyed outside the database. Where the law has the
    coded part erased, `erased_hash` keeps the salted hash that the audit leaf committed to.
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
    erased_hash = models.BinaryField(max_length=32, null=True)
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
        "erased_hash",
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
        # Asked for by whoever oversees, of all offices: few, and nowhere else to be found.
        indexes = (
            models.Index(fields=("at",), condition=Q(step="early_asked"), name="entry_early_asked"),
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
