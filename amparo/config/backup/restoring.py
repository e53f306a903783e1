"""Put a backup into an empty place: read it whole, fill, check, delete again; then show it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction
from pyrage.x25519 import Identity

from amparo.audit.models import Tree
from amparo.audit.verify import verify
from amparo.base.problems import BadSignature, Malformed
from amparo.config.backup.loading import Loader, bring_up_to_date, make_tables, unknown_migrations
from amparo.config.backup.place import all_or_nothing, refuse_unless_empty
from amparo.config.backup.problems import (
    KeysMissing,
    LogDiffers,
    MadeElsewhere,
    Newer,
    NoRoomForDatabase,
    NotWhole,
)
from amparo.config.backup.sealed_file import unseal
from amparo.config.backup.text import Head, NewerText, Reader, Row
from amparo.dossiers.actions.erasing import keep_ledger, replay_ledger
from amparo.dossiers.emptied import scrub
from amparo.dossiers.verify import altered_entries
from amparo.sealing.merkle import Frontier
from amparo.trust.key_files import server_folder
from amparo.trust.log import log_signer
from amparo.trust.problems import NoDeployment

Tell = Callable[[str], None]
FULL = ("disk is full", "No space left", "could not extend file", "disk I/O error")
SHOWN = 5


@dataclass
class Restored:
    """What was put back, and how long each part of it took, in seconds."""

    head: Head
    rows: int = 0
    deleted_again: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Note how long a part takes."""
        began = time.monotonic()
        yield
        self.seconds[what] = time.monotonic() - began


@dataclass(frozen=True)
class Source:
    """A backup file, the keys that open it, and whose it must be."""

    file: Path
    keys: Sequence[Identity]
    public: bytes

    def read(self, reader: Reader) -> None:
        """Read it whole.

        Raises:
            NotOpened, NotWhole, MadeElsewhere, Newer: it is not what can be put back.
        """
        name = self.file.name
        try:
            unseal(self.file, self.keys, reader)
            reader.finish()
        except NewerText:
            raise Newer(file=name) from None
        except BadSignature:
            raise MadeElsewhere(file=name) from None
        except Malformed:
            raise NotWhole(file=name) from None

    def head(self) -> Head:
        """Return what it says about itself, after it was read whole."""
        looking = _Looking()
        self.read(Reader(self.public, looking))
        head = looking.heads[0]
        if unknown_migrations(head):
            raise Newer(file=self.file.name)
        return head


class _Looking:
    """Takes a backup's contents and keeps nothing but its head."""

    def __init__(self) -> None:
        self.heads: list[Head] = []

    def begin(self, head: Head) -> None:
        self.heads.append(head)

    def begin_table(self, label: str, columns: Sequence[str]) -> None:
        """Keep nothing of it."""

    def take(self, row: Row) -> None:
        """Keep nothing of it."""


def restore(file: Path, keys: Sequence[Identity], *, at: datetime, tell: Tell) -> Restored:
    """Put a backup into the empty database that the settings name.

    Raises:
        KeysMissing: the server's own keys must be there first.
        NotEmpty: there is a database.
        NotOpened, NotWhole, MadeElsewhere, Newer: of the file; nothing was written.
        LogDiffers: what it says is not what its log says; nothing stays of it.
        NoRoomForDatabase: the disk is full; nothing stays of it.
    """
    source = Source(file, keys, _public())
    refuse_unless_empty()
    began = time.monotonic()
    done = Restored(source.head())
    done.seconds["reading"] = time.monotonic() - began
    tell(f"{file.name} is whole. It was made at {done.head.made_at}, from {done.head.engine}.")
    with _room(), all_or_nothing():
        with done.timed("filling"):
            _fill(source, done)
        tell(f"{done.rows} rows are in. Checking the log and every entry.")
        with done.timed("checking"):
            _check_log(done.head)
            done.deleted_again = replay_ledger(by=None, at=at)
            _check_entries()
    keep_ledger()
    if done.deleted_again:
        scrub()
    return done


def _public() -> bytes:
    try:
        return log_signer().public
    except NoDeployment:
        raise KeysMissing(folder=server_folder()) from None


@contextmanager
def _room() -> Iterator[None]:
    """Say in a sentence that the disk is full, whoever noticed it."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        if any(words in str(error) for words in FULL):
            raise NoRoomForDatabase from None
        raise


def _fill(source: Source, done: Restored) -> None:
    loader = Loader(make_tables(done.head))
    reader = Reader(source.public, loader)
    with transaction.atomic():
        source.read(reader)
        loader.finish()
    bring_up_to_date()
    done.rows = reader.rows


def _check_log(head: Head) -> None:
    tree = Tree.objects.first()
    frontier = tree.frontier() if tree else Frontier()
    if (frontier.size, frontier.root().hex()) != (head.size, head.root):
        _refuse(["Its root is another."])
    _refuse([each.says for each in verify(log_signer())])


def _check_entries() -> None:
    _refuse(list(altered_entries()))


def _refuse(found: Sequence[str]) -> None:
    some = " ".join(found[:SHOWN])
    if some:
        raise LogDiffers(found=some)
