"""SQLite with one writer at a time, and a queue before it that nobody can jump.

SQLite lets one transaction write and makes the others look again, later and later, so that under
load some wait far longer than their turn. Every transaction here is IMMEDIATE, hence a writer. Of
one process one thread at a time comes to the door, a lock on a file beside the database; whoever is
at the door alone looks whether the writer before it has ended. So whoever ended and wants to write
again comes after those who waited, of whichever process. On PostgreSQL nothing of this is needed.
"""

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from amparo.base.turns import locked

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

ONE_WRITER = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the lock from BEGIN to COMMIT or ROLLBACK."""

    _is_writer = False

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            with self._at_the_door():
                super()._start_transaction_under_autocommit()  # type: ignore[misc]  # untyped in the stubs
        except OSError as problem:
            self._give_turn()
            raise OperationalError("the door to the database does not open") from problem
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _wait_for_turn(self) -> None:
        patience: Any = self.settings_dict["OPTIONS"].get("timeout", 5)
        if not ONE_WRITER.acquire(timeout=patience):
            raise OperationalError("database is locked")
        self._is_writer = True

    def _give_turn(self) -> None:
        if self._is_writer:
            self._is_writer = False
            ONE_WRITER.release()

    def _at_the_door(self) -> "AbstractContextManager[None]":
        """Let no other process look for its turn; nobody stands here longer than it may wait."""
        if self.is_in_memory_db():
            return nullcontext()
        return locked(f"{self.settings_dict['NAME']}-door")
