"""The blind index: was a child of this name here before? Answered without keeping the name.

Format, version 1: HMAC-SHA256 under the office's index key over the canonical JSON of
["amparo/blind/1", part, part, …]; the first 12 bits, as three lower hex digits. With 4,096 values
several children of one municipality share each, so a value points at nobody; what it finds is a
proposal that a person checks. It is compound only: a list of all names would be tried against a
name alone. Names go through `normal_name` first; a birth year or an area code stays as it is.
"""

import hmac

from amparo.base.canonical import canonical_json
from amparo.base.problems import Problem

DOMAIN = "amparo/blind/1"
HEX_DIGITS = 3
LEAST_PARTS = 2


class NotCompound(Problem):
    says = "A blind index needs at least {least} known things, such as a name and a birth year."


def blind_index(key: bytes, *parts: str) -> str:
    """Return the value that this combination shares with several others.

    Raises:
        NotCompound: if fewer than two of the parts say anything.
    """
    if sum(bool(part.strip()) for part in parts) < LEAST_PARTS:
        raise NotCompound(least=LEAST_PARTS)
    digest = hmac.digest(key, canonical_json([DOMAIN, *parts]), "sha256")
    return digest.hex()[:HEX_DIGITS]
