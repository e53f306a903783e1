"""The server's own keys and the deletion ledger, in a sealed file of their own.

A line of JSON for each file. Never in a backup: who has both can test guesses of names, and rewrite
the log.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyrage.x25519 import Identity, Recipient

from amparo.config.backup.problems import KeysInTheWay, NotWhole
from amparo.config.backup.sealed_file import seal, seen_on_disk, unseal
from amparo.dossiers.ledger import ledger_path
from amparo.trust.key_files import HOLDERS, KeyFor, server_folder
from amparo.trust.problems import NoDeployment

FORMAT = "amparo/keys/1"
NEVER = {f"{each}.json" for each in (KeyFor.ROOT, *HOLDERS)}
"""What leaves the machine after the ceremony: if it still lies here, no copy spreads it."""


def take_keys(to: Path, sealed_to: Sequence[Recipient]) -> list[str]:
    """Write the server's keys and the ledger into a sealed file; return the files' names.

    Raises:
        NoDeployment: there are none.
    """
    files = _files()
    if not files:
        raise NoDeployment
    seal(_text(files), to, sealed_to)
    return [file.name for file in files]


def put_keys_back(file: Path, keys: Sequence[Identity]) -> list[str]:
    """Write them back into a folder where none are; return the files' names.

    Raises:
        KeysInTheWay: there are keys; nothing is overwritten.
        NotOpened, NotWhole: of the file; nothing was written.
    """
    folder = server_folder()
    if _files():
        raise KeysInTheWay(folder=folder)
    taken = _Taken()
    unseal(file, keys, taken)
    held = taken.files(file.name)
    beside = folder.with_name(f"{folder.name}.restoring")
    # What an earlier try left half done belongs to that copy, not to this one.
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    for name, text in held.items():
        _write(beside / name, text)
    seen_on_disk(beside)
    if folder.is_dir():
        folder.rmdir()
    beside.rename(folder)
    return list(held)


def _files() -> list[Path]:
    found = sorted(server_folder().glob("*.json"))
    ledger = [ledger_path()] if ledger_path().is_file() else []
    return [file for file in found if file.name not in NEVER] + ledger


def _text(files: Sequence[Path]) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "files": [file.name for file in files]})
    for file in files:
        yield _line({"name": file.name, "text": file.read_text(encoding="ascii")})


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _write(path: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


class _Taken:
    """What was opened, whole in memory: keys are small."""

    def __init__(self) -> None:
        self._text = bytearray()

    def write(self, piece: bytes) -> int:
        self._text += piece
        return len(piece)

    def flush(self) -> None:
        """Do nothing: it is written to like a file."""

    def files(self, name: str) -> dict[str, str]:
        """Return each file's name and text.

        Raises:
            NotWhole: it is no copy of keys.
        """
        try:
            head, *lines = [json.loads(line) for line in self._text.decode().splitlines()]
            held = {str(line["name"]): str(line["text"]) for line in lines}
            is_whole = head["format"] == FORMAT and list(held) == head["files"]
        except (ValueError, KeyError, TypeError):
            raise NotWhole(file=name) from None
        if not is_whole or any(Path(each).name != each for each in held):
            raise NotWhole(file=name)
        return held
