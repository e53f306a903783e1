"""HKDF with SHA-256 (RFC 5869): several keys out of one secret, none of which tells another."""

import hmac


def hkdf(secret: bytes, *, info: bytes, salt: bytes = b"", length: int = 32) -> bytes:
    """Return `length` bytes (at most 255 times 32) for one use, named by `info`."""
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    derived = block = b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        derived += block
    return derived[:length]
