"""Passwords that became public, as Django brings them: some 20,000, the most used first."""

import gzip
from functools import lru_cache
from pathlib import Path

from django.contrib.auth import password_validation

from amparo.sealing.passphrase import MadePublic

MOST_USED = 3000


@lru_cache(maxsize=1)
def made_public() -> MadePublic:
    """Return them, read once."""
    packed = Path(password_validation.__file__).with_name("common-passwords.txt.gz").read_bytes()
    most_used_first = gzip.decompress(packed).decode().split()
    return MadePublic(frozenset(most_used_first), frozenset(most_used_first[:MOST_USED]))
