"""What the owner of the database could do to the log, and what finds it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from amparo.audit.actions import make_checkpoint, number, record
from amparo.audit.models import Checkpoint, Leaf, Record, Tree
from amparo.audit.rules import leaf_data
from amparo.audit.verify import Difference, Signer, Wrong, verify
from amparo.sealing.merkle import frontier_of, leaf_hash
from amparo.sealing.signing import new_signing_pair
from tests.append_only import lifted

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
PAIR = new_signing_pair()
SIGNER = Signer("amparo.test", PAIR.public)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db: None) -> str:  # noqa: ARG001
    """A log of six records, signed at four and at six; the note that a witness kept of six."""
    for size in (4, 2):
        for _ in range(size):
            record("refer", None, by=None, at=AT)
        number()
        made = make_checkpoint(AT, SIGNER.key_name, PAIR.private)
    connection.check_constraints()
    assert made is not None
    return made.note


def owner(statement: str, *values: str | int | bytes | UUID) -> None:
    """Change the log as only the owner of the database can."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def cover_up() -> None:
    """Recompute all that the owner of the database can recompute without the signing key."""
    for leaf in Leaf.objects.select_related("record"):
        hashed = leaf_hash(leaf_data(leaf.record.recorded()))
        owner("UPDATE audit_leaf SET hash = %s WHERE seq = %s", hashed, leaf.seq)
    leaves = Leaf.objects.order_by("seq").values_list("hash", flat=True)
    grown = frontier_of(bytes(leaf) for leaf in leaves)
    Tree.objects.update(size=grown.size, hashes=b"".join(grown.hashes))


def found(*notes: str) -> list[tuple[Wrong, int, int]]:
    return [(one.wrong, one.start, one.end) for one in verify(SIGNER, notes)]


def test_a_log_that_nobody_touched_is_whole(kept: str) -> None:
    record("refer", None, by=None, at=AT)
    assert verify(SIGNER, [kept]) == ()


def test_an_empty_log_is_whole() -> None:
    assert verify(SIGNER) == ()


def test_an_altered_record_is_named(kept: str) -> None:
    row = Leaf.objects.get(seq=4).record
    owner("UPDATE audit_record SET can = 'other' WHERE id = %s", as_stored(row))
    wrong = found(kept)
    assert wrong[0] == (Wrong.ALTERED, 4, 5)
    assert "Record 4 was altered." in [one.says for one in verify(SIGNER)]


def test_an_alteration_that_was_covered_up_is_found_between_two_checkpoints(kept: str) -> None:
    row = Leaf.objects.get(seq=5).record
    owner("UPDATE audit_record SET can = 'other' WHERE id = %s", as_stored(row))
    cover_up()
    assert found() == [(Wrong.REWRITTEN, 4, 6)]
    owner("DELETE FROM audit_checkpoint")
    assert found() == [], "without a witness nothing is left to compare with"
    assert found(kept) == [(Wrong.REWRITTEN, 0, 6)]


def test_a_deleted_record_is_named(kept: str) -> None:
    row = Leaf.objects.get(seq=2).record
    owner("DELETE FROM audit_leaf WHERE seq = 2")
    owner("DELETE FROM audit_record WHERE id = %s", as_stored(row))
    assert found(kept)[0] == (Wrong.MISSING, 2, 3)


def test_two_records_that_changed_places_are_named(kept: str) -> None:
    first, second = (as_stored(Leaf.objects.get(seq=seq).record) for seq in (1, 3))
    spare = as_stored(record("refer", None, by=None, at=AT))
    owner("UPDATE audit_leaf SET record_id = %s WHERE seq = 1", spare)
    owner("UPDATE audit_leaf SET record_id = %s WHERE seq = 3", first)
    owner("UPDATE audit_leaf SET record_id = %s WHERE seq = 1", second)
    assert found(kept)[:2] == [(Wrong.REORDERED, 1, 2), (Wrong.REORDERED, 3, 4)]
    cover_up()
    assert (Wrong.REWRITTEN, 0, 4) in found()


def test_a_log_that_was_rolled_back_is_found_by_what_a_witness_kept(kept: str) -> None:
    rows = [as_stored(leaf.record) for leaf in Leaf.objects.filter(seq__gte=4)]
    owner("DELETE FROM audit_leaf WHERE seq >= 4")
    for row in rows:
        owner("DELETE FROM audit_record WHERE id = %s", row)
    cover_up()
    owner("DELETE FROM audit_checkpoint WHERE size = 6")
    assert found() == [], "without a witness a clean cut is not seen"
    assert found(kept) == [(Wrong.ROLLED_BACK, 4, 6)]


def test_a_record_that_lost_its_place_in_the_queue_is_counted(kept: str) -> None:
    record("refer", None, by=None, at=AT)
    owner("DELETE FROM audit_pending")
    assert found(kept) == [(Wrong.UNNUMBERED, 0, 0)]


def test_a_tree_that_does_not_fit_its_leaves_is_found(kept: str) -> None:
    Tree.objects.update(size=5)
    assert found(kept) == [(Wrong.TREE, 5, 6)]
    Tree.objects.all().delete()
    assert found(kept) == [(Wrong.TREE, 0, 6)]


def test_a_note_that_another_key_signed_is_not_believed(kept: str) -> None:
    owner("DELETE FROM audit_checkpoint")
    forged = make_checkpoint(AT, SIGNER.key_name, new_signing_pair().private)
    assert forged is not None
    assert forged.note != kept
    assert verify(SIGNER) == (
        Difference(Wrong.CHECKPOINT, 0, 0, "The checkpoint 6 was not signed by amparo.test."),
    )
    assert Checkpoint.objects.count() == 1


def as_stored(row: Record) -> str | UUID:
    """Return a record's id as this database keeps it."""
    return row.pk.hex if connection.vendor == "sqlite" else row.pk
