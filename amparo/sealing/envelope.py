"""One envelope for everything sealed under a symmetric key.

Format, version 1:

    1 byte    0x01
    24 bytes  random nonce
    n bytes   XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) of 32 zero bytes and the message;
              its last 16 bytes are the tag. Associated data: the caller's context.

Every context begins with a domain string of its own (`amparo/part/1`, …), so that what was sealed
for one use never opens in another. The 32 zero bytes commit to the key: Poly1305 alone would let a
dishonest author make one ciphertext that opens to two different stories under two keys.
"""

import secrets

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from amparo.base.problems import CannotOpen

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 24
COMMITMENT = bytes(32)

_HEAD = len(VERSION) + NONCE_BYTES
_TAG_BYTES = 16
_SHORTEST = _HEAD + len(COMMITMENT) + _TAG_BYTES


def enclose(message: bytes, key: bytes, context: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(COMMITMENT + message, context, nonce, key)
    return VERSION + nonce + sealed


def disclose(envelope: bytes, key: bytes, context: bytes) -> bytes:
    """Return the message.

    Raises:
        CannotOpen: if one bit of envelope, key or context differs.
    """
    version, nonce, sealed = envelope[:1], envelope[1:_HEAD], envelope[_HEAD:]
    if version != VERSION or len(envelope) < _SHORTEST:
        raise CannotOpen
    try:
        opened = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, context, nonce, key)
    except CryptoError:
        raise CannotOpen from None
    if not opened.startswith(COMMITMENT):
        raise CannotOpen
    return opened.removeprefix(COMMITMENT)
