"""The directory of public keys: what is in it is checked up to the root, at every reading.

The root's public key is taken from the deployment's key folder, never from the database.
"""

from collections.abc import Collection
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from amparo.base.ids import derived_id
from amparo.base.problems import NotThere
from amparo.rows.asked import asked
from amparo.sealing.directory import (
    Certificate,
    KeyRecord,
    Kind,
    check_certificate,
    check_record,
)
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.models import DirectoryEntry, DirectoryKey
from amparo.trust.problems import NoDeployment

RECOVERY = derived_id("trust", "recovery")
"""The id under which the directory knows the deployment's recovery key."""


def public_key_of(kind: Kind, subject: UUID, epoch: int) -> bytes:
    """Return the public key that the directory vouches for.

    An expired certificate does not matter here: what was signed while it held stays good.

    Raises:
        NotThere: the directory has no such key.
        BadSignature: the entry was not signed by a key that the root certified.
    """
    return public_keys_of(kind, [(subject, epoch)])[subject, epoch]


def public_keys_of(kind: Kind, keys: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], bytes]:
    """Return the public keys of several subjects, by subject and epoch; raises as one does."""
    entries = _entries_of(str(kind), {subject for subject, _ in keys})
    newest = {(entry.subject, entry.epoch): entry for entry in entries}
    if not newest.keys() >= set(keys):
        raise NotThere("The directory has no such key. Tell whoever runs the system.")
    return {key: checked(newest[key]) for key in keys}


@asked
def _entries_of(kind: str, subjects: Collection[UUID]) -> QuerySet[DirectoryEntry]:
    entries = DirectoryEntry.objects.filter(kind=kind, subject__in=subjects)
    return entries.select_related("signed_under").order_by("pk")


def recovery_public() -> bytes:
    """Return the public key that every other key is sealed to, for two of three holders."""
    return public_key_of("recovery", RECOVERY, 1)


def checked(entry: DirectoryEntry) -> bytes:
    """Return an entry's public key once its signature and certificate were checked."""
    root = server_key(KeyFor.ROOT_PUBLIC).public
    _check(root, entry.signed_under.certificate, entry.key_record, bytes(entry.signature))
    return bytes(entry.public)


@lru_cache(maxsize=4096)
def _check(root: bytes, certificate: Certificate, record: KeyRecord, signature: bytes) -> None:
    """Check a record up to the root; the very same bytes, once found good, need no second look."""
    check_certificate(root, certificate, record.at)
    check_record(certificate, record, signature)


def current_directory_key() -> DirectoryKey:
    """Return the online key certified last.

    Raises:
        NoDeployment: there is none yet.
    """
    key = DirectoryKey.objects.order_by("-valid_to", "-pk").first()
    if key is None:
        raise NoDeployment
    return key
