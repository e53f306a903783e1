"""What somebody has beside the passphrase: an app, a passkey, codes on paper."""

from django.db import models
from django.db.models import Q

from amparo.trust.rules import FactorKind
from amparo.trust.tables.accounts import Account


class Factor(models.Model):
    """An authenticator app or a passkey of an account.

    Attributes:
        sealed: an app's seed, under the account's own key and the server's together.
        credential: a passkey's id and public key, as it was registered.
        counter: of an app the step of the last code taken, of a passkey its count of signatures:
            neither is ever taken again.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in FactorKind])
    name = models.CharField(max_length=60)
    sealed = models.BinaryField(null=True)
    credential = models.BinaryField(null=True)
    counter = models.BigIntegerField(default=0)
    enrolled_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    OPEN = ("kind",)
    LIMITED = ("id", "account", "name", "credential", "counter", "enrolled_at", "used_at")
    SEALED = ("sealed",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=FactorKind.APP.value, sealed__isnull=False)
                | Q(kind=FactorKind.PASSKEY.value, credential__isnull=False),
                name="factor_has_what_proves_it",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class RecoveryCode(models.Model):
    """A code on paper, for when app and passkey are lost: only a keyed digest of it is here."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    OPEN = ()
    LIMITED = ("id", "account", "digest", "made_at", "used_at")
    SEALED = ()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "digest"), name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return "recovery code"
