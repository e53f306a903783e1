"""Open what is sealed. The reading is committed to the audit log before anything is decrypted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amparo.audit.actions import record_reading
from amparo.base.canonical import sha256
from amparo.base.ids import derived_id
from amparo.base.problems import CannotOpen
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.models import Dossier, Entry, SealedPart
from amparo.dossiers.rules import SERVER, SERVICE, Author, Can, Letter, answers_of
from amparo.forms.values import Value
from amparo.sealing.keys import open_with
from amparo.sealing.parts import open_part
from amparo.trust.keyring import Keyring


@dataclass(frozen=True)
class OpenedEntry:
    """An entry with the sealed answers that this reader can open; `locked` names the others."""

    entry: Entry
    answers: Mapping[str, Value]
    locked: tuple[str, ...]


EVERYDAY = ("sealed",)
"""What opening a dossier opens. The reporter's identity and call-back have doors of their own."""


WITHDRAWN = "withdrawn"
"""Stands for the class of a part to which nobody holds a key any more."""


def read_dossier(
    dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open a dossier and what was sent to the service with it, oldest entry first.

    The caller has fetched the dossier through `in_full`. The first opening by the service is
    itself an entry, so that the diary says when a person first saw it.
    """
    record_reading(Can.READ_DOSSIER, dossier.id, by=by.account, at=at)
    if not dossier.entries.filter(step="open").exists():
        letter = Letter(derived_id(dossier.id, "open"), "open", {}, said_at=at)
        append_entry(dossier, letter, by=SERVER, at=at)
    return _opened(_entries(dossier), keyring, EVERYDAY)


def read_call_back(
    dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime
) -> Mapping[str, Value]:
    """Open how the raiser may be called, for one call: assigned officer only, never printed."""
    record_reading(Can.OPEN_CALL_BACK, dossier.id, by=by.account, at=at)
    for opened in _opened(_entries(dossier), keyring, ("callback",)):
        if opened.answers:
            return opened.answers
    return {}


def _entries(dossier: Dossier) -> list[Entry]:
    ids = [dossier.pk]
    if dossier.came_from and not dossier.came_from.parties.filter(key=SERVICE).exists():
        # Another dossier of the service itself is opened, and recorded, at its own door.
        ids.append(dossier.came_from.pk)
    rows = Entry.objects.filter(dossier_id__in=ids).select_related("author", "author_body")
    # What was raised and its arrival bear one moment: what came first stands first.
    return sorted(
        rows.prefetch_related("parts__wraps"),
        key=lambda entry: (entry.at, entry.dossier_id == dossier.pk, entry.position),
    )


def _opened(
    entries: Iterable[Entry], keyring: Keyring, classes: tuple[str, ...]
) -> tuple[OpenedEntry, ...]:
    return tuple(_open_entry(entry, keyring, classes) for entry in entries)


def _open_entry(entry: Entry, keyring: Keyring, classes: tuple[str, ...]) -> OpenedEntry:
    answers: dict[str, Value] = {}
    locked = []
    for part in entry.parts.all():
        plaintext = _open_part(part, entry, keyring) if part.part_class in classes else None
        if plaintext is None:
            locked.append(part.part_class if part.wraps.all() else WITHDRAWN)
        else:
            answers.update(answers_of(plaintext))
    return OpenedEntry(entry, answers, tuple(locked))


def _open_part(part: SealedPart, entry: Entry, keyring: Keyring) -> bytes | None:
    """Return a part's plaintext, or None where this reader holds no key to it.

    Anybody can seal to a public key: what opens here is what its entry, and the log, committed to.

    Raises:
        CannotOpen: it was changed, moved or put in another's place.
    """
    ciphertext = bytes(part.ciphertext)
    context = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, part.part_class)
    for wrap in part.wraps.all():
        private = keyring.private_of(wrap.epoch_id) if wrap.epoch_id else None
        if private is None:
            continue
        if sha256(ciphertext).hex() != entry.hashes.get(part.part_class):
            raise CannotOpen
        return open_part(ciphertext, open_with(private, bytes(wrap.box)), context)
    return None
