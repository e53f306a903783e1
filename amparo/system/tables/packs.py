"""The packs in use."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoredPack(models.Model):
    """A compiled pack under the hash of its bytes. A dossier keeps the pack it follows."""

    hash = models.CharField(primary_key=True, max_length=64)
    compiled = models.BinaryField()
    key = models.CharField(max_length=20)
    version = models.CharField(max_length=40)
    installed_at = models.DateTimeField()
    installed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    current = models.BooleanField(default=False)

    OPEN = ("hash", "compiled", "key", "version", "installed_at", "current")
    LIMITED = ("installed_by",)
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("current",), condition=Q(current=True), name="one_current_pack"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
