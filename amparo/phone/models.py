"""What a phone was told so far: a place in the log, and what it should hold by now."""

from django.db import models

from amparo.trust.models import Device


class Told(models.Model):
    """What one member on one phone was told.

    `marks` are the last answers, each `[ordinal, seq, footprint]`: how many things the phone had
    been told, the last place in the log that counted, and what it holds since. The ordinal is all
    that the phone knows. `held` maps each dossier it holds to 0, or to the ordinal with which it
    was told that this one is gone.
    """

    device = models.OneToOneField(
        Device, on_delete=models.CASCADE, primary_key=True, related_name="told"
    )
    marks = models.JSONField(default=list)
    held = models.JSONField(default=dict)

    OPEN = ()
    LIMITED = ("device", "marks", "held")
    SEALED = ()

    class Meta:
        verbose_name_plural = "told"

    def __str__(self) -> str:
        return "told"
