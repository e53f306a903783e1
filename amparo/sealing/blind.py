"""The blind index: was a child of this name here before? Answered without keeping the name.

Format, version 2: HMAC-SHA256 under the office's index key over the canonical JSON of
["amparo/blind/2", part, part, …]; the first 15 bits, as four lower hex digits. With 20,000 children
of several names each, six combinations share each of the 32,768 values; in a small office a value
may be one child's, and only the key, kept outside the database, hides whose. What it finds is a
proposal that a person checks. It is compound only: a list of all names would be tried against a
name alone. Names go through `names` first; a birth year or an area code stays as it is.
"""

import hmac

from amparo.base.canonical import canonical_json
from amparo.base.problems import Problem

DOMAIN = "amparo/blind/2"
BITS = 15
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
    return f"{int.from_bytes(digest[:2]) >> (16 - BITS):04x}"
