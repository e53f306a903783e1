"""Check that every entry, and what is sealed of it, is still what its audit leaf committed to."""

from collections.abc import Iterator

from amparo.base.canonical import sha256
from amparo.dossiers.models import Entry
from amparo.dossiers.rules import Header, coded_hash, commitment, from_json


def altered_entries() -> Iterator[str]:
    """Yield a sentence for each entry that is not what its leaf says. None: all are whole."""
    rows = Entry.objects.select_related("record").prefetch_related("parts")
    for entry in rows.order_by("pk").iterator(chunk_size=500):
        coded = bytes(entry.erased_hash or b"") or coded_hash(
            from_json(entry.coded), bytes(entry.salt)
        )
        if commitment(header_of(entry), coded, entry.hashes) != bytes(entry.record.commits):
            yield f"Entry {entry.id}: its header or coded part is not what was recorded."
        for part in entry.parts.all():
            if sha256(bytes(part.ciphertext)).hex() != entry.hashes.get(part.part_class):
                yield f"Entry {entry.id}: its part {part.part_class} is not what was recorded."


def header_of(entry: Entry) -> Header:
    """Return the header of a stored entry."""
    return Header(
        id=entry.id,
        dossier=entry.dossier_id,
        position=entry.position,
        step=entry.step,
        by=entry.by,
        author=entry.author_id,
        author_body=entry.author_body_id,
        on_behalf_of=entry.on_behalf_of_id,
        at=entry.at,
        said_at=entry.said_at,
        stamped=entry.stamped,
        addressed=tuple(entry.addressed),
    )
