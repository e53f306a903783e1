"""A small disk that can be filled and emptied: a file system in memory, of a few megabytes."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Room:
    """Where it is mounted."""

    path: Path

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"

    def fill(self, *, but: int) -> None:
        """Take all space but so many bytes."""
        there = os.statvfs(self.path)
        with self._ballast.open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(1, there.f_bavail * there.f_frsize - but))

    def give_room(self) -> None:
        """Give the space back."""
        self._ballast.unlink()


@contextmanager
def small_room(megabytes: int) -> Iterator[Room]:
    """Mount a small file system in memory, and take it away afterwards.

    Raises:
        CalledProcessError: nothing may be mounted here.
    """
    path = Path(tempfile.mkdtemp(prefix="amparo-room-"))
    words = ("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(path))
    try:
        subprocess.run(words, check=True)  # noqa: S603  # our own words
        yield Room(path)
    finally:
        # Lazily: a server that is just ending may still have a file open.
        with suppress(subprocess.CalledProcessError):
            subprocess.run(("umount", "--lazy", str(path)), check=True)  # noqa: S603, S607  # the system's own
        path.rmdir()
