"""Which files a list showed the names of: one record of the log stands for a whole page."""

from django.db import models

from amparo.audit.models import Record
from amparo.dossiers.tables.dossiers import Dossier


class NameShown(models.Model):
    """One file of a page of names, so that its own readings can be found."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")

    OPEN = ()
    LIMITED = ("id", "record", "dossier")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("record", "dossier"), name="name_shown_once"),
        )

    def __str__(self) -> str:
        return "name shown"
