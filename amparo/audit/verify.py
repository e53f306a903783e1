"""Recompute the whole log and say every way in which it is not what it was.

The tree shows what changed since it was signed: against the checkpoints stored here, which the
owner of the database could take away, and against those that a witness kept, which nobody here
can. Without a kept one, a log cut back or rewritten as a whole is not noticed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from amparo.audit.models import Checkpoint, Leaf, Record, Tree
from amparo.audit.rules import leaf_data
from amparo.base.problems import BadSignature, Malformed
from amparo.sealing import checkpoint as notes
from amparo.sealing.merkle import EMPTY_ROOT, Frontier, leaf_hash


class Wrong(StrEnum):
    """What can be wrong with a log."""

    MISSING = "missing"
    ALTERED = "altered"
    REORDERED = "reordered"
    UNNUMBERED = "unnumbered"
    ROLLED_BACK = "rolled_back"
    REWRITTEN = "rewritten"
    TREE = "tree"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True)
class Difference:
    """One way in which the log is not what it was.

    `start` and `end` bound where: the first position in doubt, and the first that is not.
    """

    wrong: Wrong
    start: int
    end: int
    says: str


@dataclass(frozen=True)
class Signer:
    """Whose checkpoints are believed."""

    key_name: str
    public: bytes


@dataclass(frozen=True)
class _Signed:
    """A checkpoint that the signer did sign; `where` it was kept."""

    size: int
    root: bytes
    where: str


def verify(signer: Signer, kept: Iterable[str] = ()) -> tuple[Difference, ...]:
    """Return all differences; none means that the log is whole as far as it was witnessed.

    It holds nothing up: what is numbered meanwhile is checked the next time.

    Args:
        signer: the deployment's checkpoint key.
        kept: signed notes that somebody outside kept.
    """
    stored = [(row.note, f"checkpoint {row.size}") for row in Checkpoint.objects.order_by("pk")]
    outside = [(note, f"kept note {index}") for index, note in enumerate(kept, start=1)]
    signed, found = _read(signer, [*stored, *outside])
    tree = _frontier()
    walk = _Walk({one.size for one in signed} | {tree.size})
    found += walk.differences()
    found += _judged(signed, walk)
    return tuple(found + _tree(tree, walk) + _unnumbered())


class _Walk:
    """Goes through the leaves once, hashing each record anew."""

    def __init__(self, sizes: set[int]) -> None:
        self._sizes = sizes
        self._frontier = Frontier()
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}

    @property
    def size(self) -> int:
        """Return how many records were there."""
        return self._frontier.size

    def differences(self) -> list[Difference]:
        """Return what is wrong leaf by leaf; `roots` then holds those of the sizes asked for."""
        return list(self._walk())

    def _walk(self) -> Iterator[Difference]:
        expected = 0
        for leaf in Leaf.objects.select_related("record").order_by("seq").iterator(1000):
            if leaf.seq > expected:
                yield _missing(expected, leaf.seq)
            hashed = leaf_hash(leaf_data(leaf.record.recorded()))
            if hashed != bytes(leaf.hash):
                yield _changed(leaf.seq, hashed)
            self._add(hashed)
            expected = leaf.seq + 1

    def _add(self, hashed: bytes) -> None:
        self._frontier = self._frontier.add(hashed)
        if self._frontier.size in self._sizes:
            self.roots[self._frontier.size] = self._frontier.root()


def _missing(start: int, end: int) -> Difference:
    return Difference(Wrong.MISSING, start, end, f"Records {start} to {end - 1} are not there.")


def _changed(seq: int, hashed: bytes) -> Difference:
    """Tell a record that stood elsewhere in the order from one that was altered."""
    elsewhere = Leaf.objects.filter(hash=hashed).first()
    if elsewhere is None:
        return Difference(Wrong.ALTERED, seq, seq + 1, f"Record {seq} was altered.")
    says = f"Record {seq} was put there from position {elsewhere.seq}."
    return Difference(Wrong.REORDERED, seq, seq + 1, says)


def _read(
    signer: Signer, texts: Iterable[tuple[str, str]]
) -> tuple[list[_Signed], list[Difference]]:
    """Return the notes that this key signed, smallest first, and a difference for each other."""
    signed, found = [], []
    for note, where in texts:
        try:
            said = notes.read_note(note, signer.key_name, signer.public)
        except (BadSignature, Malformed):
            says = f"The {where} was not signed by {signer.key_name}."
            found.append(Difference(Wrong.CHECKPOINT, 0, 0, says))
        else:
            signed.append(_Signed(said.size, said.root, where))
    return sorted(signed, key=lambda one: one.size), found


def _judged(signed: Iterable[_Signed], walk: _Walk) -> list[Difference]:
    """Compare the log with what was signed; the last good checkpoint bounds where it changed."""
    found, good = [], 0
    for one in signed:
        if one.size > walk.size:
            says = f"The {one.where} knew {one.size} records; {walk.size} are there."
            found.append(Difference(Wrong.ROLLED_BACK, walk.size, one.size, says))
        elif walk.roots[one.size] == one.root:
            good = one.size
        else:
            says = f"The {one.where} signed something else: a record from {good} on was changed."
            found.append(Difference(Wrong.REWRITTEN, good, one.size, says))
    return found


def _frontier() -> Frontier:
    tree = Tree.objects.first()
    return tree.frontier() if tree else Frontier()


def _tree(before: Frontier, walk: _Walk) -> list[Difference]:
    """Compare the stored frontier with the records: leaves and tree are written together."""
    short = _frontier().size < walk.size
    if not short and walk.roots.get(before.size) == before.root():
        return []
    says = f"The tree of {before.size} leaves is not the tree over the {walk.size} records."
    start, end = sorted((before.size, walk.size))
    return [Difference(Wrong.TREE, start, end, says)]


def _unnumbered() -> list[Difference]:
    """Records with neither a number nor a place in the queue for one: somebody took it away."""
    lost = Record.objects.filter(leaf__isnull=True, pending__isnull=True).count()
    says = f"{lost} records have no number and do not wait for one."
    return [Difference(Wrong.UNNUMBERED, 0, 0, says)] if lost else []
