"""What a phone asks and is told, without a database. Pure: no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.base.canonical import canonical_json, sha256
from amparo.base.problems import Malformed
from amparo.sealing.frames import Frame

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Can(StrEnum):
    """What is done with phones: the permission, the audit word and the sentence in one."""

    TELL_PHONE = "tell_phone"


SENTENCES: "Mapping[Can, StrPromise]" = {
    Can.TELL_PHONE: _("told a phone what is new to it"),
}

MOST_LETTERS = 100
LARGEST_LETTER = 64 * 1024
MOST_WANTED = 500
SHORT_HASH = 16
NOTHING_HELD = ""
MARKS_KEPT = 8
_NOT_ONE = "This is not what a phone asks."


@dataclass(frozen=True)
class Asked:
    """One request: what the phone holds, and the letters it brings."""

    cursor: int = 0
    footprint: str = NOTHING_HELD
    pack: str = ""
    places: str = ""
    people: str = ""
    want: frozenset[UUID] = frozenset()
    confirm: tuple[UUID, ...] = ()
    letters: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A place that a phone has reached. `seq` is never told to it."""

    ordinal: int = 0
    seq: int = -1
    footprint: str = NOTHING_HELD


BEGINNING = Mark()


@dataclass(frozen=True)
class Answer:
    """What a phone is told in clear: what became of its letters, and where it is now.

    `lean`: where it has no pack yet, the hash of the first load of it in each language.
    """

    results: tuple[str, ...] = ()
    mark: Mark | None = None
    pack: str = ""
    places: str = ""
    lean: Mapping[str, str] = field(default_factory=dict)
    more: bool = False
    revoked: bool = False
    feed: bytes = field(default=b"", repr=False)

    def as_frame(self) -> Frame:
        """Return it as it is sent: what is empty or false is left out."""
        said: dict[str, object] = {
            "results": list(self.results),
            "pack": self.pack,
            "places": self.places,
            "lean": dict(self.lean),
            "more": self.more,
            "revoked": self.revoked,
        }
        told = {name: value for name, value in said.items() if value}
        if self.mark:
            told |= {"next": self.mark.ordinal, "footprint": self.mark.footprint}
        return Frame(told, (self.feed,) if self.feed else ())


def read_asked(frame: Frame) -> Asked:
    """Return what a phone asks.

    Raises:
        Malformed: it is something else.
    """
    said = frame.said
    try:
        asked = Asked(
            cursor=_number(said.get("cursor", 0)),
            footprint=_text(said.get("footprint", "")),
            pack=_text(said.get("pack", "")),
            places=_text(said.get("places", "")),
            people=_text(said.get("people", "")),
            want=frozenset(map(UUID, _list(said.get("want", [])))),
            confirm=tuple(map(UUID, _list(said.get("confirm", [])))),
            letters=frame.blobs,
        )
    except (TypeError, ValueError, AttributeError):
        raise Malformed(_NOT_ONE) from None
    if len(asked.letters) > MOST_LETTERS or len(asked.want) > MOST_WANTED:
        raise Malformed(_NOT_ONE)
    return asked


def footprint_of(held: Mapping[UUID, int]) -> str:
    """Return what tells whether two hold the same: dossiers, each to its highest position."""
    if not held:
        return NOTHING_HELD
    rows = sorted((str(dossier), position) for dossier, position in held.items())
    return sha256(canonical_json([list(row) for row in rows])).hex()[:SHORT_HASH]


def mark_of(marks: Iterable[Sequence[object]], asked: Asked) -> Mark | None:
    """Return the place that a phone says it has reached; None where that can't be.

    A phone that holds nothing begins; one that holds other things than it was told is repaired.
    """
    if asked.cursor == 0 and asked.footprint == NOTHING_HELD:
        return BEGINNING
    for ordinal, seq, footprint in marks:
        if ordinal == asked.cursor and footprint == asked.footprint:
            return Mark(int(str(ordinal)), int(str(seq)), str(footprint))
    return None


def is_short_of(whole: str, short: str) -> bool:
    """Tell whether a phone's short hash is of this whole one."""
    return whole[:SHORT_HASH] == short


LARGEST = 2**53 - 1
"""Of the whole numbers that a browser reads as they were written."""


def _number(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said <= LARGEST:
        raise Malformed(_NOT_ONE)
    return said


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise Malformed(_NOT_ONE)
    return said


def _list(said: object) -> list[str]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise Malformed(_NOT_ONE)
    return said
