"""A circle's keys over time: who joins gets the epoch's key, and each epoch opens the one before.

Format: both are boxes of `keys.py` whose message is the 32 raw bytes of an X25519 private key (81
bytes in all). `join` seals an epoch's key to a member's account key. `hand_on` seals an old epoch's
key to the next one's public key, or a closed body's to its successor's. `open_with` opens them;
`take` opens and also checks that it is the key it should be.
"""

import hmac

from amparo.base.problems import CannotOpen
from amparo.sealing.keys import open_with, public_of, seal_to


def join(epoch_private: bytes, member_public: bytes) -> bytes:
    return seal_to(member_public, epoch_private)


def hand_on(old_epoch_private: bytes, next_epoch_public: bytes) -> bytes:
    return seal_to(next_epoch_public, old_epoch_private)


def take(private: bytes, box: bytes, expected_public: bytes) -> bytes:
    """Return the epoch's private key out of a box made by `join` or `hand_on`.

    Raises:
        CannotOpen: if the box is not for this key, or holds another key than the directory says.
    """
    epoch_private = open_with(private, box)
    if not hmac.compare_digest(public_of(epoch_private), expected_public):
        raise CannotOpen
    return epoch_private
