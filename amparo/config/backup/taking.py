"""Take a backup: number and sign the log, then write one moment of all tables, sealed."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pyrage.x25519 import Recipient

from amparo.audit.actions import number
from amparo.audit.models import Tree
from amparo.base.time import write_moment
from amparo.config.backup.carried import carried, tables
from amparo.config.backup.sealed_file import seal
from amparo.config.backup.snapshot import one_moment
from amparo.config.backup.text import Head, written
from amparo.sealing.merkle import Frontier
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.log import log_signer, sign_log


@dataclass(frozen=True)
class Taken:
    """A backup that is on the disk. `bytes` is its size, `size` and `root` are the log's."""

    file: Path
    bytes: int
    size: int
    root: str
    seconds: float


def take_backup(to: Path, sealed_to: Sequence[Recipient], *, at: datetime) -> Taken:
    """Write a backup to a file that is not there yet.

    Raises:
        NoDeployment: there are no keys to sign it with.
        InTheWay, NoRoom, CannotWrite: see `seal`; nothing stays of it.
    """
    began = time.monotonic()
    number()
    sign_log(at=at)
    with one_moment():
        head = head_now(at)
        # Closed in any case: a cursor that outlives its moment complains.
        with closing(_text(head)) as text:
            size = seal(text, to, sealed_to)
    return Taken(to, size, head.size, head.root, time.monotonic() - began)


def head_now(at: datetime) -> Head:
    """Return what a backup of this moment says about itself."""
    tree = Tree.objects.first()
    frontier = tree.frontier() if tree else Frontier()
    applied = MigrationRecorder(connection).applied_migrations()
    return Head(
        made_at=write_moment(at),
        engine=connection.vendor,
        log=log_signer().key_name,
        size=frontier.size,
        root=frontier.root().hex(),
        migrations=sorted([app, name] for app, name in applied),
    )


def _text(head: Head) -> Generator[bytes, None, None]:
    return written(head, tables(carried(apps)), server_key(KeyFor.CHECKPOINT).private)
