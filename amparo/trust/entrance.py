"""Coming in and going out: what the pages of sign-in and sign-out call.

The private key, once opened, travels in two halves: one in the session's row, one in a cookie
that is never stored. The middleware `unlocked` puts them together for each request.

Who has a second factor, or owes one, is halfway in after the passphrase: nobody is signed in, and
no page is shown but those that ask for the factor or let one be added.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from amparo.audit.actions import record
from amparo.base.problems import CannotOpen, WrongPassphrase
from amparo.sealing.passphrase import unlock
from amparo.sealing.unlocked import carry, pick_up
from amparo.trust.actions.factors import note_wrong_factor, use_code, use_passkey
from amparo.trust.backends import Opened, open_account
from amparo.trust.factors import has_factor
from amparo.trust.models import Account
from amparo.trust.passkeys import signed
from amparo.trust.problems import (
    NotUnlocked,
    TooManyCodes,
    TooManyTries,
    WrongCode,
    WrongPasskey,
)
from amparo.trust.rules import Can, normal_username
from amparo.trust.tries import DOOR, SECOND_TRIES, TRIES

BACKEND = "amparo.trust.backends.PassphraseBackend"
SEALED_HALF, HALFWAY, ASKED = "unlocked", "halfway", "passkey"
"""What the session keeps: one half of the key, who is halfway in, what a passkey was asked."""

HALFWAY_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Halfway:
    """Somebody whose passphrase was right and whose second factor was not shown yet.

    `owes_one`: they have none, and their role may not do without.
    """

    account: Account
    private: bytes = field(repr=False)
    owes_one: bool


def enter(
    request: HttpRequest,
    username: str,
    passphrase: str,
    *,
    owes_factor: Callable[[Account], bool],
    at: datetime,
) -> Account:
    """Sign in: a new session, and an unlock cookie that the middleware hands to the browser.

    Halfway only, for who has a second factor or owes one.

    Args:
        request: of whoever comes.
        username: as typed.
        passphrase: as typed.
        owes_factor: whether the roles of an account may not do without a second factor.
        at: the moment.

    Raises:
        WrongPassphrase: name or passphrase is wrong; it does not say which.
        TooManyTries: it was wrong too often from this address, or very many come in at this
            moment; it says how long to wait.
    """
    name, address = normal_username(username), request.META.get("REMOTE_ADDR", "")
    with DOOR.place(address):
        TRIES.spend(name, address, at=at)
        try:
            opened = open_account(name, passphrase)
        except WrongPassphrase:
            _record_failure(name, at=at)
            raise
    TRIES.forgive(name, address)
    if has_factor(opened.account) or owes_factor(opened.account):
        _begin_halfway(request, opened, at=at)
    else:
        _begin_session(request, opened, at=at)
    return opened.account


def prove_again(request: HttpRequest, passphrase: str, *, at: datetime) -> None:
    """Let whoever is signed in type the passphrase again, before something that can hurt.

    Raises:
        WrongPassphrase: it is another one.
        TooManyTries: it was wrong too often from this address; it says how long to wait.
    """
    account = Account.objects.get(username=request.user.get_username())
    if not is_passphrase_of(request, account, passphrase, at=at):
        raise WrongPassphrase


def show_code(request: HttpRequest, typed: str, *, at: datetime) -> Account:
    """Come in from halfway with a code of an app, or one from paper.

    Raises:
        NotUnlocked: nobody is halfway in.
        WrongCode: it does not fit, or was taken before.
        TooManyCodes: it was wrong too often; it says how long to wait.
    """

    def proves(halfway: Halfway) -> None:
        use_code(halfway.account, typed, private=halfway.private, by=halfway.account.id, at=at)

    return _come_in(request, proves, at=at)


def show_passkey(request: HttpRequest, answer: str, *, at: datetime) -> Account:
    """Come in from halfway with what a passkey signed.

    Raises:
        NotUnlocked: nobody is halfway in.
        WrongPasskey: it was not asked for, or none of the account's passkeys has signed it.
        TooManyCodes: it was wrong too often; it says how long to wait.
    """
    state = request.session.pop(ASKED, None) or {}

    def proves(halfway: Halfway) -> None:
        signed_by = signed(halfway.account, answer, state)
        use_passkey(signed_by.factor, signed_by.count, by=halfway.account.id, at=at)

    return _come_in(request, proves, at=at)


def come_in_with_new_factor(request: HttpRequest, *, at: datetime) -> None:
    """Come in from halfway: the factor that was owed is there now. Else nothing happens."""
    halfway = halfway_in(request)
    if halfway and halfway.owes_one and has_factor(halfway.account):
        _begin_session(request, Opened(halfway.account, halfway.private), at=at)


def halfway_in(request: HttpRequest) -> Halfway | None:
    """Return who is halfway in, as the middleware found them for this request."""
    halfway: Halfway | None = getattr(request, "halfway", None)
    return halfway


def is_passphrase_of(
    request: HttpRequest, account: Account, passphrase: str, *, at: datetime
) -> bool:
    """Tell whether somebody who is in knows their passphrase; as slow as signing in.

    Who does goes on in another session, so that one that was taken before is of no use.

    Raises:
        TooManyTries: it was wrong too often from this address.
    """
    address = request.META.get("REMOTE_ADDR", "")
    with DOOR.place(address):
        TRIES.spend(account.username, address, at=at)
        try:
            private = unlock(passphrase, account.locked_key)
        except WrongPassphrase:
            _record_failure(account.username, at=at)
            return False
    TRIES.forgive(account.username, address)
    _go_on_anew(request, private)
    return True


def leave(request: HttpRequest, *, at: datetime) -> None:
    """Sign out: the session's row goes, and with it one half of the key; the cookie is taken."""
    if request.user.is_authenticated:
        with transaction.atomic():
            record(Can.SIGN_OUT, request.user.pk, by=request.user.pk, at=at)
    logout(request)
    request.unlocked = None  # type: ignore[attr-defined]
    request.unlock_cookie = ""  # type: ignore[attr-defined]


def picked_up_halfway(request: HttpRequest, cookie: str | None, *, at: datetime) -> Halfway | None:
    """Return who is halfway in; None once it took too long or the account changed meanwhile."""
    said = request.session.get(HALFWAY) if cookie else None
    if not cookie or not said or abs(at - datetime.fromisoformat(said["since"])) >= HALFWAY_LASTS:
        return None
    account = Account.objects.filter(pk=said["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != said["hash"]:
        return None
    try:
        private = pick_up(cookie, bytes.fromhex(request.session.get(SEALED_HALF, "")))
    except CannotOpen:
        return None
    # Who owed one when they came has it to show as soon as there is one, wherever it was added.
    return Halfway(account, private, owes_one=said["owes_one"] and not has_factor(account))


def picked_up(request: HttpRequest, cookie: str | None) -> bytes | None:
    """Return the account's private key out of its two halves, or None where they don't fit."""
    if not cookie or not request.user.is_authenticated:
        return None
    try:
        return pick_up(cookie, bytes.fromhex(request.session.get(SEALED_HALF, "")))
    except CannotOpen:
        return None


def _come_in(request: HttpRequest, proves: Callable[[Halfway], None], *, at: datetime) -> Account:
    """Sign in whoever proves the factor; each try is counted for the account, wherever from."""
    halfway = halfway_in(request)
    if halfway is None or halfway.owes_one:
        raise NotUnlocked
    account = halfway.account
    try:
        SECOND_TRIES.spend(str(account.id), "", at=at)
    except TooManyTries as waiting:
        raise TooManyCodes(minutes=math.ceil(int(str(waiting.values["seconds"])) / 60)) from None
    try:
        proves(halfway)
    except (WrongCode, WrongPasskey):
        note_wrong_factor(account, by=None, at=at)
        raise
    SECOND_TRIES.forgive(str(account.id), "")
    _begin_session(request, Opened(account, halfway.private), at=at)
    return account


def _begin_halfway(request: HttpRequest, opened: Opened, *, at: datetime) -> None:
    cookie, sealed = carry(opened.private)
    logout(request)
    owes_one = not has_factor(opened.account)
    request.session[HALFWAY] = {
        "account": str(opened.account.id),
        "hash": opened.account.get_session_auth_hash(),
        "owes_one": owes_one,
        "since": at.isoformat(),
    }
    request.session[SEALED_HALF] = sealed.hex()
    request.unlocked = None  # type: ignore[attr-defined]
    request.halfway = Halfway(opened.account, opened.private, owes_one)  # type: ignore[attr-defined]
    request.unlock_cookie = cookie  # type: ignore[attr-defined]


def _begin_session(request: HttpRequest, opened: Opened, *, at: datetime) -> None:
    cookie, sealed = carry(opened.private)
    request.session.flush()
    login(request, opened.account, backend=BACKEND)
    request.session[SEALED_HALF] = sealed.hex()
    request.unlocked = opened.private  # type: ignore[attr-defined]
    request.halfway = None  # type: ignore[attr-defined]
    request.unlock_cookie = cookie  # type: ignore[attr-defined]
    with transaction.atomic():
        record(Can.SIGN_IN, opened.account.id, by=opened.account.id, at=at)


def _go_on_anew(request: HttpRequest, private: bytes) -> None:
    cookie, sealed = carry(private)
    request.session.cycle_key()
    request.session[SEALED_HALF] = sealed.hex()
    request.unlock_cookie = cookie  # type: ignore[attr-defined]


def _record_failure(username: str, *, at: datetime) -> None:
    """Write down a failed try. A name that nobody has is not kept: people type other secrets."""
    account = Account.objects.filter(username=username).first()
    with transaction.atomic():
        record(Can.FAIL_SIGN_IN, account.id if account else None, by=None, at=at)
