"""Key files: what lies outside the database and outside its backups.

The server's own (the online directory key, the checkpoint key, the pepper, the root's public key)
lie in the deployment's `keys` folder; the root's and the three holders' are taken away after the
ceremony. Each says what it is for, and whether it was made for demonstration; a deployment that
is not one refuses those.
"""

import json
import os
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from amparo.sealing.keys import KeyPair
from amparo.trust.problems import AlreadyBegun, DemoKeys, NoDeployment, WrongKeyFile

FORMAT = "amparo/key-file/1"


class KeyFor(StrEnum):
    """What a key is for; also the name of its file."""

    ROOT = "root"
    HOLDER_A = "holder-a"
    HOLDER_B = "holder-b"
    HOLDER_C = "holder-c"
    ROOT_PUBLIC = "root-public"
    DIRECTORY = "directory"
    CHECKPOINT = "checkpoint"
    PEPPER = "pepper"


HOLDERS = (KeyFor.HOLDER_A, KeyFor.HOLDER_B, KeyFor.HOLDER_C)


@dataclass(frozen=True)
class KeyFile:
    """One key as it lies in a file. A public key alone has no private half, a secret no public."""

    is_for: KeyFor
    is_demo: bool
    public: bytes = b""
    private: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """Return the name of its file. Online keys follow each other and lie side by side."""
        return _name(self.is_for, self.public)

    @property
    def pair(self) -> KeyPair:
        """Return both halves."""
        return KeyPair(self.public, self.private)


def server_folder() -> Path:
    """Return where the server's own keys lie."""
    return settings.AMPARO.home / "keys"


def server_path(is_for: KeyFor, public: bytes = b"") -> Path:
    """Return where one of the server's own keys lies; an online key by its public half."""
    return server_folder() / _name(is_for, public)


def server_key(is_for: KeyFor, public: bytes = b"") -> KeyFile:
    """Read one of the server's own keys; an online directory key by its public half.

    Raises:
        NoDeployment: the founding ceremony has not been held.
        DemoKeys: they were made for demonstration, and this deployment is not one.
    """
    path = server_path(is_for, public)
    try:
        return read_key(path, is_for)
    except WrongKeyFile:
        if not path.is_file():
            raise NoDeployment from None
        raise


def read_key(path: Path, *is_for: KeyFor) -> KeyFile:
    """Read a key file that is for one of these.

    Raises:
        WrongKeyFile: it is not there, can't be read or is for something else.
        DemoKeys: it was made for demonstration, and this deployment is not one.
    """
    try:
        written = path.stat()
        key = _key_in(path, written.st_mtime_ns, written.st_ino)
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongKeyFile(file=path.name) from None
    if key.is_for not in is_for:
        raise WrongKeyFile(file=path.name)
    if key.is_demo and not settings.AMPARO.is_demo:
        raise DemoKeys
    return key


@lru_cache(maxsize=64)
def _key_in(path: Path, _written_at: int, _inode: int) -> KeyFile:
    """Return what a file says; read again as soon as another lies in its place."""
    said = json.loads(path.read_text(encoding="ascii"))
    if said["format"] != FORMAT:
        raise ValueError
    return KeyFile(
        is_for=KeyFor(said["for"]),
        is_demo=bool(said["demo"]),
        public=bytes.fromhex(said["public"]),
        private=bytes.fromhex(said["private"]),
    )


def write_key(folder: Path, key: KeyFile) -> Path:
    """Write a key file that only its owner can read. An earlier one is never overwritten.

    Raises:
        AlreadyBegun: there is such a file.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / key.name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise AlreadyBegun(file=path.name) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(_said(key), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return path


def _name(is_for: KeyFor, public: bytes) -> str:
    online = is_for == KeyFor.DIRECTORY
    return f"{is_for}-{public.hex()[:16]}.json" if online else f"{is_for}.json"


def _said(key: KeyFile) -> dict[str, str | bool]:
    return {
        "format": FORMAT,
        "for": str(key.is_for),
        "demo": key.is_demo,
        "public": key.public.hex(),
        "private": key.private.hex(),
    }
