"""Slows down whoever tries passphrases, and nobody else.

A bucket for each user name from each address, in the server's memory only: whoever guesses at one
account neither locks its owner out, who comes from elsewhere, nor anybody beside.
"""

import hmac
import logging
import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from mmap import mmap
from struct import Struct

from amparo.base.time import UTC
from amparo.base.turns import Turn
from amparo.trust.problems import Crowded, TooManyTries
from amparo.trust.rules import ANOTHER_TRY_AFTER, Tries

REMEMBERED = 10_000
"""Tries: the bucket that none of so many came out of is forgotten."""

WHOSE = 16
SLOT = Struct(f"={WHOSE}sd")
"""Whose a bucket is, and when all its tries are free again."""

MADE = Struct("=Q")
"""How many tries were written, before the first of them: the ring goes on there."""

log = logging.getLogger("amparo.limits")


class TriesBook:
    """The buckets in use, in memory that all processes of a server share; see `base.turns`.

    A ring of the last tries, each with its bucket: whoever tried longest ago is forgotten first.
    """

    def __init__(self, of: str, every: timedelta = ANOTHER_TRY_AFTER) -> None:
        self._of, self._every = of, every
        self._key = secrets.token_bytes(32)
        self._slots = REMEMBERED
        self._memory = mmap(-1, SLOT.size * (1 + self._slots))
        self._turn = Turn()

    def spend(self, username: str, address: str, *, at: datetime) -> None:
        """Take one try.

        Raises:
            TooManyTries: there is none left; it says how long to wait.
        """
        whose = self._whose(username, address)
        with self._turn.taken():
            place = self._place_of(whose)
            free_at = at if place is None else self._free_at(place)
            bucket = Tries(free_at, self._every)
            if wait := bucket.wait(at):
                log.warning("too many tries of %s", self._of)
                raise TooManyTries(seconds=wait)
            self._clear(place)
            self._add(whose, bucket.spent(at).free_at)

    def forgive(self, username: str, address: str) -> None:
        """Forget the tries of whoever got in."""
        with self._turn.taken():
            self._clear(self._place_of(self._whose(username, address)))

    def forget_all(self) -> None:
        """Begin anew, as a new server does."""
        with self._turn.taken():
            self._memory[:] = bytes(len(self._memory))

    def _whose(self, username: str, address: str) -> bytes:
        """Neither name nor address stays in memory."""
        digest = hmac.digest(self._key, f"{username}\0{address}".encode(), "sha256")
        return digest[:WHOSE]

    def _place_of(self, whose: bytes) -> int | None:
        place = self._memory.find(whose, SLOT.size)
        while place % SLOT.size and place != -1:
            place = self._memory.find(whose, place + 1)
        return None if place == -1 else place

    def _free_at(self, place: int) -> datetime:
        _whose, free_at = SLOT.unpack_from(self._memory, place)
        return datetime.fromtimestamp(free_at, UTC)

    def _add(self, whose: bytes, free_at: datetime) -> None:
        (made,) = MADE.unpack_from(self._memory)
        place = SLOT.size * (1 + made % self._slots)
        SLOT.pack_into(self._memory, place, whose, free_at.timestamp())
        MADE.pack_into(self._memory, 0, made + 1)

    def _clear(self, place: int | None) -> None:
        if place is not None:
            SLOT.pack_into(self._memory, place, bytes(WHOSE), 0)


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
