"""A file sealed with age to public keys: written as a stream, whole or not at all.

Nothing of it is in memory but the piece at hand. While it is written it is called `.part`; it gets
its name when it is on the disk.
"""

import errno
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage.x25519 import Identity, Recipient

from amparo.config.backup.problems import (
    CannotRead,
    CannotWrite,
    InTheWay,
    NoRecipient,
    NoRoom,
    NotAnIdentity,
    NotARecipient,
    NotOpened,
    NotWhole,
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Sink(Protocol):
    """What takes an opened stream."""

    def write(self, piece: bytes, /) -> int: ...

    def flush(self) -> None: ...


def recipients(said: Sequence[str], setting: str) -> list[Recipient]:
    """Return the public keys that somebody named.

    Raises:
        NoRecipient: none was.
        NotARecipient: one of them is something else.
    """
    if not said:
        raise NoRecipient(setting=setting)
    try:
        return [Recipient.from_str(each) for each in said]
    except pyrage.RecipientError:
        raise NotARecipient from None


def identities(files: Iterable[Path]) -> list[Identity]:
    """Return the private keys in files like those of `age-keygen`.

    Raises:
        CannotRead: there is no such file.
        NotAnIdentity: there is no such key in it.
    """
    found = []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
            keys = [line.strip() for line in lines if line.strip() and line[0] != "#"]
            found += [Identity.from_str(key) for key in keys]
        except (UnicodeDecodeError, pyrage.IdentityError):
            raise NotAnIdentity(file=file.name) from None
        except OSError:
            raise CannotRead(file=file.name) from None
        if not keys:
            raise NotAnIdentity(file=file.name)
    return found


def new_identity(file: Path) -> str:
    """Make a private key in a file that only its owner reads; return its public half.

    Raises:
        InTheWay: there is such a file.
    """
    key = Identity.generate()
    try:
        with os.fdopen(_new_for_owner(file), "w", encoding="ascii") as out:
            out.write(f"# public key: {key.to_public()}\n{key}\n")
    except FileExistsError:
        raise InTheWay(file=file.name) from None
    except OSError:
        raise CannotWrite(folder=file.parent) from None
    return str(key.to_public())


def seal(pieces: Iterator[bytes], to: Path, sealed_to: Sequence[Recipient]) -> int:
    """Write a sealed file; return its size.

    Raises:
        InTheWay: there is one.
        NoRoom, CannotWrite: the disk; nothing stays of it.
    """
    if to.exists():
        raise InTheWay(file=to.name)
    source = _Pieces(pieces)
    with _whole_or_nothing(to) as part:
        try:
            pyrage.encrypt_io(source, part, sealed_to)
        except pyrage.EncryptError:
            if source.failed:
                raise source.failed from None
            if part.failed:
                raise part.failed from None
            raise
    return to.stat().st_size


def unseal(file: Path, keys: Sequence[Identity], into: Sink) -> None:
    """Open a sealed file into something that takes its pieces.

    Raises:
        CannotRead: there is no such file.
        NotOpened: none of these keys opens it.
        NotWhole: it ends too early or was changed; what was handed over is not to be trusted.
    """
    sink = _Taking(into)
    try:
        with file.open("rb") as sealed:
            pyrage.decrypt_io(sealed, sink, keys)
    except pyrage.DecryptError:
        raise NotOpened(file=file.name) from None
    except OSError as error:
        if sink.failed:
            raise sink.failed from None
        if error.errno is None:
            raise NotWhole(file=file.name) from None
        raise CannotRead(file=file.name) from None


class _Pieces(io.RawIOBase):
    """What is sealed, as a file that is read; it remembers why it could not be."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""
        self.failed: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest and (piece := next(self._pieces, None)) is not None:
                self._rest = piece
        except BaseException as error:
            self.failed = error
            raise
        given = self._rest[:size] if size >= 0 else self._rest
        self._rest = self._rest[len(given) :]
        return given


class _Part(io.RawIOBase):
    """The file being written; it remembers why it could not be."""

    def __init__(self, path: Path) -> None:
        self._file = io.FileIO(_new_for_owner(path), "w")
        self.failed: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # bytes are all that comes
        try:
            return self._file.write(piece)
        except OSError as error:
            self.failed = error
            raise

    def settle(self) -> None:
        """See it on the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()
        super().close()


class _Taking:
    """What takes an opened stream; it remembers why it would not."""

    def __init__(self, into: Sink) -> None:
        self._into = into
        self.failed: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self._into.write(bytes(piece))
        except BaseException as error:
            self.failed = error
            raise

    def flush(self) -> None:
        self._into.flush()


def _new_for_owner(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


@contextmanager
def _whole_or_nothing(to: Path) -> Iterator[_Part]:
    """Give the file to write into; it gets its name only if all went well."""
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        with _Part(part) as opened:
            yield opened
            opened.settle()
        part.rename(to)
        seen_on_disk(to.parent)
    except BaseException as error:
        _remove(part)
        if isinstance(error, OSError):
            raise _said(error, to.parent) from None
        raise


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _said(error: OSError, folder: Path) -> Exception:
    if error.errno in NO_ROOM:
        return NoRoom(folder=folder)
    return CannotWrite(folder=folder)


def seen_on_disk(folder: Path) -> None:
    """See a folder's new names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
