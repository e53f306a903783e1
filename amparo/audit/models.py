"""The log: records, the dense order they are numbered in, the tree over them, its checkpoints.

Records, leaves and checkpoints are appended and never changed: triggers of the database refuse
it (see `append_only`). `Tree` is a projection of the leaves and can be rebuilt from them.
"""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.db import models

from amparo.audit.rules import Recorded
from amparo.sealing.merkle import Frontier

HASH_SIZE = 32


class RecordQuerySet(models.QuerySet["Record"]):
    """Records. Audit knows no readers: whoever asks brings the things they may see."""

    def about(self, subjects: Iterable[UUID] | models.QuerySet[models.Model]) -> Self:
        """Keep what was done to things that the caller found through `visible_to(reader)`."""
        return self.filter(subject__in=subjects)


class Record(models.Model):
    """One act or reading. Ids and codes only: what a person said or is called is never here."""

    id = models.UUIDField(primary_key=True, editable=False)
    can = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    commits = models.BinaryField(max_length=32)

    objects = RecordQuerySet.as_manager()

    OPEN = ("can",)
    LIMITED = ("id", "subject", "by", "at", "detail", "commits")
    SEALED = ()

    class Meta:
        indexes = (
            models.Index(fields=("subject", "at"), name="record_subject_at"),
            models.Index(fields=("by", "at"), name="record_by_at"),
        )

    def __str__(self) -> str:
        return f"{self.can} {self.id}"

    def recorded(self) -> Recorded:
        """Return the record as the rules know it."""
        return Recorded(
            id=self.id,
            can=self.can,
            subject=self.subject,
            by=self.by,
            at=self.at,
            detail=self.detail,
            commits=bytes(self.commits),
        )


class Pending(models.Model):
    """A committed record that has no number yet."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True)

    OPEN = ()
    LIMITED = ("record",)
    SEALED = ()

    class Meta:
        verbose_name_plural = "pending"

    def __str__(self) -> str:
        return str(self.record_id)


class Leaf(models.Model):
    """A record's number, dense from 0: its index in the tree and the cursor of those who follow."""

    seq = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    OPEN = ()
    LIMITED = ("seq", "record", "hash")
    SEALED = ()

    class Meta:
        verbose_name_plural = "leaves"
        constraints = (
            models.CheckConstraint(condition=models.Q(seq__gte=0), name="leaf_seq_from_zero"),
        )

    def __str__(self) -> str:
        return str(self.seq)


class Tree(models.Model):
    """The one frontier: enough of the tree to add a leaf and to say the root.

    `hashes` are the roots of the full subtrees, largest first, 32 bytes each.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    hashes = models.BinaryField()

    OPEN = ()
    LIMITED = ("id", "size", "hashes")
    SEALED = ()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="tree_is_the_only_one"),
        )

    def __str__(self) -> str:
        return str(self.size)

    def frontier(self) -> Frontier:
        """Return the frontier that the row says."""
        hashes = bytes(self.hashes)
        starts = range(0, len(hashes), HASH_SIZE)
        return Frontier(self.size, tuple(hashes[at : at + HASH_SIZE] for at in starts))


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root, for outside witnesses to keep."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    OPEN = ()
    LIMITED = ("size", "root", "note", "at")
    SEALED = ()

    def __str__(self) -> str:
        return str(self.size)
