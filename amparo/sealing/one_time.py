"""One-time codes: those of an authenticator app, and those printed or handed over on paper.

Format of an app's codes: RFC 6238 over RFC 4226 with HMAC-SHA-1, 6 digits, steps of 30 seconds
from 1970, a seed of 20 random bytes written in base32. That is what every app reads; SHA-1 is
sound inside an HMAC. A written code is made of the characters of dossier numbers (none looks like
another) in groups of five: ten for a recovery code, twenty for a code that is handed over.

Pure: the moment is an argument; that a code is taken once only, whoever keeps it must see to.
"""

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from amparo.base.ids import CHARACTERS
from amparo.base.time import UTC

SEED_BYTES = 20
STEP = timedelta(seconds=30)
DIGITS = 6
STEPS_ASIDE = 1
"""How many steps an app's clock may be wrong, either way."""

GROUP = 5
RECOVERY_LENGTH, HANDED_LENGTH = 10, 20

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_READ_AS = str.maketrans({"S": "5", "U": "V"})


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def step_of(at: datetime) -> int:
    return (at - _BEGAN) // STEP


def code_at(seed: bytes, step: int) -> str:
    """Return the six digits that an app shows during a step."""
    digest = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_shown(seed: bytes, typed: str, at: datetime) -> int | None:
    """Return the step whose code was typed, of those near this moment; None if it is of none.

    All of them are compared, whichever fits: the time taken says nothing.
    """
    digits = "".join(typed.split()).encode("utf-8", "surrogatepass")
    here = step_of(at)
    near = range(here - STEPS_ASIDE, here + STEPS_ASIDE + 1)
    fits = [step for step in near if hmac.compare_digest(code_at(seed, step).encode(), digits)]
    return fits[0] if fits else None


def seed_text(seed: bytes) -> str:
    """Return a seed as it is typed into an app: groups of four letters."""
    text = base64.b32encode(seed).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def app_address(seed: bytes, account: str, issuer: str) -> str:
    """Return what an app reads from a QR code."""
    secret = base64.b32encode(seed).decode()
    said = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{said}"


def new_written_code(length: int) -> str:
    """Return a random code for paper, in groups of five: 4.86 bits a character."""
    signs = "".join(secrets.choice(CHARACTERS) for _ in range(length))
    return "-".join(signs[start : start + GROUP] for start in range(0, length, GROUP))


def as_written(typed: str) -> str:
    """Return a written code however it was typed: case, spaces and dashes don't count."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return signs.translate(_READ_AS)
