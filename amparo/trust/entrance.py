"""Coming in and going out: what the pages of sign-in and sign-out call.

The private key, once opened, travels in two halves: one in the session's row, one in a cookie
that is never stored. The middleware `unlocked` puts them together for each request.
"""

from datetime import datetime

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from amparo.audit.actions import record
from amparo.base.problems import CannotOpen, WrongPassphrase
from amparo.sealing.unlocked import carry, pick_up
from amparo.trust.backends import Opened, open_account
from amparo.trust.models import Account
from amparo.trust.rules import Can, normal_username
from amparo.trust.tries import TRIES

BACKEND = "amparo.trust.backends.PassphraseBackend"
SEALED_HALF = "unlocked"


def enter(request: HttpRequest, username: str, passphrase: str, *, at: datetime) -> Account:
    """Sign in: a new session, and an unlock cookie that the middleware hands to the browser.

    Raises:
        WrongPassphrase: name or passphrase is wrong; it does not say which.
        TooManyTries: it was wrong too often from this address; it says how long to wait.
    """
    name, address = normal_username(username), request.META.get("REMOTE_ADDR", "")
    TRIES.spend(name, address, at=at)
    try:
        opened = open_account(name, passphrase)
    except WrongPassphrase:
        _record_failure(name, at=at)
        raise
    TRIES.forgive(name, address)
    _begin_session(request, opened, at=at)
    return opened.account


def prove_again(request: HttpRequest, passphrase: str, *, at: datetime) -> None:
    """Let whoever is signed in type the passphrase again, before something that can hurt.

    Raises:
        WrongPassphrase: it is another one.
        TooManyTries: it was wrong too often from this address; it says how long to wait.
    """
    name = request.user.get_username()
    address = request.META.get("REMOTE_ADDR", "")
    TRIES.spend(name, address, at=at)
    try:
        open_account(name, passphrase)
    except WrongPassphrase:
        _record_failure(name, at=at)
        raise
    TRIES.forgive(name, address)


def leave(request: HttpRequest, *, at: datetime) -> None:
    """Sign out: the session's row goes, and with it one half of the key; the cookie is taken."""
    if request.user.is_authenticated:
        with transaction.atomic():
            record(Can.SIGN_OUT, request.user.pk, by=request.user.pk, at=at)
    logout(request)
    request.unlocked = None  # type: ignore[attr-defined]
    request.unlock_cookie = ""  # type: ignore[attr-defined]


def picked_up(request: HttpRequest, cookie: str | None) -> bytes | None:
    """Return the account's private key out of its two halves, or None where they don't fit."""
    if not cookie or not request.user.is_authenticated:
        return None
    try:
        return pick_up(cookie, bytes.fromhex(request.session.get(SEALED_HALF, "")))
    except CannotOpen:
        return None


def _begin_session(request: HttpRequest, opened: Opened, *, at: datetime) -> None:
    cookie, sealed = carry(opened.private)
    request.session.flush()
    login(request, opened.account, backend=BACKEND)
    request.session[SEALED_HALF] = sealed.hex()
    request.unlocked = opened.private  # type: ignore[attr-defined]
    request.unlock_cookie = cookie  # type: ignore[attr-defined]
    with transaction.atomic():
        record(Can.SIGN_IN, opened.account.id, by=opened.account.id, at=at)


def _record_failure(username: str, *, at: datetime) -> None:
    """Write down a failed try. A name that nobody has is not kept: people type other secrets."""
    account = Account.objects.filter(username=username).first()
    with transaction.atomic():
        record(Can.FAIL_SIGN_IN, account.id if account else None, by=None, at=at)
