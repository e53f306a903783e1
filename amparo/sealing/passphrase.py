"""A private key locked by a passphrase. Opening it is what signing in means; no other hash exists.

Format, version 1 (the version byte of `sealed_private` speaks for all of it):

    typed           NFKC, runs of white space as one space, none at the ends, UTF-8
    salt            16 random bytes
    stretched       Argon2id (RFC 9106, version 0x13), 64 MiB, 3 passes, 1 lane, 32 bytes
    verifier        HKDF-SHA256(stretched, info "amparo/passphrase/1/verifier"), 32 bytes
    wrapping key    HKDF-SHA256(stretched, info "amparo/passphrase/1/wrapping"), 32 bytes
    sealed_private  the envelope of `envelope.py` around the 32 bytes of the private key, under the
                    wrapping key; context: "amparo/passphrase/1", the public key, the salt

Strength: four different words of three letters or more, 16 characters in all; or, for those who
keep a password manager, 20 characters without spaces, ten of them different. What anybody around
knows counts for nothing: the program's own words, and the names of person, office and place that
whoever locks a key hands over. So does what many used before and became public, if the list of it
is handed over. No rule asks for digits or signs: they make passphrases shorter. Capitals count.
"""

import hmac
import os
import re
import secrets
import sys
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from argon2.low_level import Type, hash_secret_raw

from amparo.base.problems import Problem, WrongPassphrase
from amparo.base.turns import Turn
from amparo.sealing.envelope import disclose, enclose
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import KeyPair

MIN_WORDS = 4
MIN_WORD_LENGTH = 3
MIN_LENGTH = 16
MIN_LENGTH_UNSPACED = 20
MIN_DIFFERENT_UNSPACED = 10
MIN_TAKEN_OUT = 6
"""Of a text without spaces, shorter public ones stay: what is random holds one now and then."""

OUR_OWN = ("amparo passphrase password secret contraseña clave secreto frase palabras",)
"""What is expected of somebody who is asked for one here, in the languages of this program."""

DOMAIN = b"amparo/passphrase/1"

AT_A_TIME = min(2, max(1, (os.cpu_count() or 1) - 1))
"""How many are stretched at once by all processes of a server. Each takes 64 MiB and a processor to
itself: a crowd at the door must not take the machine's memory, nor its last processor from who is
in."""

GIVES_WAY = 5
"""How far, as `nice` counts, stretching stands back behind all else that this process does."""


class WeakPassphrase(Problem):
    says = "This passphrase is too easy to guess. Take {words} different words that nobody expects."


@dataclass(frozen=True)
class MadePublic:
    """Passwords that became public, without capitals and accents.

    Attributes:
        whole: all of them; none is a passphrase, with spaces in it or without.
        words: those used most; as a word of a passphrase each counts for nothing.
    """

    whole: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LockedKey:
    salt: bytes
    verifier: bytes = field(repr=False)
    sealed_private: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True)
class Stretched:
    """A passphrase under a salt, stretched: in memory only, and never for longer than needed."""

    salt: bytes
    verifier: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)


def is_strong(
    passphrase: str, known: Collection[str] = (), public: MadePublic = MadePublic()
) -> bool:
    """Tell whether it is hard to guess, for somebody who knows these names and words as well."""
    typed, expected = _as_typed(passphrase), frozenset(_words_in([*OUR_OWN, *known]))
    words = typed.split(" ")
    if _plain("".join(words)) in public.whole:
        return False
    if len(words) == 1:
        own = _without(typed, expected | {w for w in public.words if len(w) >= MIN_TAKEN_OUT})
        return len(own) >= MIN_LENGTH_UNSPACED and len(set(own)) >= MIN_DIFFERENT_UNSPACED
    long_enough = {_plain(word) for word in words if len(word) >= MIN_WORD_LENGTH}
    return len(typed) >= MIN_LENGTH and len(long_enough - expected - public.words) >= MIN_WORDS


def lock(
    passphrase: str, pair: KeyPair, known: Collection[str] = (), public: MadePublic = MadePublic()
) -> LockedKey:
    """Lock a private key under a new salt. Takes about 0.14 s and 64 MiB; not in a transaction.

    Raises:
        WeakPassphrase: if it is too easy to guess for who knows these names and words.
    """
    if not is_strong(passphrase, known, public):
        raise WeakPassphrase(words=MIN_WORDS)
    return lock_under(stretch(passphrase, secrets.token_bytes(16)), pair)


def lock_under(stretched: Stretched, pair: KeyPair) -> LockedKey:
    """Lock a private key under what is stretched already: where many share it, as in a demo."""
    context = _context(pair.public, stretched.salt)
    sealed = enclose(pair.private, stretched.wrapping, context)
    return LockedKey(stretched.salt, stretched.verifier, sealed, pair.public)


def unlock(passphrase: str, locked: LockedKey | None) -> bytes:
    """Return the private key. An account that is not there (None) costs the same work.

    Raises:
        WrongPassphrase: if the passphrase is wrong or nobody has this name; it says not which.
        CannotOpen: if the passphrase is right and the stored key was changed.
    """
    locked = locked or _NOBODY
    return unlock_under(stretch(passphrase, locked.salt), locked)


def unlock_under(stretched: Stretched, locked: LockedKey) -> bytes:
    """Return a private key that was locked under this; raises as `unlock`."""
    if not hmac.compare_digest(stretched.verifier, locked.verifier):
        raise WrongPassphrase
    context = _context(locked.public, locked.salt)
    return disclose(locked.sealed_private, stretched.wrapping, context)


def stretch(passphrase: str, salt: bytes) -> Stretched:
    """Stretch a passphrase, in a thread that gives way; a few at a time."""
    # surrogatepass: half a character in what was typed is a wrong passphrase, not an error page.
    typed = _as_typed(passphrase).encode("utf-8", "surrogatepass")
    long = _workers(os.getpid()).submit(_in_turn, typed, salt).result()
    verifier = hkdf(long, info=DOMAIN + b"/verifier")
    return Stretched(salt, verifier, hkdf(long, info=DOMAIN + b"/wrapping"))


def _in_turn(typed: bytes, salt: bytes) -> bytes:
    with _OWN.turn.taken():
        return _argon2id(typed, salt)


def _argon2id(typed: bytes, salt: bytes) -> bytes:
    return hash_secret_raw(
        typed,
        salt,
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )


@lru_cache(maxsize=1)
def _workers(_process: int) -> ThreadPoolExecutor:
    """Return the threads of one process: a fork of it has none of them."""
    return ThreadPoolExecutor(AT_A_TIME, "stretching", _begin, (iter(_TURNS),))


_TURNS = tuple(Turn() for _ in range(AT_A_TIME))
"""Each thread of a process has one, which it has beside no thread of another."""

_OWN = threading.local()


def _begin(turns: Iterator[Turn]) -> None:
    _OWN.turn = next(turns)
    _give_way()


def _give_way() -> None:
    """Let this thread stand back. Only Linux can do that for one thread; elsewhere it does not.

    Nor where whoever runs the server keeps it from that: nobody is kept outside for it.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            behind = min(19, os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY)
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), behind)


def _as_typed(passphrase: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def _words_in(texts: Iterable[str]) -> Iterable[str]:
    """Yield the words of some names, as a word of a passphrase is compared with them."""
    for text in texts:
        yield from (
            word for word in re.split(r"[\W_]+", _plain(text)) if len(word) >= MIN_WORD_LENGTH
        )


def _plain(text: str) -> str:
    """Return a text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _without(typed: str, expected: Collection[str]) -> str:
    """Return what is left of a text without spaces once what is expected is taken out."""
    left = _plain(typed)
    for word in sorted(expected, key=len, reverse=True):
        left = left.replace(word, "")
    return left


def _context(public: bytes, salt: bytes) -> bytes:
    return DOMAIN + public + salt


# No passphrase is known to give this verifier; it was never computed from one.
_NOBODY = LockedKey(bytes(16), secrets.token_bytes(32), b"", bytes(32))
