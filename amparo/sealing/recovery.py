"""Two of three holders together bring back a key; no one of them can, and neither can we.

Format: three boxes of `keys.py`, one for each pair of holders A, B, C, nested: `ab` is the 32 bytes
of the private key sealed to B, and that box sealed to A. 130 bytes each. Nesting needs nothing but
the boxes we have anyway, where secret sharing would need a second kind of mathematics.
"""

from dataclasses import dataclass
from itertools import product

from amparo.base.problems import CannotOpen, Malformed
from amparo.sealing.keys import KeyPair, open_with, seal_to


@dataclass(frozen=True)
class RecoveryShares:
    """One box for each pair of holders; the first letter opens the outer box."""

    ab: bytes
    ac: bytes
    bc: bytes


def split(private: bytes, holders: tuple[bytes, bytes, bytes]) -> RecoveryShares:
    """Seal a private key to each pair of three different holders' public keys.

    Raises:
        Malformed: if one holder stands there twice and could open a box alone.
    """
    if len(set(holders)) != len(holders):
        raise Malformed("Recovery needs three different holders.")
    a, b, c = holders
    return RecoveryShares(
        ab=seal_to(a, seal_to(b, private)),
        ac=seal_to(a, seal_to(c, private)),
        bc=seal_to(b, seal_to(c, private)),
    )


def recover(shares: RecoveryShares, first: KeyPair, second: KeyPair) -> bytes:
    """Return the private key, given any two holders' keys in either order.

    Raises:
        CannotOpen: if these are not two of the three holders.
    """
    boxes = (shares.ab, shares.ac, shares.bc)
    for box, (outer, inner) in product(boxes, ((first, second), (second, first))):
        try:
            return open_with(inner.private, open_with(outer.private, box))
        except CannotOpen:
            continue
    raise CannotOpen("These two keys don't open the recovery boxes. It takes two of the three.")
