"""Signed checkpoints of the log, in the format that public witnesses already speak.

Format: C2SP tlog-checkpoint inside a C2SP signed note. The body is three lines: origin, number of
leaves in decimal, the root in base64 (more lines may follow and are covered by the signature). Then
an empty line and, per signer, a line `— name base64`, whose bytes are a 4-byte key id, the first of
SHA-256(name, 0x0A, 0x01, public key), and the Ed25519 signature over the body. Lines of signers we
do not know (the witnesses') are passed over.
"""

import base64
import re
from dataclasses import dataclass

from amparo.base.canonical import sha256
from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.signing import sign, signing_public_of, verify

ED25519 = b"\x01"
ROOT_BYTES = 32
ID_BYTES = 4
MARK = "\u2014 "

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NO_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class Checkpoint:
    """How many leaves the log of this origin had, and their root."""

    origin: str
    size: int
    root: bytes


def write_checkpoint(origin: str, size: int, root: bytes) -> str:
    """Return the body that is signed.

    Raises:
        Malformed: if it could not be read back.
    """
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    if _NO_TEXT.search(body) or _read_body(body) != Checkpoint(origin, size, root):
        raise Malformed("A checkpoint's origin is one line of plain text.")
    return body


def sign_note(body: str, key_name: str, private: bytes) -> str:
    """Return the note: the body and one signature line.

    Raises:
        Malformed: if the name can't stand in a signature line, or the body is not whole lines.
    """
    if not key_name or "+" in key_name or key_name.split() != [key_name]:
        raise Malformed("A key's name has no spaces and no plus sign.")
    if not body.endswith("\n") or _NO_TEXT.search(body):
        raise Malformed("What is signed is whole lines of plain text.")
    signed = key_id(key_name, signing_public_of(private)) + sign(private, body.encode())
    return f"{body}\n{MARK}{key_name} {base64.b64encode(signed).decode()}\n"


def read_note(note: str, key_name: str, public: bytes) -> Checkpoint:
    """Return the checkpoint that this key signed.

    Raises:
        BadSignature: if this key did not sign this text.
        Malformed: if it did, but what it signed is no checkpoint.
    """
    body, separator, lines = note.rpartition("\n\n")
    if not separator or not lines.endswith("\n") or _NO_TEXT.search(note):
        raise BadSignature
    body += "\n"
    verify(public, body.encode(), _signature_in(lines, key_name, public))
    return _read_body(body)


def key_id(key_name: str, public: bytes) -> bytes:
    return sha256(key_name.encode() + b"\n" + ED25519 + public)[:ID_BYTES]


def _signature_in(lines: str, key_name: str, public: bytes) -> bytes:
    start = f"{MARK}{key_name} "
    for line in lines.split("\n"):
        signed = _base64(line.removeprefix(start)) if line.startswith(start) else b""
        if signed[:ID_BYTES] == key_id(key_name, public):
            return signed[ID_BYTES:]
    raise BadSignature


def _read_body(body: str) -> Checkpoint:
    origin, size, root, *more = body.removesuffix("\n").split("\n") + [""] * 2
    decoded = _base64(root)
    if not origin or not _SIZE.fullmatch(size) or len(decoded) != ROOT_BYTES or "" in more[:-2]:
        raise Malformed("This is not a checkpoint of a log.")
    return Checkpoint(origin, int(size), decoded)


def _base64(text: str) -> bytes:
    """Return the bytes, or none where the text is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
