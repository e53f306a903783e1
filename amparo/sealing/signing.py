"""Ed25519 signatures (RFC 8032): a device's entries, the directory, the log's checkpoints.

A private key is the 32-byte seed, a public key 32 bytes, a signature 64. What is signed begins with
a domain string of its own (the modules that sign say which), so that a signature given for one
thing never passes for another. One key, one use.
"""

from functools import lru_cache

from nacl.bindings import crypto_sign_seed_keypair
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from amparo.base.problems import BadSignature
from amparo.sealing.keys import KeyPair


def new_signing_pair() -> KeyPair:
    key = SigningKey.generate()
    return KeyPair(bytes(key.verify_key), bytes(key))


def signing_public_of(private: bytes) -> bytes:
    public, _ = crypto_sign_seed_keypair(private)
    return public


def sign(private: bytes, message: bytes) -> bytes:
    return SigningKey(private).sign(message).signature


@lru_cache(maxsize=4096)
def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return if the holder of `public` signed exactly this message.

    The same three always give the same, so that what was right once is not reckoned again.

    Raises:
        BadSignature: otherwise.
    """
    try:
        VerifyKey(public).verify(message, signature)
    except CryptoError:
        raise BadSignature from None
