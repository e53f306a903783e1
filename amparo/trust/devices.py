"""Phones in use: whose they are, what is sealed to them, who signed a request."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.base.ids import derived_id
from amparo.base.problems import BadSignature
from amparo.sealing.check_words import check_words
from amparo.sealing.directory import KeyRecord, sign_record
from amparo.sealing.keys import KeyPair, public_of
from amparo.sealing.one_time import GROUP, as_written
from amparo.sealing.signing import verify
from amparo.trust.directory import current_directory_key, public_keys_of
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.models import Device
from amparo.trust.secrets import invitation_key, lost_signs, post_key

POST = derived_id("trust", "post")
"""The id under which the directory's key vouches for the key that letters are sealed to."""

REQUEST = "amparo/request/1"
KEYS = ("signing", "author", "account")


@dataclass(frozen=True)
class Offered:
    """What a phone that used a code says of itself."""

    handset: UUID
    signing: bytes
    author: bytes
    account: bytes
    sign: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that member and supervisor read to each other."""
        root = server_key(KeyFor.ROOT_PUBLIC).public
        return check_words(root, (self.signing, self.author, self.account), self.handset)


def offered_of(said: dict[str, str]) -> Offered | None:
    """Return what an enrolment keeps of the phone that used its code; None before one did."""
    if not said:
        return None
    signing, author, account = (bytes.fromhex(said[name]) for name in KEYS)
    return Offered(UUID(said["handset"]), signing, author, account, said["sign"])


def phone_keys(accounts: Collection[UUID]) -> dict[UUID, Device]:
    """Return the phones in use of some accounts, each with the key that the directory signed.

    Raises:
        BadSignature: a key is not the one that the directory signed.
    """
    devices = list(Device.objects.in_use().of_accounts(accounts)) if accounts else []
    signed = public_keys_of("account", [(each.id, 1) for each in devices]) if devices else {}
    if any(signed[each.id, 1] != bytes(each.public_key) for each in devices):
        raise BadSignature
    return {each.id: each for each in devices}


def post_pair() -> KeyPair:
    """Return the key pair that letters of phones are sealed to on their way."""
    private = post_key()
    return KeyPair(public_of(private), private)


def post_signed() -> tuple[KeyRecord, bytes]:
    """Return that key as the directory vouches for it, with the online key in use."""
    under = current_directory_key()
    said = KeyRecord("post", POST, 1, post_pair().public, under.valid_from)
    online = server_key(KeyFor.DIRECTORY, bytes(under.online_public))
    return said, sign_record(online.private, said)


def lost_code(device: UUID) -> str:
    """Return the code with which a phone is reported lost; it is made again whenever asked for."""
    signs = lost_signs(device)
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def code_digest(code: str) -> bytes:
    """Return what recognises the code that a phone comes with."""
    return hmac.digest(invitation_key(), b"phone/" + as_written(code).encode(), "sha256")


def lost_digest(code: str) -> bytes:
    """Return what recognises the code with which a phone is reported lost."""
    return hmac.digest(invitation_key(), b"lost/" + as_written(code).encode(), "sha256")


def phone_told_lost(code: str) -> Device | None:
    """Return the phone that is reported lost with this code; None for any other."""
    return Device.objects.filter(lost_digest=lost_digest(code)).first()


def signed_as_author(device: Device, asked: tuple[str, str, bytes], signature: bytes) -> bool:
    """Tell which key of a phone signed a request: the author's, or the one that works locked.

    Args:
        device: of whom the request says it is.
        asked: method, path and body.
        signature: of the three.

    Raises:
        BadSignature: neither did.
    """
    method, path, body = asked
    said = canonical_json([REQUEST, method, path, str(device.id), sha256(body).hex()])
    return is_by_author(device, said, signature)


def is_by_author(device: Device, message: bytes, signature: bytes) -> bool:
    """Tell whether the author's key signed a message, or the one that works locked.

    Raises:
        BadSignature: neither did.
    """
    try:
        verify(bytes(device.author_key), message, signature)
    except BadSignature:
        verify(bytes(device.signing_key), message, signature)
        return False
    return True
