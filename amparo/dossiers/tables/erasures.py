"""What was deleted by law: ids, dates and the rule; never a name. Appended, never changed."""

from django.db import models

from amparo.dossiers.tables.dossiers import Dossier


class Erasure(models.Model):
    """That something of a dossier was destroyed.

    The same lines stand in the deletion ledger, outside the database, so that a restored backup
    does not bring back what was deleted.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="erasures")
    rule = models.CharField(max_length=60)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()

    OPEN = ("rule", "what", "at")
    LIMITED = ("id", "dossier")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "rule"), name="erasure_once_per_rule"),
        )

    def __str__(self) -> str:
        return self.rule
