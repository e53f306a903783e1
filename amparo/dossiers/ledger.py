"""The deletion ledger: a file beside the keys, apart from the database and its backups.

One line for each thing deleted, as JSON: ids, the rule and the date, never a name. Lines are only
added. Whoever restores a backup replays it, so that what was deleted does not return.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from amparo.base.problems import Malformed
from amparo.base.time import read_moment, write_moment
from amparo.trust.key_files import server_folder


@dataclass(frozen=True)
class Deleted:
    """One line of the ledger."""

    id: UUID
    dossier: UUID
    rule: str
    what: str
    at: datetime


def ledger_path() -> Path:
    """Return where the ledger lies."""
    return server_folder() / "deletions.jsonl"


def read_ledger() -> list[Deleted]:
    """Return all lines; nothing where nothing was ever deleted.

    Raises:
        Malformed: a line can't be read, so that something deleted could return unseen.
    """
    path = ledger_path()
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return [_read(line, number) for number, line in enumerate(lines, start=1)]


def write_ledger(deleted: Iterable[Deleted]) -> None:
    """Add lines, and see them on the disk."""
    lines = "".join(f"{json.dumps(_said(each), sort_keys=True)}\n" for each in deleted)
    if not lines:
        return
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    with os.fdopen(os.open(ledger_path(), flags, 0o600), "a", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _said(deleted: Deleted) -> dict[str, str]:
    return {
        "at": write_moment(deleted.at),
        "dossier": str(deleted.dossier),
        "id": str(deleted.id),
        "rule": deleted.rule,
        "what": deleted.what,
    }


def _read(line: str, number: int) -> Deleted:
    try:
        said = json.loads(line)
        ids = UUID(said["id"]), UUID(said["dossier"])
        return Deleted(*ids, str(said["rule"]), str(said["what"]), read_moment(said["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed("Line {number} of the ledger can't be read.", number=number) from error
