"""SQLite with one writer at a time inside this process.

SQLite lets one transaction write and makes the others poll, so that under load some wait far
longer than their turn. Every transaction here is IMMEDIATE, hence a writer: it takes this lock
first and polls only against other processes. On PostgreSQL nothing of this is needed or loaded.
"""

import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

ONE_WRITER = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the lock from BEGIN to COMMIT or ROLLBACK."""

    _is_writer = False

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # untyped in the stubs
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
