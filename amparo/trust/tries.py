"""Slows down whoever tries passphrases, and nobody else.

A bucket for each user name from each address, in this process's memory only: whoever guesses at
one account neither locks its owner out, who comes from elsewhere, nor anybody beside.
"""

import hmac
import logging
import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from amparo.trust.problems import TooManyTries
from amparo.trust.rules import ANOTHER_TRY_AFTER, Tries

REMEMBERED = 10_000

log = logging.getLogger("amparo.limits")


class TriesBook:
    """The buckets in use; the one untouched longest is forgotten when there are too many."""

    def __init__(self, of: str, every: timedelta = ANOTHER_TRY_AFTER) -> None:
        self._of, self._every = of, every
        self._key = secrets.token_bytes(32)
        self._buckets: OrderedDict[bytes, Tries] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, username: str, address: str, *, at: datetime) -> None:
        """Take one try.

        Raises:
            TooManyTries: there is none left; it says how long to wait.
        """
        key = self._whose(username, address)
        with self._lock:
            bucket = self._buckets.get(key, Tries(at, self._every))
            if wait := bucket.wait(at):
                log.warning("too many tries of %s", self._of)
                raise TooManyTries(seconds=wait)
            self._buckets[key] = bucket.spent(at)
            self._buckets.move_to_end(key)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)

    def forgive(self, username: str, address: str) -> None:
        """Forget the tries of whoever got in."""
        with self._lock:
            self._buckets.pop(self._whose(username, address), None)

    def forget_all(self) -> None:
        """Begin anew, as a new process does."""
        with self._lock:
            self._buckets.clear()

    def _whose(self, username: str, address: str) -> bytes:
        """Neither name nor address stays in memory."""
        return hmac.digest(self._key, f"{username}\0{address}".encode(), "sha256")


TRIES = TriesBook("a passphrase")
"""Of passphrases, by name and address."""

SECOND_TRIES = TriesBook("a second factor", timedelta(minutes=5))
"""Of second factors, by account wherever they come from: whoever tries them has the passphrase."""

PHONE_TRIES = TriesBook("a phone's code")
"""Of codes that a phone brings, and of those with which one is told lost, by address."""
