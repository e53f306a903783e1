"""Cosignatures of a log's checkpoint by outside witnesses.

Format: C2SP tlog-cosignature, version 1. The witness signs `cosignature/v1`, a line `time` with the
seconds since 1970, and the checkpoint's body. Its line in the note is `— name base64`, whose bytes
are a 4-byte key id, the first of SHA-256(name, 0x0A, 0x04, public key), the time as 8 bytes, most
significant first, and the Ed25519 signature. It says: I have seen this, and nothing against it.
"""

import base64
from dataclasses import dataclass

from amparo.base.canonical import sha256
from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.checkpoint import MARK, Checkpoint
from amparo.sealing.merkle import Proof, ProofFails, check_consistency
from amparo.sealing.signing import sign, signing_public_of, verify

COSIGNATURE = b"\x04"
ID_BYTES, TIME_BYTES = 4, 8


class RolledBack(ProofFails):
    says = "The log is shorter than it was. Keep what you have, and tell the other witnesses."


class Forked(ProofFails):
    says = "The log shows another history than before. Keep both, and tell the other witnesses."


@dataclass(frozen=True)
class Seen:
    """A witness's statement: who, and at which second since 1970."""

    name: str
    seconds: int


def cosign(body: str, name: str, private: bytes, seconds: int) -> str:
    """Return a witness's line under a checkpoint's body.

    Raises:
        Malformed: if the name can't stand in a signature line.
    """
    if not name or "+" in name or name.split() != [name]:
        raise Malformed("A key's name has no spaces and no plus sign.")
    public = signing_public_of(private)
    signature = sign(private, _signed(body, seconds))
    packed = key_id(name, public) + seconds.to_bytes(TIME_BYTES, "big") + signature
    return f"{MARK}{name} {base64.b64encode(packed).decode()}\n"


def read_cosignature(note: str, name: str, public: bytes) -> Seen:
    """Return what a witness stated under a note.

    Raises:
        BadSignature: if this witness did not sign this checkpoint.
    """
    body, separator, lines = note.rpartition("\n\n")
    start = f"{MARK}{name} "
    for line in lines.split("\n") if separator else ():
        packed = _bytes(line.removeprefix(start)) if line.startswith(start) else b""
        if packed[:ID_BYTES] == key_id(name, public):
            seconds = int.from_bytes(packed[ID_BYTES : ID_BYTES + TIME_BYTES], "big")
            verify(public, _signed(f"{body}\n", seconds), packed[ID_BYTES + TIME_BYTES :])
            return Seen(name, seconds)
    raise BadSignature


def check_follows(last: Checkpoint, new: Checkpoint, proof: Proof) -> None:
    """Return if a log only grew since it was last seen.

    Raises:
        RolledBack: it is shorter.
        Forked: it is as long and says something else, or does not contain what it said.
    """
    if new.size < last.size:
        raise RolledBack
    if new.size == last.size and new.root != last.root:
        raise Forked
    try:
        check_consistency(last.size, new.size, last.root, new.root, proof)
    except ProofFails:
        raise Forked from None


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a witness's line is found."""
    return sha256(name.encode() + b"\n" + COSIGNATURE + public)[:ID_BYTES]


def _signed(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
