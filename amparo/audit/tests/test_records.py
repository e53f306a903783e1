from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from amparo.audit.actions import number, record, record_reading
from amparo.audit.models import Checkpoint, Leaf, Pending, Record
from amparo.audit.rules import Recorded, leaf_data

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
SUBJECT = UUID("01890000-0000-7000-8000-000000000001")
ACTOR = UUID("01890000-0000-7000-8000-000000000002")


def test_a_leaf_is_the_canonical_json_of_its_record() -> None:
    said = Recorded(
        id=UUID(int=7),
        can="read_dossier",
        subject=SUBJECT,
        by=None,
        at=AT,
        detail={"b": "2", "a": "1"},
        commits=b"\x01\xff",
    )
    assert leaf_data(said) == (
        b'{"at":"2027-05-10T14:15:00.000000Z","by":"","can":"read_dossier","commits":"01ff",'
        b'"detail":{"a":"1","b":"2"},"id":"00000000-0000-0000-0000-000000000007",'
        b'"subject":"01890000-0000-7000-8000-000000000001","v":1}'
    )


@pytest.mark.django_db
def test_a_record_keeps_who_what_when_and_waits_for_its_number() -> None:
    row = record("refer", SUBJECT, by=ACTOR, at=AT, detail={"step": "send"}, commits=b"x" * 32)
    kept = Record.objects.get(pk=row.pk).recorded()
    assert kept == Recorded(row.id, "refer", SUBJECT, ACTOR, AT, {"step": "send"}, b"x" * 32)
    assert Pending.objects.filter(record=row).exists()


@pytest.mark.django_db(transaction=True)
def test_a_record_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record("refer", SUBJECT, by=ACTOR, at=AT)
    assert not Record.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_record_goes_with_the_act_that_failed() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    assert not Record.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reading_is_committed_when_it_returns() -> None:
    row = record_reading("read_dossier", SUBJECT, by=ACTOR, at=AT)
    assert not connection.in_atomic_block
    assert Record.objects.about([SUBJECT]).get() == row


@pytest.mark.django_db(transaction=True)
def test_a_reading_inside_a_transaction_is_refused_because_it_could_be_taken_back() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record_reading("read_dossier", SUBJECT, by=ACTOR, at=AT)
    assert not Record.objects.exists()


@transaction.atomic
def fail_after_recording() -> None:
    record("refer", SUBJECT, by=ACTOR, at=AT)
    raise ZeroDivisionError


CHANGES = (
    "UPDATE audit_record SET can = 'other'",
    "DELETE FROM audit_record",
    "UPDATE audit_leaf SET seq = 5",
    "DELETE FROM audit_leaf",
    "UPDATE audit_checkpoint SET note = ''",
    "DELETE FROM audit_checkpoint",
)


@pytest.fixture
def logged(db: None) -> Record:  # noqa: ARG001
    row = record("refer", SUBJECT, by=ACTOR, at=AT)
    number()
    Checkpoint.objects.create(size=1, root=b"r" * 32, note="n", at=AT)
    connection.check_constraints()
    return row


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_the_log(logged: Record, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(statement)
    assert Record.objects.get().can == "refer"
    assert Leaf.objects.get().record == logged
    assert Checkpoint.objects.get().note == "n"


@pytest.mark.parametrize("table", ["audit_record", "audit_leaf", "audit_checkpoint"])
def test_the_database_refuses_to_put_another_row_in_the_place_of_one(
    logged: Record, table: str
) -> None:
    if connection.vendor == "postgresql":
        statement = f"TRUNCATE {table} CASCADE"
    else:
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(statement)
    assert Record.objects.get() == logged


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
