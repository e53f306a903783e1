"""An unlocked private key between two requests: half of it in a cookie, half in the session's row.

Format, version 1: the cookie is 32 random bytes, base64url without padding (43 characters), and is
never stored; the sealed half is the envelope of `envelope.py` around the private key under those
bytes, context "amparo/unlocked/1". Neither a copy of the database nor a copied cookie opens
anything alone.
"""

import base64
import secrets

from amparo.base.problems import CannotOpen
from amparo.sealing.envelope import KEY_BYTES, disclose, enclose

DOMAIN = b"amparo/unlocked/1"


def carry(private: bytes) -> tuple[str, bytes]:
    """Return the cookie's value and the sealed half for the session, under a fresh key."""
    key = secrets.token_bytes(KEY_BYTES)
    return base64.urlsafe_b64encode(key).decode().rstrip("="), enclose(private, key, DOMAIN)


def pick_up(cookie: str, sealed: bytes) -> bytes:
    """Return the private key.

    Raises:
        CannotOpen: if cookie and sealed half do not belong together.
    """
    try:
        key = base64.b64decode(cookie + "=", altchars=b"-_", validate=True)
    except ValueError:
        raise CannotOpen from None
    return disclose(sealed, key, DOMAIN)
