"""Ids that sort by time, ids that can be computed again, and numbers that people read aloud.

A dossier number is eight random characters and a check character, shown as `K7QM-2X9P-R`. Its 29
characters leave out 0 O 1 I L (alike), S (as 5) and U (as V). 29 is prime and each place has its
own weight (2 to 9; 1 for the check), so one wrong character and any two exchanged are always seen.
Numbers are never counted: one number says nothing about how many others there are.
"""

import secrets
from datetime import datetime, timedelta
from itertools import islice, product
from uuid import UUID, uuid5

from amparo.base.canonical import canonical_json
from amparo.base.problems import Malformed
from amparo.base.time import UTC

CHARACTERS = "23456789ABCDEFGHJKMNPQRTVWXYZ"

# Made once, at random, for Amparo. Changing it would change every derived id.
NAMESPACE = UUID("2885cd21-b751-41d5-9abb-eff24634f090")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 1)
_TAKEN_FOR = {"O": "QDC", "0": "QDC8", "I": "JT7", "1": "JT7", "L": "J4", "U": "V"}
_MOST_TRIED = 256
_READ_AS = str.maketrans({"S": "5", " ": "", "-": "", "\u2010": "", "\u2011": "", "\u2013": ""})


def new_id(at: datetime) -> UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1)
    return UUID(
        int=milliseconds << 80
        | 0x7 << 76
        | secrets.randbits(12) << 64
        | 0b10 << 62
        | secrets.randbits(62)
    )


def derived_id(*names: UUID | str) -> UUID:
    """Return the UUIDv5 of these names: the same names, in order, always give the same id.

    They are written as one canonical JSON list of texts, so ("ab", "c") and ("a", "bc") differ.
    """
    return uuid5(NAMESPACE, canonical_json([str(name) for name in names]).decode())


def dossier_number() -> str:
    """Return a new random dossier number. The caller sees to it that it is unique."""
    free = "".join(secrets.choice(CHARACTERS) for _ in range(8))
    return _shown(free + _check_of(free))


def read_number(text: str) -> str:
    """Return the number as it is shown, whatever case, spaces and dashes it was typed with.

    Raises:
        Malformed: if it can't be a dossier number.
    """
    typed = text.upper().translate(_READ_AS)
    if len(typed) != len(_WEIGHTS) or not set(typed) <= set(CHARACTERS) or _sum(typed) != 0:
        raise Malformed("This is not the number of a file. Compare it and type it again.")
    return _shown(typed)


def likely_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that a badly typed one may mean: O and 0, I, 1 and L, U are in none.

    A character that no number has is read as each that it is taken for; the check decides.
    """
    typed = text.upper().translate(_READ_AS)
    if len(typed) != len(_WEIGHTS):
        return ()
    tried = product(*(_TAKEN_FOR.get(character, character) for character in typed))
    known = ("".join(each) for each in islice(tried, _MOST_TRIED))
    return tuple(_shown(each) for each in known if set(each) <= set(CHARACTERS) and _sum(each) == 0)


def number_is_valid(text: str) -> bool:
    try:
        read_number(text)
    except Malformed:
        return False
    return True


def _shown(characters: str) -> str:
    return f"{characters[:4]}-{characters[4:8]}-{characters[8:]}"


def _check_of(free: str) -> str:
    return CHARACTERS[-_sum(free) % len(CHARACTERS)]


def _sum(characters: str) -> int:
    values = (CHARACTERS.index(character) for character in characters)
    return sum(w * v for w, v in zip(_WEIGHTS, values, strict=False)) % len(CHARACTERS)
