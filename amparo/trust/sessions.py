"""Sessions in a table that a copy of it can't be used from: settings name this SESSION_ENGINE.

A row is found by the SHA-256 of the cookie's id. Its data are signed for that one row, and hold
of the account's private key only a half that is useless without the unlock cookie. A session ends
after a quarter of an hour without a request, after eight hours in any case, at sign-out and with
another passphrase or factor. One that was begun or used too far in the future is over as well: the
clock has jumped, and nobody knows how old it is.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.core import signing
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from amparo.base.canonical import sha256
from amparo.rows.asked import asked
from amparo.trust.models import Session

log = logging.getLogger("amparo.tampered")

SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is noted to the minute: not every page is worth a write."""


def idle_limit() -> timedelta:
    """Return how long a session lasts without a request."""
    return timedelta(seconds=getattr(settings, "SESSION_IDLE_AGE", 15 * 60))


def longest() -> timedelta:
    """Return how long a session lasts in any case."""
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)


class SessionStore(SessionBase):
    """One browser's session."""

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        row = _row_of.first(row_key(self.session_key))
        if row is None or _is_over(row, now):
            self.delete()
            self._session_key = None
            return {}
        if now - row.seen_at >= SEEN_EVERY:
            _note_use(row, now)
        return self.decode(row.data)

    def exists(self, session_key: str | None = None) -> bool:
        return Session.objects.filter(pk=row_key(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # not in stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's signature
        if self.session_key is None:
            self.create()
            return
        now = timezone.now()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        said = {"account_id": _account(data), "data": self.encode(data), "seen_at": now}
        key_hash = row_key(self.session_key)
        if not must_create:
            if not Session.objects.filter(pk=key_hash).update(**said):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                Session.objects.create(key_hash=key_hash, started_at=now, **said)
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        Session.objects.filter(pk=row_key(session_key or self.session_key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        return signing.dumps(session_dict, salt=self._salt(), compress=True)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        try:
            said: dict[str, Any] = signing.loads(str(session_data), salt=self._salt())
        except signing.BadSignature:
            log.warning("a session's data that are not its own")
            return {}
        return said

    def _salt(self) -> str:
        """Bind the data to their row: copied into another one they say nothing."""
        return f"amparo.trust.sessions/{row_key(self.session_key)}"

    @classmethod
    def clear_expired(cls) -> None:
        now = timezone.now()
        idle, old = idle_limit(), longest()
        over = Q(seen_at__lt=now - idle) | Q(started_at__lt=now - old)
        ahead = Q(seen_at__gt=now + idle) | Q(started_at__gt=now + old)
        Session.objects.filter(over | ahead).delete()


@asked
def _row_of(key_hash: str) -> QuerySet[Session]:
    return Session.objects.filter(pk=key_hash)


def _is_over(row: Session, now: datetime) -> bool:
    return abs(now - row.seen_at) >= idle_limit() or abs(now - row.started_at) >= longest()


def _note_use(row: Session, now: datetime) -> None:
    """Note that a session is in use; where nothing can be written now, reading still goes on."""
    with suppress(OperationalError):
        Session.objects.filter(pk=row.pk).update(seen_at=now)


def row_key(session_key: str | None) -> str:
    """Return what a session's row is found by."""
    return sha256((session_key or "").encode()).hex()


def _account(data: dict[str, Any]) -> UUID | None:
    """Return whose session it is, halfway in or wholly: it ends with all others of theirs."""
    account = data.get(SESSION_KEY) or data.get("halfway", {}).get("account")
    return UUID(account) if account else None
