"""The founding ceremony: every key that a deployment begins with, made once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.audit.actions import record
from amparo.sealing.directory import KeyRecord
from amparo.sealing.keys import KeyPair, new_content_key, new_key_pair
from amparo.sealing.recovery import split
from amparo.sealing.signing import new_signing_pair
from amparo.trust.actions.directory import certify_online, sign_key
from amparo.trust.directory import RECOVERY
from amparo.trust.key_files import HOLDERS, KeyFile, KeyFor, server_folder, write_key
from amparo.trust.models import Deployment
from amparo.trust.problems import AlreadyBegun, DemoKeys
from amparo.trust.rules import Can


@dataclass(frozen=True)
class _Ceremony:
    """The keys made in one ceremony, and where they go."""

    root: KeyFile
    holders: tuple[KeyFile, KeyFile, KeyFile]
    recovery: KeyPair
    server: tuple[KeyFile, ...]

    @classmethod
    def held(cls, *, demo: bool) -> "_Ceremony":
        root = _file(KeyFor.ROOT, new_signing_pair(), demo=demo)
        a, b, c = (_file(holder, new_key_pair(), demo=demo) for holder in HOLDERS)
        return cls(
            root=root,
            holders=(a, b, c),
            recovery=new_key_pair(),
            server=(
                _file(KeyFor.ROOT_PUBLIC, KeyPair(root.public, b""), demo=demo),
                _file(KeyFor.CHECKPOINT, new_signing_pair(), demo=demo),
                _file(KeyFor.PEPPER, KeyPair(b"", new_content_key()), demo=demo),
            ),
        )

    def places(self, folder: Path) -> Iterable[tuple[Path, KeyFile]]:
        yield from ((folder, key) for key in (self.root, *self.holders))
        yield from ((server_folder(), key) for key in self.server)


def begin_deployment(
    folder: Path, *, by: UUID | None = None, at: datetime, demo: bool
) -> Deployment:
    """Make the root key, the first online key, the recovery key of three holders, and the rest.

    The root's and the holders' files are written into `folder`, to be given to five hands and
    taken away; the server's own go to its key folder. The recovery key itself is kept nowhere.

    Raises:
        AlreadyBegun: there is a deployment or a key file already.
        DemoKeys: keys for demonstration, in a deployment that is not one.
    """
    if demo and not settings.AMPARO.is_demo:
        raise DemoKeys
    ceremony = _Ceremony.held(demo=demo)
    places = list(ceremony.places(folder))
    for place, key in places:
        if (place / key.name).exists():
            raise AlreadyBegun(file=key.name)
    with transaction.atomic():
        if Deployment.objects.exists():
            raise AlreadyBegun(file=f"{KeyFor.ROOT}.json")
        for place, key in places:
            write_key(place, key)
        return _write_down(ceremony, by=by, at=at)


def _write_down(ceremony: _Ceremony, *, by: UUID | None, at: datetime) -> Deployment:
    a, b, c = (holder.public for holder in ceremony.holders)
    shares = split(ceremony.recovery.private, (a, b, c))
    deployment = Deployment.objects.create(
        is_demo=ceremony.root.is_demo,
        root_public=ceremony.root.public,
        recovery_public=ceremony.recovery.public,
        share_ab=shares.ab,
        share_ac=shares.ac,
        share_bc=shares.bc,
        begun_at=at,
    )
    certify_online(ceremony.root, by=by, at=at)
    sign_key(KeyRecord("recovery", RECOVERY, 1, ceremony.recovery.public, at), by=by)
    record(Can.BEGIN_DEPLOYMENT, None, by=by, at=at)
    return deployment


def _file(is_for: KeyFor, pair: KeyPair, *, demo: bool) -> KeyFile:
    return KeyFile(is_for, demo, pair.public, pair.private)
