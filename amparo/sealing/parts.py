"""A sealed part: what was said in words, sealed under its own content key and bound to its place.

Format: the envelope of `envelope.py` around the padded plaintext of `padding.py`, so a text of up
to 511 bytes becomes 585. Associated data: the canonical JSON (`base/canonical.py`) of

    ["amparo/part/1", dossier, entry, step, author, part_class]

with ids as lower-case UUID text. A part moved to another dossier, entry, step, author or class does
not open there. What the plaintext means is the writer's business.
"""

from dataclasses import dataclass
from uuid import UUID

from amparo.base.canonical import canonical_json
from amparo.sealing.envelope import disclose, enclose
from amparo.sealing.padding import pad, unpad

DOMAIN = "amparo/part/1"


@dataclass(frozen=True)
class PartContext:
    """Where a part belongs, and who wrote it."""

    dossier: UUID
    entry: UUID
    step: str
    author: UUID
    part_class: str

    def bound(self) -> bytes:
        """Return the associated data."""
        places = (self.dossier, self.entry, self.step, self.author, self.part_class)
        return canonical_json([DOMAIN, *map(str, places)])


def seal_part(plaintext: bytes, key: bytes, context: PartContext) -> bytes:
    return enclose(pad(plaintext), key, context.bound())


def open_part(ciphertext: bytes, key: bytes, context: PartContext) -> bytes:
    """Return the plaintext.

    Raises:
        CannotOpen: if one bit differs from what was sealed, or it belongs somewhere else.
    """
    return unpad(disclose(ciphertext, key, context.bound()))
