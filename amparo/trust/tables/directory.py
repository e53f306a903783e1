"""What the founding ceremony left, the directory of public keys, and recovery."""

from django.db import models
from django.db.models import F, Q

from amparo.sealing.directory import Certificate, KeyRecord
from amparo.sealing.recovery import RecoveryShares
from amparo.trust.tables.accounts import Account
from amparo.trust.tables.circles import Epoch


class Deployment(models.Model):
    """What the founding ceremony left here: the recovery key, for two of three holders together.

    The root's public key is here to be shown; what is trusted is the copy outside the database.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField()
    root_public = models.BinaryField(max_length=32)
    recovery_public = models.BinaryField(max_length=32)
    share_ab = models.BinaryField()
    share_ac = models.BinaryField()
    share_bc = models.BinaryField()
    begun_at = models.DateTimeField()

    OPEN = ("is_demo", "begun_at")
    LIMITED = ("id", "root_public", "recovery_public")
    SEALED = ("share_ab", "share_ac", "share_bc")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="deployment_is_the_only_one"),
        )

    def __str__(self) -> str:
        return "demo" if self.is_demo else "deployment"

    @property
    def shares(self) -> RecoveryShares:
        """Return the recovery key's three boxes, one for each pair of holders."""
        return RecoveryShares(bytes(self.share_ab), bytes(self.share_ac), bytes(self.share_bc))


class DirectoryKey(models.Model):
    """The online directory key for a while, and the root's certificate that says so."""

    online_public = models.BinaryField(max_length=32)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    signature = models.BinaryField(max_length=64)

    OPEN = ("valid_from", "valid_to")
    LIMITED = ("id", "online_public", "signature")
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="directory_key_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"

    @property
    def certificate(self) -> Certificate:
        """Return the certificate, to be checked against the root's public key."""
        return Certificate(
            bytes(self.online_public), self.valid_from, self.valid_to, bytes(self.signature)
        )


class DirectoryEntry(models.Model):
    """The directory's log: each public key that was ever signed, never changed.

    The newest entry about a key counts; a renewed certificate signs those in use again.
    """

    kind = models.CharField(max_length=10)
    subject = models.UUIDField()
    epoch = models.PositiveIntegerField()
    public = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    signed_under = models.ForeignKey(DirectoryKey, on_delete=models.PROTECT, related_name="entries")
    signature = models.BinaryField(max_length=64)

    OPEN = ("kind",)
    LIMITED = ("id", "subject", "epoch", "public", "at", "signed_under", "signature")
    SEALED = ()

    class Meta:
        verbose_name_plural = "directory entries"
        indexes = (models.Index(fields=("subject", "kind", "epoch"), name="directory_subject"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("circle", "account", "recovery")), name="directory_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def key_record(self) -> KeyRecord:
        """Return what was signed."""
        return KeyRecord(self.kind, self.subject, self.epoch, bytes(self.public), self.at)  # type: ignore[arg-type]  # the constraint knows the kinds


class RecoveryBox(models.Model):
    """A private key sealed to the deployment's recovery key: an epoch's, or an account's."""

    epoch = models.OneToOneField(
        Epoch, on_delete=models.CASCADE, null=True, related_name="recovery_box"
    )
    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, null=True, related_name="recovery_box"
    )
    box = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "epoch", "account")
    SEALED = ("box",)

    class Meta:
        verbose_name_plural = "recovery boxes"
        constraints = (
            models.CheckConstraint(
                condition=Q(epoch__isnull=True) ^ Q(account__isnull=True),
                name="recovery_box_is_for_one_key",
            ),
        )

    def __str__(self) -> str:
        return "recovery box"
