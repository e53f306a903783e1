"""Frames: JSON and the bytes that go with it, as a phone and the server send them to each other.

Format, version 1: "AMP1"; the length of the JSON (4 bytes, big endian) and the JSON in UTF-8; then
for each blob its length (4 bytes, big endian) and its bytes. Nothing follows the last one.

What comes down to a phone is a box around the gzip of a frame, padded to whole 256 bytes (a
message, 0x80, zero bytes); what goes up is a box around a frame padded as a part is.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from amparo.base.canonical import canonical_json
from amparo.base.problems import CannotOpen, Malformed
from amparo.sealing.keys import open_with, seal_to
from amparo.sealing.padding import END, pad, unpad

MAGIC = b"AMP1"
GZIP = b"\x1f\x8b"
STEP = 256
LARGEST_SENT = 1024 * 1024
"""A phone sends at most 512 kB of letters at once, and a list of ids."""

_LENGTH = 4
_NOT_ONE = "This is not a frame, or not the whole of one."
_LARGEST_OPENED = 8 * 1024 * 1024


@dataclass(frozen=True)
class Frame:
    """What was said, and the bytes that go with it."""

    said: Mapping[str, object]
    blobs: tuple[bytes, ...] = ()


def inflated(said: bytes) -> bytes:
    """Return what was sent, unpacked if it was packed.

    Raises:
        Malformed: it is no whole gzip, or would become larger than anything that a phone sends.
    """
    if not said.startswith(GZIP):
        return said
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        whole = unzip.decompress(said, LARGEST_SENT)
    except zlib.error:
        raise Malformed(_NOT_ONE) from None
    if not unzip.eof or unzip.unused_data:
        raise Malformed(_NOT_ONE)
    return whole


def write_frame(said: Mapping[str, object], blobs: Sequence[bytes] = ()) -> bytes:
    written = b"".join(map(_with_length, (canonical_json(said), *blobs)))
    return MAGIC + written


def read_frame(frame: bytes) -> Frame:
    """Return what a frame holds.

    Raises:
        Malformed: it is none, or half of one.
    """
    if not frame.startswith(MAGIC):
        raise Malformed(_NOT_ONE)
    first, *blobs = tuple(_pieces(frame[len(MAGIC) :])) or (b"",)
    try:
        said = json.loads(first)
    except (ValueError, RecursionError):
        raise Malformed(_NOT_ONE) from None
    if not isinstance(said, dict):
        raise Malformed(_NOT_ONE)
    return Frame(said, tuple(blobs))


def seal_letter(frame: bytes, post_public: bytes) -> bytes:
    """Return what a phone keeps and sends of a letter."""
    return seal_to(post_public, pad(frame))


def open_letter(box: bytes, post_private: bytes) -> bytes:
    """Return a letter's frame.

    Raises:
        CannotOpen: it is for another deployment, or was changed.
    """
    return unpad(open_with(post_private, box))


def seal_feed(frame: bytes, account_public: bytes) -> bytes:
    """Return what a phone is told, for this member on it alone."""
    message = gzip.compress(frame, compresslevel=9, mtime=0)
    size = -(-(len(message) + len(END)) // STEP) * STEP
    return seal_to(account_public, (message + END).ljust(size, b"\0"))


def open_feed(box: bytes, account_private: bytes) -> bytes:
    """Return a feed's frame.

    Raises:
        CannotOpen: it is for another key, or was changed.
    """
    message = open_with(account_private, box).rstrip(b"\0").removesuffix(END)
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unzip.decompress(message, _LARGEST_OPENED)
    except zlib.error:
        raise CannotOpen from None


def _with_length(piece: bytes) -> bytes:
    return len(piece).to_bytes(_LENGTH, "big") + piece


def _pieces(rest: bytes) -> Iterator[bytes]:
    while rest:
        end = _LENGTH + int.from_bytes(rest[:_LENGTH], "big")
        if len(rest) < max(end, _LENGTH):
            raise Malformed(_NOT_ONE)
        yield rest[_LENGTH:end]
        rest = rest[end:]
