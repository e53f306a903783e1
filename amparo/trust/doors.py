"""The doors of pages: who may open which, said beside each view.

What a role may do is pack data, which trust does not know. A middleware above fills
`request.reader` with a `Reader` whose grants the pack gave; where none did, nothing is allowed.
Beside every door this holds: a page opens only to an account whose key is unlocked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from amparo.trust.entrance import Halfway, halfway_in
from amparo.trust.keyring import Keyring
from amparo.trust.models import Account
from amparo.trust.problems import NotUnlocked
from amparo.trust.rules import Reader

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs(can: StrEnum) -> Callable[[View[P]], View[P]]:
    """Open a page to those who may do this in some body of theirs.

    Strangers are asked to sign in and brought back; for anybody else there is no such page (404).
    Which things they may do it to is decided where the page reads: `visible_to(reader)`.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def if_allowed(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not reader_in(request).may(can):
                raise Http404
            return view(request, *args, **kwargs)

        door = signed_in(if_allowed)
        door.needs = can  # type: ignore[attr-defined]  # a test walks all doors
        return door

    return guard


def signed_in(view: View[P]) -> View[P]:
    """Open a page to everybody who has signed in and whose key is still unlocked."""

    @wraps(view)
    def if_unlocked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_unlocked(request):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return if_unlocked


@dataclass(frozen=True)
class Person:
    """Who arranges their own access: the account, and its private key for this request.

    `is_halfway`: they owe a second factor, and only come in with it.
    """

    account: Account
    private: bytes = field(repr=False)
    is_halfway: bool


def owes_or_in(view: View[P]) -> View[P]:
    """Open a page to who has signed in, and to who is halfway in because they owe a factor."""

    @wraps(view)
    def if_known(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_unlocked(request) and not _owes(request):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return if_known


def person_in(request: HttpRequest) -> Person:
    """Return who arranges their access here: signed in, or halfway in and owing a factor.

    Raises:
        NotUnlocked: neither.
    """
    owes = _owes(request)
    if owes is not None and not is_unlocked(request):
        return Person(owes.account, owes.private, is_halfway=True)
    return Person(account_in(request), keyring_in(request).account_private, is_halfway=False)


def _owes(request: HttpRequest) -> Halfway | None:
    halfway = halfway_in(request)
    return halfway if halfway and halfway.owes_one else None


def is_unlocked(request: HttpRequest) -> bool:
    """Return whether somebody is signed in and their key is at hand.

    A request that was refused before anybody looked who sent it is nobody's.
    """
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and _private(request) is not None


def account_in(request: HttpRequest) -> Account:
    """Return who is signed in.

    Raises:
        NotUnlocked: nobody is.
    """
    if isinstance(request.user, Account):
        return request.user
    raise NotUnlocked


def reader_in(request: HttpRequest) -> Reader:
    """Return the request's reader as the middleware above filled it; may nothing where none did."""
    reader: Reader | None = getattr(request, "reader", None)
    return reader or Reader(account_in(request).id)


def keyring_in(request: HttpRequest) -> Keyring:
    """Return the keys of whoever is signed in, for this request; always the same ring.

    Raises:
        NotUnlocked: the key is locked; signing in again opens it.
    """
    private = _private(request)
    if private is None:
        raise NotUnlocked
    ring: Keyring | None = getattr(request, "keyring", None)
    if ring is None:
        ring = Keyring(account_in(request).id, private)
        request.keyring = ring  # type: ignore[attr-defined]
    return ring


def _private(request: HttpRequest) -> bytes | None:
    private: bytes | None = getattr(request, "unlocked", None)
    return private
