"""Slows down whoever tries passphrases, and nobody else.

A bucket for each user name from each address, in this process's memory only: whoever guesses at
one account neither locks its owner out, who comes from elsewhere, nor anybody beside.
"""

import hmac
import logging
import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from amparo.trust.problems import Crowded, TooManyTries
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


AT_THE_DOOR, OF_ONE_ADDRESS = 10, 8
"""How many passphrases wait to be stretched at once in one process: fewer than it answers at once,
so that a crowd at the door never takes the last thread from who is in; and no address alone may
take all of them. Eight colleagues behind one address come in together."""

SOON = 3


class Door:
    """Who waits to be let in, by address; in this process's memory only, while they wait."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Take a place at the door for as long as a passphrase is stretched.

        Raises:
            Crowded: there is none; it says how long to wait.
        """
        with self._lock:
            whole, own = self._waiting.total(), self._waiting[address]
            if whole >= AT_THE_DOOR or own >= OF_ONE_ADDRESS:
                log.warning("too many at the door")
                raise Crowded(seconds=SOON)
            self._waiting[address] += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting[address] -= 1
                self._waiting += Counter()  # who has none there is forgotten


DOOR = Door()

TRIES = TriesBook("a passphrase")
"""Of passphrases, by name and address."""

SECOND_TRIES = TriesBook("a second factor", timedelta(minutes=5))
"""Of second factors, by account wherever they come from: whoever tries them has the passphrase."""

PHONE_TRIES = TriesBook("a phone's code")
"""Of codes that a phone brings, and of those with which one is told lost, by address."""
