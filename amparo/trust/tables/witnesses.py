"""Outside witnesses of the log, and what they signed."""

from django.db import models

from amparo.audit.models import Checkpoint


class Witness(models.Model):
    """Somebody outside who fetches checkpoints and signs them. The token itself is not kept."""

    name = models.CharField(primary_key=True, max_length=60)
    public_key = models.BinaryField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    OPEN = ("name", "since")
    LIMITED = ("public_key", "token_hash")
    SEALED = ()

    class Meta:
        verbose_name_plural = "witnesses"

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """A witness's line under a checkpoint."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosigned")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="signed")
    line = models.TextField()
    at = models.DateTimeField()

    OPEN = ("witness", "at")
    LIMITED = ("id", "checkpoint", "line")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("checkpoint", "witness"), name="cosigned_once"),
        )

    def __str__(self) -> str:
        return f"{self.witness_id}"
