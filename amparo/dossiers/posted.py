"""A letter as a phone writes it. Pure: read out of its frame and checked for its shape alone.

What a phone signs: the canonical JSON of

    ["amparo/letter/1", letter, hex SHA-256 of all blobs but the signature, one after the other]

where `letter` holds ids, hashes and addressing, and no answer. Its whole format: docs/SYNC.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.base.problems import Malformed
from amparo.base.time import read_moment
from amparo.dossiers.rules import coded_hash, from_json
from amparo.forms.form import CLASSES, CODED
from amparo.forms.values import Value
from amparo.sealing.frames import Frame

DOMAIN = "amparo/letter/1"
MOST_PIECES = 128
_NOT_ONE = "This is not a letter as a phone writes one."


@dataclass(frozen=True)
class SealedFor:
    """A content key, sealed to one epoch of a circle."""

    circle: UUID
    epoch: int
    box: bytes


@dataclass(frozen=True)
class PostedPart:
    """The answers of one class, as the phone encrypted them."""

    part_class: str
    ciphertext: bytes
    to: tuple[SealedFor, ...]


@dataclass(frozen=True)
class PostedMedia:
    """What follows in pieces: how many, and the hash of them all."""

    id: UUID
    pieces: int
    hash: bytes


@dataclass(frozen=True)
class Opens:
    """How a phone begins a dossier: under which protocol, where, with whom, without whom.

    Attributes:
        to: the body that receives it; None where nobody does.
        for_body: whom that one stands in for.
        also: every body that the same situation is told to.
        kept_kinds: the kinds of body that must not know.
        kept: accounts that must not know.
        came_of: what an office asked of her, where a concern became of it.
    """

    protocol: str
    area: str
    to: UUID | None = None
    for_body: UUID | None = None
    situation: UUID | None = None
    word: str = ""
    also: frozenset[UUID] = frozenset()
    kept_kinds: frozenset[str] = frozenset()
    kept: frozenset[UUID] = frozenset()
    companion: UUID | None = None
    came_of: UUID | None = None


@dataclass(frozen=True)
class Posted:
    """One letter; `signed` is the message that `signature` is over.

    `call` makes the id of the call owed after a concern, and is kept nowhere.
    """

    id: UUID
    device: UUID
    author: UUID
    dossier: UUID
    step: str
    said_at: datetime
    pack: str
    coded: Mapping[str, Value]
    salt: bytes
    parts: tuple[PostedPart, ...]
    media: tuple[PostedMedia, ...]
    opens: Opens | None
    call: UUID | None
    signature: bytes
    signed: bytes

    @property
    def hashes(self) -> dict[str, str]:
        """Return the hash of each sealed part by its class."""
        return {part.part_class: sha256(part.ciphertext).hex() for part in self.parts}


def read_posted(frame: Frame) -> Posted:
    """Return the letter in a frame.

    Raises:
        Malformed: it is none, or what it says of itself doesn't fit.
    """
    try:
        return _posted(frame)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, StopIteration):
        raise Malformed(_NOT_ONE) from None


def signed_bytes(letter: object, blobs: Sequence[bytes]) -> bytes:
    """Return what the signature of a letter is over; `blobs` without the signature."""
    return canonical_json([DOMAIN, letter, sha256(b"".join(blobs)).hex()])


def _posted(frame: Frame) -> Posted:
    said: Mapping[str, Any] = frame.said
    letter: Mapping[str, Any] = said["letter"]
    salt, coded = bytes.fromhex(said["salt"]), from_json(_answers(said["coded"]))
    if letter["v"] != 1 or coded_hash(coded, salt).hex() != letter["coded"]:
        raise Malformed(_NOT_ONE)
    signature, *blobs = frame.blobs
    rest = iter(blobs)
    parts = tuple(_parts(letter["parts"], rest))
    if next(rest, None) is not None:
        raise Malformed(_NOT_ONE)
    return Posted(
        id=_id(letter["id"]),
        device=_id(letter["device"]),
        author=_id(letter["author"]),
        dossier=_id(letter["dossier"]),
        step=_text(letter["step"]),
        said_at=read_moment(letter["said_at"]),
        pack=_text(letter["pack"]),
        coded=coded,
        salt=salt,
        parts=parts,
        media=tuple(map(_media, letter.get("media", ()))),
        opens=_opens(letter["opens"]) if letter.get("opens") else None,
        call=_id(said["call"]) if said.get("call") else None,
        signature=signature,
        signed=signed_bytes(letter, blobs),
    )


def _parts(said: Sequence[Any], blobs: Iterator[bytes]) -> Iterator[PostedPart]:
    seen = set()
    for part_class, to in said:
        if part_class not in CLASSES or part_class == CODED or part_class in seen:
            raise Malformed(_NOT_ONE)
        seen.add(part_class)
        ciphertext = next(blobs)
        keys = [SealedFor(_id(circle), _number(epoch), next(blobs)) for circle, epoch in to]
        yield PostedPart(part_class, ciphertext, tuple(keys))


def _media(said: Sequence[Any]) -> PostedMedia:
    named, pieces, digest = said
    if not 0 < _number(pieces) <= MOST_PIECES or len(bytes.fromhex(digest)) != len(sha256(b"")):
        raise Malformed(_NOT_ONE)
    return PostedMedia(_id(named), pieces, bytes.fromhex(digest))


def _opens(said: Mapping[str, Any]) -> Opens:
    to, stands_for = said.get("to") or ("", "")
    return Opens(
        protocol=_text(said["protocol"]),
        area=_text(said["area"]),
        to=_id(to) if to else None,
        for_body=_id(stands_for) if stands_for else None,
        situation=_id(said["situation"]) if said.get("situation") else None,
        word=_text(said.get("word", "")),
        also=frozenset(map(_id, said.get("also", ()))),
        kept_kinds=frozenset(map(_text, said.get("kept_kinds", ()))),
        kept=frozenset(map(_id, said.get("kept", ()))),
        companion=_id(said["companion"]) if said.get("companion") else None,
        came_of=_id(said["came_of"]) if said.get("came_of") else None,
    )


def _answers(said: Any) -> Mapping[str, Any]:  # noqa: ANN401  # what JSON holds
    """Return coded answers: texts, whole numbers, and lists of texts."""
    if not isinstance(said, dict) or not all(map(_is_answer, said.values())):
        raise Malformed(_NOT_ONE)
    return said


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) and each for each in value)
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _id(said: Any) -> UUID:  # noqa: ANN401  # what JSON holds
    found = UUID(_text(said))
    if str(found) != said:
        raise Malformed(_NOT_ONE)
    return found


def _text(said: Any) -> str:  # noqa: ANN401  # what JSON holds
    if not isinstance(said, str):
        raise Malformed(_NOT_ONE)
    return said


def _number(said: Any) -> int:  # noqa: ANN401  # what JSON holds
    if not isinstance(said, int) or isinstance(said, bool):
        raise Malformed(_NOT_ONE)
    return said
