"""What is written into the log: records, readings, their numbers, signed checkpoints.

Who may do what was decided before: audit only writes down that it was done.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from amparo.audit.models import Checkpoint, Leaf, Pending, Record, Tree
from amparo.audit.rules import leaf_data
from amparo.base.ids import new_id
from amparo.rows.written import add_rows, is_gathering
from amparo.sealing.checkpoint import sign_note, write_checkpoint
from amparo.sealing.merkle import Frontier, frontier_of, leaf_hash

NUMBERING_LOCK = 0x414D5041
"""The key of PostgreSQL's advisory lock that all numbering of one database waits for."""

BATCH = 1000


def record(
    can: str,
    subject: UUID | None,
    *,
    by: UUID | None,
    at: datetime,
    detail: Mapping[str, str] | None = None,
    commits: bytes = b"",
) -> Record:
    """Write down what is being done, in the transaction that does it.

    Args:
        can: one word of the package's `Can`.
        subject: the thing it is done to.
        by: the account that does it; None where the deployment itself does.
        at: the moment.
        detail: further ids and codes. Never a name, an answer or a word that somebody typed.
        commits: 32 bytes that bind what is written.

    Raises:
        TransactionManagementError: outside a transaction, and not gathered for one, the record
            could outlive its act.
    """
    if not (connection.in_atomic_block or is_gathering()):
        raise transaction.TransactionManagementError("record() outside a transaction")
    row = Record(
        id=new_id(at),
        can=str(can),
        subject=subject,
        by=by,
        at=at,
        detail=dict(detail or {}),
        commits=commits,
    )
    add_rows([row])
    add_rows([Pending(record=row)])
    return row


def record_reading(
    can: str,
    subject: UUID | None,
    *,
    by: UUID | None,
    at: datetime,
    detail: Mapping[str, str] | None = None,
    also: Callable[[], None] | None = None,
) -> Record:
    """Write a reading down and commit it, before anything is opened. No record, no plaintext.

    `also` is done in the same transaction: whoever is told of the reading is told with it.

    Raises:
        RuntimeError: inside a transaction, where a later error would take the record back.
    """
    with transaction.atomic(durable=True):
        row = record(can, subject, by=by, at=at, detail=detail)
        if also is not None:
            also()
        return row


@transaction.atomic
def number() -> int:
    """Give every committed record without a number the next ones; return how many it gave.

    One at a time in the whole database. A transaction that commits late is numbered late: it
    leaves no hole and is never passed over. Running it twice gives the same numbers once.
    """
    _wait_alone()
    frontier = _frontier()
    given = 0
    while waiting := list(Pending.objects.select_related("record").order_by("record")[:BATCH]):
        frontier = _append(frontier, [pending.record for pending in waiting])
        Pending.objects.filter(pk__in=[pending.pk for pending in waiting]).delete()
        given += len(waiting)
    if given:
        keep_frontier(frontier)
    return given


def keep_frontier(frontier: Frontier) -> None:
    """Write down how far the tree has grown; its leaves are there already."""
    Tree.objects.update_or_create(
        id=1, defaults={"size": frontier.size, "hashes": b"".join(frontier.hashes)}
    )


@transaction.atomic
def make_checkpoint(at: datetime, key_name: str, private: bytes) -> Checkpoint | None:
    """Sign the tree's size and root; None where nothing was numbered since the last time."""
    _wait_alone()
    frontier = _frontier()
    if frontier.size == 0 or Checkpoint.objects.filter(size=frontier.size).exists():
        return None
    root = frontier.root()
    note = sign_note(write_checkpoint(key_name, frontier.size, root), key_name, private)
    return Checkpoint.objects.create(size=frontier.size, root=root, note=note, at=at)


def _wait_alone() -> None:
    """Wait until no other process numbers. On SQLite every transaction has begun alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])


def _frontier() -> Frontier:
    """Return the tree's frontier; grown again from the leaves where its row was lost."""
    tree = Tree.objects.first()
    if tree is not None:
        return tree.frontier()
    hashes = Leaf.objects.order_by("seq").values_list("hash", flat=True)
    return frontier_of(bytes(leaf) for leaf in hashes.iterator())


def _append(frontier: Frontier, records: list[Record]) -> Frontier:
    leaves = []
    for row in records:
        leaf = Leaf(seq=frontier.size, record=row, hash=leaf_hash(leaf_data(row.recorded())))
        leaves.append(leaf)
        frontier = frontier.add(bytes(leaf.hash))
    add_rows(leaves)
    return frontier
