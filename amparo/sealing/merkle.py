"""The log's Merkle tree (RFC 6962, section 2.1; the checks follow RFC 9162, section 2.1).

Format: SHA-256; a leaf is hashed after 0x00, a node after 0x01, the empty tree is the hash of
nothing. Everything here takes and gives 32-byte leaf hashes, never the leaves. A proof is a tuple
of hashes, from the leaf upwards. A check that fails raises: a result that nobody looked at must not
pass for a proof. Checking needs no leaves, so that an outside witness can do it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from amparo.base.canonical import sha256
from amparo.base.problems import Malformed, Problem

EMPTY_ROOT = sha256(b"")

Proof = tuple[bytes, ...]


class ProofFails(Problem):
    says = "The log was changed: what it says now does not fit what it said before."


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf)


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


@dataclass(frozen=True)
class Frontier:
    """All that appending needs: the roots of the perfect subtrees, the largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def add(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf hash, in O(log size)."""
        hashes, full = [*self.hashes, leaf], self.size
        while full & 1:
            right = hashes.pop()
            hashes[-1] = node_hash(hashes[-1], right)
            full >>= 1
        return Frontier(self.size + 1, tuple(hashes))

    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        *rest, top = self.hashes
        for left in reversed(rest):
            top = node_hash(left, top)
        return top


def frontier_of(leaves: Iterable[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.add(leaf)
    return frontier


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the tree's root over these leaf hashes."""
    return frontier_of(leaves).root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> Proof:
    """Return what shows that the leaf at `index` (from 0) is in the tree.

    Raises:
        Malformed: if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise Malformed("The log has no record {index}.", index=index)
    if len(leaves) == 1:
        return ()
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if index < half:
        return (*inclusion_proof(index, left), root(right))
    return (*inclusion_proof(index - half, right), root(left))


def consistency_proof(first: int, second: int, leaves: Iterable[bytes]) -> Proof:
    """Return what shows that the tree of the `first` of `second` leaves was only appended to.

    The leaves are gone through once and none is kept: a log of millions fits.

    Raises:
        Malformed: if the tree never had these sizes.
    """
    if not 0 <= first <= second:
        raise Malformed("The log never had {size} records.", size=first)
    spans = tuple(_subproof(first, 0, second, was_whole=True)) if first else ()
    roots = _roots_of(spans, second, leaves)
    return tuple(roots[span] for span in spans)


Span = tuple[int, int]
"""From the one leaf, up to the other."""


def _subproof(first: int, start: int, end: int, *, was_whole: bool) -> Iterator[Span]:
    """RFC 6962, 2.1.2: `was_whole` while the subtree is one whose root the verifier knows."""
    if first == end:
        if not was_whole:
            yield start, end
        return
    half = start + _half(end - start)
    if first <= half:
        yield from _subproof(first, start, half, was_whole=was_whole)
        yield half, end
    else:
        yield from _subproof(first, half, end, was_whole=False)
        yield start, half


def _roots_of(spans: Iterable[Span], size: int, leaves: Iterable[bytes]) -> Mapping[Span, bytes]:
    """Return the root over each span, none of which overlaps another; there are `size` leaves."""
    coming, roots, at = iter(leaves), {}, 0
    for start, end in (*sorted(spans), (size, size)):
        passed = sum(1 for _ in islice(coming, start - at))
        within = frontier_of(islice(coming, end - start))
        if passed + within.size < end - at:
            raise Malformed("The log never had {size} records.", size=size)
        roots[start, end], at = within.root(), end
    return roots


def _half(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes
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
    if last != 0 or top != expected:
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
