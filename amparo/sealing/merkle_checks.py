"""Checking a Merkle proof, as an outside witness does it: without the leaves.

The algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. A check that fails raises: a result that
nobody looked at must not pass for a proof.
"""

from collections.abc import Sequence

from amparo.sealing.merkle import EMPTY_ROOT, ProofFails, node_hash


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Return if the leaf hash stands at `index` in the tree of `size` leaves with this root.

    Raises:
        ProofFails: otherwise.
    """
    if not 0 <= index < size:
        raise ProofFails
    here, last, top = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofFails
        if here & 1 or here == last:
            top = node_hash(sibling, top)
            here, last = _up_past_left_edge(here, last)
        else:
            top = node_hash(top, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or top != root:
        raise ProofFails


def check_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Return if the tree of `second` leaves only appends to the tree of `first`.

    Raises:
        ProofFails: otherwise.
    """
    if first == second and first_root == second_root and not proof:
        return
    if first == 0 and first_root == EMPTY_ROOT and not proof:
        return
    if not 0 < first < second or not proof:
        raise ProofFails
    # A first tree that is perfect is its own first step; the proof leaves it out.
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if _climb(first - 1, second - 1, path) != (first_root, second_root):
        raise ProofFails


def _climb(here: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return both roots that the path leads to."""
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofFails
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            here, last = _up_past_left_edge(here, last)
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise ProofFails
    return old, new


def _up_past_left_edge(here: int, last: int) -> tuple[int, int]:
    """Skip the levels on which a right-most node has no sibling and moves up as it is."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last
