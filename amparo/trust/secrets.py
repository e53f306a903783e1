"""Keys for recognising what must not be guessed. They lie outside the database and its backups."""

from uuid import UUID

from amparo.base.ids import CHARACTERS
from amparo.sealing.hkdf import hkdf
from amparo.trust.key_files import KeyFor, server_key

LOST_LENGTH = 10


def letter_key() -> bytes:
    """Return the key under which a letter sent twice is recognised."""
    return _derived(b"amparo/letter/1")


def index_key(body: UUID) -> bytes:
    """Return the key of one body's blind index: what two bodies keep can't be compared."""
    return _derived(b"amparo/blind-index/1/" + body.bytes)


def factor_key(account: UUID) -> bytes:
    """Return the server's half of the key that an account's second factors lie under."""
    return _derived(b"amparo/second-factor/1/" + account.bytes)


def code_key(account: UUID) -> bytes:
    """Return the key under which an account's recovery codes are recognised."""
    return _derived(b"amparo/recovery-code/1/" + account.bytes)


def invitation_key() -> bytes:
    """Return the key under which a code that was handed over is recognised."""
    return _derived(b"amparo/invitation/1")


def count_key() -> bytes:
    """Return the key of the coins that round published numbers: who has it could undo the noise."""
    return _derived(b"amparo/counts/1")


def post_key() -> bytes:
    """Return the private key that letters of phones are sealed to on their way to the server."""
    return _derived(b"amparo/post/1")


def lost_signs(device: UUID) -> str:
    """Return the ten characters with which a phone is reported lost."""
    return written(_derived(b"amparo/lost/1/" + device.bytes))


def written(digest: bytes) -> str:
    """Return ten characters of a code out of 32 random bytes."""
    number = int.from_bytes(digest, "big")
    places = (len(CHARACTERS) ** place for place in range(LOST_LENGTH))
    return "".join(CHARACTERS[number // place % len(CHARACTERS)] for place in places)


def _derived(use: bytes) -> bytes:
    return hkdf(server_key(KeyFor.PEPPER).private, info=use)
