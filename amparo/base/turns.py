"""Turns that the processes of one server take, one after another, made before they part.

A turn is a lock of the kernel's on a file without a name, which a process that is forked has too.
Whoever ends while it has its turn, killed or not, gives it back.
"""

import fcntl
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


class Turn:
    """One thread at a time has it: of this process, and of all that come from it.

    Only Linux opens such a file anew, each with its own lock. Elsewhere a server is one process.
    """

    def __init__(self) -> None:
        self._file = os.memfd_create("turn") if sys.platform == "linux" else None
        self._here = threading.Lock()

    def taken(self) -> AbstractContextManager[object]:
        """Wait for the turn, and have it until the block ends."""
        return self._here if self._file is None else locked(f"/proc/self/fd/{self._file}")


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Wait for the lock on a file, which is made where it is missing; have it until the end."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
