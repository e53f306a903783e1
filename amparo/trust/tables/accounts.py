"""Accounts and their sessions."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from amparo.sealing.passphrase import LockedKey
from amparo.trust.rules import normal_username


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by user name, however it was typed. `create_account` makes them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=normal_username(username or ""))


class Account(AbstractBaseUser):
    """A person who signs in. No e-mail, no password: signing in is opening the private key."""

    password = None  # type: ignore[assignment]  # the verifier and the sealed key stand in for it
    last_login = None  # the audit log says it

    id = models.UUIDField(primary_key=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    is_active = models.BooleanField(default=True)
    public_key = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    verifier = models.BinaryField(max_length=32)
    sealed_private = models.BinaryField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    OPEN = ("language", "is_active")
    LIMITED = ("id", "username", "display_name", "public_key", "salt", "verifier")
    SEALED = ("sealed_private",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(username=""), name="account_has_a_username"),
        )

    @property
    def locked_key(self) -> LockedKey:
        """Return what a passphrase opens."""
        return LockedKey(
            salt=bytes(self.salt),
            verifier=bytes(self.verifier),
            sealed_private=bytes(self.sealed_private),
            public=bytes(self.public_key),
        )

    def get_session_auth_hash(self) -> str:
        """Return what ties a session to this passphrase: another passphrase ends it."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """Return the same under the signing secrets that were in use before."""
        return [self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS]

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        salt = "amparo.trust.models.Account.session"
        verifier = bytes(self.verifier)
        return salted_hmac(salt, verifier, secret=secret, algorithm="sha256").hexdigest()


class Session(models.Model):
    """A signed-in browser. Only the hash of its cookie's id is here: a copied row opens nothing."""

    key_hash = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    data = models.TextField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    OPEN = ()
    LIMITED = ("key_hash", "account", "data", "started_at", "seen_at")
    SEALED = ()

    def __str__(self) -> str:
        return "session"
