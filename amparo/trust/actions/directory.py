"""Sign public keys into the directory, and renew what vouches for the online key."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.canonical import sha256
from amparo.sealing.directory import (
    LONGEST,
    KeyRecord,
    certify,
    check_certificate,
    sign_record,
)
from amparo.sealing.signing import new_signing_pair
from amparo.trust.directory import checked, current_directory_key
from amparo.trust.key_files import (
    KeyFile,
    KeyFor,
    read_key,
    server_folder,
    server_key,
    server_path,
    write_key,
)
from amparo.trust.models import DirectoryEntry, DirectoryKey
from amparo.trust.problems import WrongKeyFile
from amparo.trust.rules import Can

RENEWED_BEFORE = timedelta(days=30)
"""How long before its end a certificate is renewed: time enough to fetch the root key."""


@transaction.atomic
def sign_key(said: KeyRecord, *, by: UUID | None) -> DirectoryEntry:
    """Sign a public key into the directory, under the certificate in force at its moment.

    Raises:
        OutOfDate: the certificate does not cover that moment; the root must renew it.
        BadSignature: the root did not certify the online key.
    """
    signed_under = current_directory_key()
    online = server_key(KeyFor.DIRECTORY, bytes(signed_under.online_public))
    signature = sign_record(online.private, said)
    entry = DirectoryEntry.objects.create(
        kind=said.kind,
        subject=said.id,
        epoch=said.epoch,
        public=said.public,
        at=said.at,
        signed_under=signed_under,
        signature=signature,
    )
    checked(entry)
    detail = {"kind": said.kind, "epoch": str(said.epoch)}
    record(Can.SIGN_KEY, said.id, by=by, at=said.at, detail=detail, commits=sha256(signature))
    return entry


def keep_directory_current(
    folder: Path, *, by: UUID | None = None, at: datetime
) -> DirectoryKey | None:
    """Renew the directory's certificate if it ends soon or has ended; None if neither."""
    if current_directory_key().valid_to > at + RENEWED_BEFORE:
        return None
    return renew_directory(folder, by=by, at=at)


@transaction.atomic
def renew_directory(folder: Path, *, by: UUID | None, at: datetime) -> DirectoryKey:
    """Certify a new online key with the root key lying in a folder, for the longest time allowed.

    Every key in use is signed again under it, so that a phone that asks for a certificate of
    today finds one. The old online key is deleted once that is done.

    Raises:
        WrongKeyFile: the folder does not hold this deployment's root key.
    """
    root = read_key(folder / f"{KeyFor.ROOT}.json", KeyFor.ROOT)
    if root.public != server_key(KeyFor.ROOT_PUBLIC).public:
        raise WrongKeyFile(file=f"{KeyFor.ROOT}.json")
    gone = server_path(KeyFor.DIRECTORY, bytes(current_directory_key().online_public))
    renewed = certify_online(root, by=by, at=at)
    _sign_again(by=by, at=at)
    transaction.on_commit(partial(gone.unlink, missing_ok=True))
    return renewed


def certify_online(root: KeyFile, *, by: UUID | None, at: datetime) -> DirectoryKey:
    """Make an online key and write down the root's certificate for it: 90 days from now.

    The key file is written first: one that no certificate names, after an error, does no harm.
    """
    online = new_signing_pair()
    certificate = certify(root.private, online.public, at, at + LONGEST)
    check_certificate(root.public, certificate, at)
    write_key(
        server_folder(), KeyFile(KeyFor.DIRECTORY, root.is_demo, online.public, online.private)
    )
    record(Can.RENEW_DIRECTORY, None, by=by, at=at, commits=sha256(certificate.signature))
    return DirectoryKey.objects.create(
        online_public=online.public,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        signature=certificate.signature,
    )


def _sign_again(*, by: UUID | None, at: datetime) -> None:
    """Sign the newest entry of each key in use; one that does not check stops it all."""
    newest: dict[tuple[str, UUID], DirectoryEntry] = {}
    for entry in DirectoryEntry.objects.select_related("signed_under").order_by("epoch", "pk"):
        newest[entry.kind, entry.subject] = entry
    for entry in newest.values():
        said = entry.key_record
        sign_key(KeyRecord(said.kind, said.id, said.epoch, checked(entry), at), by=by)
