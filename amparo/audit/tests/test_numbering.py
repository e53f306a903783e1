import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from amparo.audit import actions
from amparo.audit.actions import make_checkpoint, number, record
from amparo.audit.models import Checkpoint, Leaf, Pending, Record, Tree
from amparo.audit.rules import leaf_data
from amparo.audit.verify import Signer, verify
from amparo.sealing.checkpoint import read_note
from amparo.sealing.merkle import leaf_hash, root
from amparo.sealing.signing import new_signing_pair
from tests.append_only import lifted

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)


def write_one(can: str = "refer") -> Record:
    with transaction.atomic():
        return record(can, None, by=None, at=AT)


def numbers() -> list[int]:
    return list(Leaf.objects.order_by("seq").values_list("seq", flat=True))


@pytest.mark.django_db
def test_numbers_are_dense_and_given_once() -> None:
    for _ in range(5):
        write_one()
    assert (number(), number()) == (5, 0)
    write_one()
    assert number() == 1
    assert numbers() == [0, 1, 2, 3, 4, 5]
    assert not Pending.objects.exists()


@pytest.mark.django_db
def test_more_than_one_batch_is_numbered_at_once() -> None:
    for _ in range(7):
        write_one()
    with patch.object(actions, "BATCH", 3):
        assert number() == 7
    assert numbers() == list(range(7))


@pytest.mark.django_db
def test_a_leaf_commits_to_its_record_and_the_tree_to_all_leaves() -> None:
    for can in ("refer", "assign", "refer"):
        write_one(can)
    number()
    leaves = [bytes(leaf.hash) for leaf in Leaf.objects.order_by("seq")]
    assert leaves == [
        leaf_hash(leaf_data(leaf.record.recorded())) for leaf in Leaf.objects.order_by("seq")
    ]
    assert Tree.objects.get().frontier().root() == root(leaves)


class Growing(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(some.lists(some.integers(0, 4), max_size=6))
    def test_however_it_grows_the_tree_is_the_one_over_all_leaves(self, steps: list[int]) -> None:
        for waiting in steps:
            for _ in range(waiting):
                write_one()
            assert number() == waiting
        leaves = [bytes(leaf.hash) for leaf in Leaf.objects.order_by("seq")]
        assert numbers() == list(range(sum(steps)))
        tree = Tree.objects.first()
        assert (tree.frontier().root() if tree else root([])) == root(leaves)


@pytest.mark.django_db
def test_numbering_goes_on_after_a_restore_that_lost_the_tree() -> None:
    for _ in range(3):
        write_one()
    number()
    kept = Tree.objects.get().frontier()
    Tree.objects.all().delete()
    write_one()
    assert number() == 1
    assert numbers() == [0, 1, 2, 3]
    assert Tree.objects.get().frontier() == kept.add(bytes(Leaf.objects.get(seq=3).hash))


@pytest.mark.django_db
def test_numbering_goes_on_where_a_dump_was_restored(tmp_path: Path) -> None:
    for _ in range(3):
        write_one()
    number()
    write_one("waiting")
    dump = tmp_path / "audit.json"
    before = list(Record.objects.order_by("pk").values())
    call_command("dumpdata", "audit", output=str(dump))
    with lifted():
        for table in (Pending, Leaf, Record, Tree):
            table.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert list(Record.objects.order_by("pk").values()) == before
    assert number() == 1
    assert Leaf.objects.get(seq=3).record.can == "waiting"
    assert verify(Signer("amparo.test", b"")) == ()


@pytest.mark.django_db
def test_a_checkpoint_is_signed_once_for_each_size() -> None:
    pair = new_signing_pair()
    assert make_checkpoint(AT, "amparo.test", pair.private) is None
    write_one()
    number()
    made = make_checkpoint(AT, "amparo.test", pair.private)
    assert made is not None
    said = read_note(made.note, "amparo.test", pair.public)
    assert (said.size, said.root) == (1, Tree.objects.get().frontier().root())
    assert make_checkpoint(AT, "amparo.test", pair.private) is None
    assert Checkpoint.objects.count() == 1


def in_threads(*acts: Callable[[], object]) -> None:
    """Run acts at once, each with a database connection of its own; let what fails be seen."""
    failed: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as fault:  # noqa: BLE001  # it is raised again below
            failed.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []


def write_many() -> None:
    for _ in range(20):
        write_one()


def number_often() -> None:
    for _ in range(20):
        number()


@pytest.mark.django_db(transaction=True)
def test_two_that_number_at_once_while_others_write_leave_no_hole_and_no_double() -> None:
    in_threads(write_many, number_often, write_many, number_often)
    number()
    assert numbers() == list(range(40))
    assert Record.objects.filter(leaf__isnull=True).count() == 0
    leaves = [bytes(leaf.hash) for leaf in Leaf.objects.order_by("seq")]
    assert Tree.objects.get().frontier().root() == root(leaves)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one transaction write")
def test_who_commits_late_is_numbered_late_and_never_passed_over() -> None:
    is_written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("slow", None, by=None, at=AT)
            is_written.set()
            assert may_commit.wait(30)

    def quick() -> None:
        assert is_written.wait(30)
        write_one("quick")
        assert number() == 1
        may_commit.set()

    in_threads(slow, quick)
    assert number() == 1
    order = Leaf.objects.order_by("seq").values_list("record__can", flat=True)
    assert list(order) == ["quick", "slow"]
