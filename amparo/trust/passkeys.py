"""Passkeys (WebAuthn): what is asked of the browser, and whether what it answers is true.

The library checks challenge, origin, the site's name and the signature. A challenge lives in the
session and is used once. Pure of the database but for the account's own factors.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from amparo.trust.factors import factors_of
from amparo.trust.models import Account, Factor
from amparo.trust.problems import WrongPasskey
from amparo.trust.rules import FactorKind

PREFERRED = UserVerificationRequirement.PREFERRED
State = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the browser is asked, as JSON; and what is kept until it answers."""

    options: str
    state: State


@dataclass(frozen=True)
class Registered:
    """A new passkey: its id and public key, and how often it has signed."""

    credential: bytes
    count: int


@dataclass(frozen=True)
class Signed:
    """Which passkey has signed, and how often by its own account."""

    factor: Factor
    count: int


def ask_to_register(account: Account) -> Asked:
    """Return what makes the browser offer a new passkey; one that is known is not made twice."""
    user = PublicKeyCredentialUserEntity(
        id=account.id.bytes, name=account.username, display_name=account.display_name
    )
    known = [_data(factor) for factor in _passkeys(account)]
    options, state = _server().register_begin(user, known, user_verification=PREFERRED)
    return Asked(json.dumps(dict(options)["publicKey"]), state)


def registered(answer: str, state: State) -> Registered:
    """Return the passkey that a browser made.

    Raises:
        WrongPasskey: it answers another question, comes from another site or was changed.
    """
    try:
        said = _server().register_complete(state, _read(answer))
    except (ValueError, KeyError, TypeError, AssertionError):
        raise WrongPasskey from None
    if said.credential_data is None:
        raise WrongPasskey
    return Registered(bytes(said.credential_data), said.counter)


def ask_to_sign(account: Account) -> Asked:
    """Return what makes the browser ask for one of the account's passkeys."""
    known = [_data(factor) for factor in _passkeys(account)]
    options, state = _server().authenticate_begin(known, user_verification=PREFERRED)
    return Asked(json.dumps(dict(options)["publicKey"]), state)


def signed(account: Account, answer: str, state: State) -> Signed:
    """Return which of the account's passkeys has signed.

    Raises:
        WrongPasskey: none of them has, or not what it was asked.
    """
    known = {_data(factor).credential_id: factor for factor in _passkeys(account)}
    try:
        said = AuthenticationResponse.from_dict(_read(answer))
        used = _server().authenticate_complete(state, [*map(_data, known.values())], said)
    except (ValueError, KeyError, TypeError, AssertionError):
        raise WrongPasskey from None
    return Signed(known[used.credential_id], said.response.authenticator_data.counter)


def _read(answer: str) -> dict[str, Any]:
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise WrongPasskey
    return said


def _server() -> Fido2Server:
    here = settings.AMPARO
    return Fido2Server(PublicKeyCredentialRpEntity(id=here.passkey_site, name=here.label))


def _passkeys(account: Account) -> list[Factor]:
    return factors_of(account, FactorKind.PASSKEY)


def _data(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(factor.credential or b""))
