"""Half-filled pages, sealed to their author."""

from django.conf import settings
from django.db import models


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
