"""Transactions of all processes wait in one queue, and the disk is told to keep what it took."""

import errno
import threading
from collections.abc import Callable
from multiprocessing import get_context
from time import sleep
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection, connections, transaction

from amparo.config.outage import Outage, outage_in
from amparo.config.sqlite.base import ONE_WRITER

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized
    from multiprocessing.synchronize import Event

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL queues its own writers"),
]


def in_a_thread(act: Callable[[], None]) -> list[BaseException]:
    """Run `act` in a thread with a connection of its own and return what it raised."""
    raised: list[BaseException] = []

    def guarded() -> None:
        try:
            act()
        except OperationalError as problem:
            raised.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=guarded)
    thread.start()
    thread.join(timeout=10)
    return raised


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_is_acknowledged_is_on_the_disk() -> None:
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1


def test_a_transaction_holds_the_queue_until_it_ends() -> None:
    with transaction.atomic():
        assert ONE_WRITER.locked()
        with transaction.atomic():
            pass
        assert ONE_WRITER.locked()
    assert not ONE_WRITER.locked()


def test_a_failed_transaction_gives_the_queue_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not ONE_WRITER.locked()


def test_a_connection_closed_midway_gives_the_queue_back() -> None:
    def close_midway() -> None:
        with transaction.atomic():
            connection.close()

    in_a_thread(close_midway)
    assert not ONE_WRITER.locked()


def test_a_second_writer_waits_its_turn() -> None:
    order: list[str] = []

    def second() -> None:
        with transaction.atomic():
            order.append("second")

    with transaction.atomic():
        thread = threading.Thread(target=lambda: in_a_thread(second))
        thread.start()
        thread.join(timeout=0.3)
        order.append("first")
    thread.join(timeout=10)
    assert order == ["first", "second"]


def test_whoever_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)

    def second() -> None:
        with transaction.atomic():
            raise AssertionError("two writers at once")

    with transaction.atomic():
        raised = in_a_thread(second)
    assert [str(problem) for problem in raised] == ["database is locked"]


def write_until(stop: "Event", begun: "Event", written: "Synchronized[int]") -> None:
    """Write again and again, as a process whose threads always have something to write."""
    while not stop.is_set():
        with transaction.atomic():
            begun.set()
            sleep(0.02)
        written.value += 1


def test_another_process_waits_no_longer_than_one_transaction() -> None:
    fork = get_context("fork")
    stop, begun, written = fork.Event(), fork.Event(), fork.Value("i", 0)
    connections.close_all()
    busy = fork.Process(target=write_until, args=(stop, begun, written), daemon=True)
    busy.start()
    assert begun.wait(20)
    passed = []
    for _ in range(20):
        before = written.value
        with transaction.atomic():
            passed.append(written.value - before)
    stop.set()
    busy.join()
    assert sum(passed) <= 3 * len(passed)


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOENT, Outage.AWAY), (errno.ENOSPC, Outage.FULL)]
)
def test_a_door_that_does_not_open_is_an_outage(
    monkeypatch: pytest.MonkeyPatch, number: int, kind: Outage
) -> None:
    def shut(_path: str) -> None:
        raise OSError(number, "")

    monkeypatch.setattr("amparo.config.sqlite.base.locked", shut)
    with pytest.raises(OperationalError) as raised, transaction.atomic():
        pass
    assert outage_in(raised.value) is kind
    assert not ONE_WRITER.locked()
