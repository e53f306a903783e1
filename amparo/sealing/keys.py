"""Key pairs that things are sealed to: a circle's epoch, an account, a recovery holder.

Format of a box, version 1: 0x01, then libsodium's sealed box (`crypto_box_seal`): 32 bytes of a
one-time X25519 public key, a 16-byte tag, the message under XSalsa20-Poly1305 with the nonce
BLAKE2b-192(one-time public, recipient's public). 49 bytes more than the message. A box says neither
who sealed it nor what for; whoever opens a key from one checks it (`public_of`, or the envelope
that the key opens).

A key, public or private, is 32 raw bytes; a content key is 32 random bytes.
"""

import secrets
from dataclasses import dataclass, field

from nacl.bindings import (
    crypto_box_keypair,
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError

from amparo.base.problems import CannotOpen, Malformed

VERSION = b"\x01"


@dataclass(frozen=True)
class KeyPair:
    public: bytes
    private: bytes = field(repr=False)


def new_key_pair() -> KeyPair:
    public, private = crypto_box_keypair()
    return KeyPair(public, private)


def new_content_key() -> bytes:
    return secrets.token_bytes(32)


def public_of(private: bytes) -> bytes:
    """Return the public half that belongs to a private key.

    Raises:
        CannotOpen: if these are not the 32 bytes of a key.
    """
    try:
        return crypto_scalarmult_base(private)
    except CryptoError:
        raise CannotOpen from None


def seal_to(public: bytes, message: bytes) -> bytes:
    """Seal a message so that only the holder of the private half can open it; not even we can.

    Raises:
        Malformed: if this is no public key that anybody could hold the other half of.
    """
    try:
        return VERSION + crypto_box_seal(message, public)
    except CryptoError:
        raise Malformed("This is not a public key; nothing can be locked for it.") from None


def open_with(private: bytes, box: bytes) -> bytes:
    """Return the message.

    Raises:
        CannotOpen: if the box was changed, or sealed to another key.
    """
    if box[:1] != VERSION:
        raise CannotOpen
    try:
        return crypto_box_seal_open(box[1:], public_of(private), private)
    except CryptoError:
        raise CannotOpen from None
