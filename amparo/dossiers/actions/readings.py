"""Open what is sealed. The reading is committed to the audit log before anything is decrypted."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from amparo.audit.actions import record_reading
from amparo.base.canonical import sha256
from amparo.base.ids import derived_id
from amparo.base.problems import CannotOpen
from amparo.dossiers.actions.alerting import refuse_beyond, tell_at_once, watch, watch_kin
from amparo.dossiers.actions.earlier import index_names
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.actions.phones import share_with_phones
from amparo.dossiers.models import Alert, Dossier, Entry, SealedPart, Wrap
from amparo.dossiers.rules import SERVER, SERVICE, Author, Can, Letter, answers_of, from_json
from amparo.forms.fitting import fitting
from amparo.forms.form import ALLEGED, SEALED
from amparo.forms.values import Value
from amparo.rows.asked import asked
from amparo.sealing.keys import open_with
from amparo.sealing.parts import open_part
from amparo.system.packs import pack_by_hash
from amparo.trust.keyring import Keyring


@dataclass(frozen=True)
class Recording:
    """A recording, as a sealed answer names it."""

    media: UUID
    kind: str
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class OpenedEntry:
    """An entry with the sealed answers that this reader can open; `locked` names the others.

    `misfits`: what a phone sealed and its form could not have given, as text. `recordings`: what
    was said aloud instead of written, by the question.
    """

    entry: Entry
    answers: Mapping[str, Value]
    locked: tuple[str, ...]
    misfits: Mapping[str, str] = field(default_factory=dict)
    recordings: Mapping[str, Recording] = field(default_factory=dict)


EVERYDAY = (SEALED, ALLEGED)
"""What opening a dossier opens. The reporter's identity and call-back have doors of their own."""


ERASED = "erased"
"""Among what is locked: it was deleted by law, and nobody opens it any more."""

BROKEN = "broken"
"""Among what is locked: a phone sealed it, and it does not open or holds no answers."""

WITHDRAWN = "withdrawn"
"""Stands for the class of a part to which nobody holds a key any more."""


def read_dossier(
    dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open a dossier and what was sent to the service with it, oldest entry first.

    The caller has fetched the dossier through `in_full`. The first opening by the service is
    itself an entry, so that the diary says when a person first saw it. What somebody is told of
    at once stands in the transaction of the record.

    Raises:
        ReasonNeeded: it is one more than a person opens in a day, and nobody has said why.
    """
    watched = watch(dossier, by=by, at=at)

    def told() -> None:
        if all(each.kind == Alert.KIN for each in watched):
            refuse_beyond(dossier, by=by, at=at)
        tell_at_once(dossier, watched, by=by, at=at)

    record_reading(Can.READ_DOSSIER, dossier.id, by=by.account, at=at, also=told)
    is_first = not dossier.entries.filter(step="open").exists()
    if is_first:
        letter = Letter(derived_id(dossier.id, "open"), "open", {}, said_at=at)
        append_entry(dossier, letter, by=SERVER, at=at)
    opened = open_all(_entries(dossier), keyring, EVERYDAY)
    share_with_phones(dossier, keyring, by=by.account, at=at)
    if is_first:
        _find_again(dossier, opened, by=by, at=at)
    return opened


@transaction.atomic
def _find_again(
    dossier: Dossier, opened: Iterable[OpenedEntry], *, by: Author, at: datetime
) -> None:
    """Let the office find the child by name from now on: until it was opened, nobody knew it.

    Nor that the first reader may be kin to it.
    """
    if by.body is None:
        return
    for each in opened:
        index_names(dossier, by.body, each.answers)
    if by.party == SERVICE:
        tell_at_once(dossier, watch_kin(dossier, by=by), by=by, at=at)


def read_call_back(
    dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime
) -> Mapping[str, Value]:
    """Open how the raiser may be called, for one call: assigned officer only, never printed."""
    record_reading(Can.OPEN_CALL_BACK, dossier.id, by=by.account, at=at)
    for opened in open_all(_entries(dossier), keyring, ("callback",)):
        if opened.answers:
            return opened.answers
    return {}


def open_class(dossier: Dossier, keyring: Keyring, part_class: str) -> Mapping[str, Value]:
    """Open one class of a dossier's answers, the newest of each. The caller wrote it down."""
    answers: dict[str, Value] = {}
    for opened in open_all(_entries(dossier), keyring, (part_class,)):
        answers.update(opened.answers)
    return answers


def open_entries(
    dossier: Dossier,
    wanted: Collection[UUID],
    keyring: Keyring,
    can: Can,
    *,
    by: Author,
    at: datetime,
) -> tuple[OpenedEntry, ...]:
    """Open some entries of a dossier for one purpose, which the log names before anything opens."""
    record_reading(can, dossier.id, by=by.account, at=at, detail={"read": "yes"})
    return open_all((each for each in _entries(dossier) if each.id in wanted), keyring, EVERYDAY)


def read_alerts(
    alerts: Iterable[Alert], keyring: Keyring, *, by: UUID, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open the reasons that were given for openings somebody was told of, and nothing else."""
    wanted = [alert.entry_id for alert in alerts if alert.entry_id]
    if not wanted:
        return ()
    for subject in sorted({alert.dossier_id for alert in alerts if alert.entry_id}):
        record_reading(Can.LOOK_AT_ALERT, subject, by=by, at=at, detail={"read": "yes"})
    rows = Entry.objects.filter(pk__in=wanted).prefetch_related("parts__wraps")
    return open_all(rows, keyring, EVERYDAY)


def read_sessions(
    dossier: Dossier, keyring: Keyring, *, by: UUID, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open what was said in a worker's sessions; for the worker and whoever led each alone."""
    record_reading(Can.READ_SESSIONS, dossier.id, by=by, at=at)
    return open_all(_entries(dossier), keyring, EVERYDAY)


def _entries(dossier: Dossier) -> list[Entry]:
    ids = [dossier.pk]
    if dossier.came_from and not dossier.came_from.parties.filter(key=SERVICE).exists():
        # Another dossier of the service itself is opened, and recorded, at its own door.
        ids.append(dossier.came_from.pk)
    rows = _entries_in(ids)
    prefetch_related_objects(rows, "author", "author_body", "parts__wraps")
    # What was raised and its arrival bear one moment: what came first stands first.
    return sorted(
        rows, key=lambda entry: (entry.at, entry.dossier_id == dossier.pk, entry.position)
    )


@asked
def _entries_in(dossiers: Collection[UUID]) -> QuerySet[Entry]:
    return Entry.objects.filter(dossier__in=dossiers)


def open_all(
    entries: Iterable[Entry], keyring: Keyring, classes: tuple[str, ...]
) -> tuple[OpenedEntry, ...]:
    return tuple(_open_entry(entry, keyring, classes) for entry in entries)


def _open_entry(entry: Entry, keyring: Keyring, classes: tuple[str, ...]) -> OpenedEntry:
    if entry.device_signature:
        return open_from_phone(entry, lambda part: _open_wanted(part, entry, keyring, classes))
    answers: dict[str, Value] = {}
    locked, parts = [], list(entry.parts.all())
    for part in parts:
        plaintext = _open_wanted(part, entry, keyring, classes)
        if plaintext is None:
            locked.append(part.part_class if part.wraps.all() else WITHDRAWN)
        else:
            answers.update(answers_of(plaintext))
    if entry.erased_hash or set(entry.hashes) - {part.part_class for part in parts}:
        locked.append(ERASED)
    return OpenedEntry(entry, answers, tuple(locked))


def _open_wanted(
    part: SealedPart, entry: Entry, keyring: Keyring, classes: tuple[str, ...]
) -> bytes | None:
    return _open_part(part, entry, keyring) if part.part_class in classes else None


def open_from_phone(entry: Entry, opens: Callable[[SealedPart], bytes | None]) -> OpenedEntry:
    """Open what a phone sealed: whatever it is breaks nothing, and what fits no form is told."""
    found: dict[str, object] = {}
    locked = []
    for part in entry.parts.all():
        try:
            plaintext = opens(part)
            said = json.loads(plaintext) if plaintext is not None else None
        except (CannotOpen, ValueError, RecursionError):
            locked.append(BROKEN)
            continue
        if plaintext is None:
            locked.append(part.part_class if part.wraps.all() else WITHDRAWN)
        elif isinstance(said, dict):
            found.update(said)
        else:
            locked.append(BROKEN)
    pack = pack_by_hash(entry.dossier.pack_id)
    step = pack.protocols[entry.dossier.protocol].steps.get(entry.step)
    form = pack.forms.get(step.form) if step else None
    recordings = {name: each for name, said in found.items() if (each := _recording(said))}
    found = {name: said for name, said in found.items() if name not in recordings}
    local = entry.said_at.astimezone(pack.tzinfo)
    fitted = fitting(form, found, from_json(entry.coded), local)
    sent = getattr(entry, "sent", None)
    doubt = [f"from_{sent.doubt}"] if sent and sent.is_to_confirm else []
    if entry.erased_hash or set(entry.hashes) - {part.part_class for part in entry.parts.all()}:
        locked.append(ERASED)
    return OpenedEntry(entry, fitted.values, (*doubt, *locked), fitted.misfits, recordings)


def _recording(said: object) -> Recording | None:
    if not isinstance(said, dict) or set(said) != {"media", "key", "kind"}:
        return None
    try:
        return Recording(UUID(said["media"]), str(said["kind"]), bytes.fromhex(said["key"]))
    except (ValueError, TypeError, AttributeError):
        return None


def _open_part(part: SealedPart, entry: Entry, keyring: Keyring) -> bytes | None:
    """Return a part's plaintext, or None where this reader holds no key to it.

    Anybody can seal to a public key: what opens here is what its entry, and the log, committed to.

    Raises:
        CannotOpen: it was changed, moved or put in another's place.
    """
    ciphertext = bytes(part.ciphertext)
    context = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, part.part_class)
    for wrap in part.wraps.all():
        private = _private_for(wrap, keyring)
        if private is None:
            continue
        if sha256(ciphertext).hex() != entry.hashes.get(part.part_class):
            raise CannotOpen
        return open_part(ciphertext, open_with(private, bytes(wrap.box)), context)
    return None


def _private_for(wrap: Wrap, keyring: Keyring) -> bytes | None:
    """Return the private key that opens a wrap, where this reader holds it."""
    if wrap.epoch_id:
        return keyring.private_of(wrap.epoch_id)
    return keyring.account_private if wrap.account_id == keyring.account_id else None
