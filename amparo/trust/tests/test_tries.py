import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest

from amparo.config.serving import THREADS
from amparo.trust import tries
from amparo.trust.problems import Crowded, TooManyTries
from amparo.trust.rules import ANOTHER_TRY_AFTER, TRIES, Tries
from amparo.trust.tries import AT_THE_DOOR, OF_ONE_ADDRESS, Door, TriesBook

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)


def emptied() -> Tries:
    bucket = Tries(AT)
    for _ in range(TRIES):
        assert bucket.wait(AT) == 0
        bucket = bucket.spent(AT)
    return bucket


def test_after_all_tries_the_next_one_waits() -> None:
    bucket = emptied()
    assert bucket.wait(AT) == 20
    assert bucket.wait(AT + timedelta(seconds=19)) == 1
    assert bucket.wait(AT + ANOTHER_TRY_AFTER) == 0
    assert bucket.spent(AT + ANOTHER_TRY_AFTER).wait(AT + ANOTHER_TRY_AFTER) == 20


def test_however_long_somebody_waits_they_have_no_more_than_all_tries() -> None:
    later = AT + timedelta(days=1)
    bucket = emptied()
    for _ in range(TRIES):
        assert bucket.wait(later) == 0
        bucket = bucket.spent(later)
    assert bucket.wait(later) == 20


def test_a_clock_that_was_set_back_neither_gives_tries_nor_locks_anybody_out() -> None:
    assert emptied().wait(AT - timedelta(days=1)) == 20


def test_the_book_counts_each_name_from_each_address_alone() -> None:
    book = TriesBook("a passphrase")
    for _ in range(TRIES):
        book.spend("ana", "192.0.2.1", at=AT)
    with pytest.raises(TooManyTries) as refused:
        book.spend("ana", "192.0.2.1", at=AT)
    assert refused.value.values == {"seconds": 20}
    book.spend("ana", "192.0.2.2", at=AT)
    book.spend("eva", "192.0.2.1", at=AT)
    book.forgive("ana", "192.0.2.1")
    book.spend("ana", "192.0.2.1", at=AT)


def test_the_book_stays_small_and_forgets_whom_it_saw_longest_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tries, "REMEMBERED", 2)
    book = TriesBook("a passphrase")
    for _ in range(TRIES):
        book.spend("ana", "", at=AT)
    book.spend("eva", "", at=AT)
    with pytest.raises(TooManyTries):
        book.spend("ana", "", at=AT)
    book.spend("luz", "", at=AT)
    book.spend("ana", "", at=AT)


def use_up(book: TriesBook) -> None:
    for _ in range(TRIES):
        book.spend("ana", "", at=AT)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a server is one process")
def test_all_processes_of_a_server_count_the_same_tries() -> None:
    book = TriesBook("a passphrase")
    other = get_context("fork").Process(target=use_up, args=(book,))
    other.start()
    other.join()
    with pytest.raises(TooManyTries):
        book.spend("ana", "", at=AT)
    book.forgive("ana", "")
    book.spend("ana", "", at=AT)


def test_neither_name_nor_address_lies_in_its_memory() -> None:
    book = TriesBook("a passphrase")
    book.spend("carmen-quispe", "192.0.2.77", at=AT)
    kept = bytes(book._memory)  # noqa: SLF001  # what lies there
    assert kept.strip(b"\0")
    assert b"carmen" not in kept
    assert b"192.0.2" not in kept


def test_no_address_alone_takes_the_door_and_no_crowd_the_last_thread() -> None:
    assert OF_ONE_ADDRESS < AT_THE_DOOR < THREADS
    door = Door()
    with ExitStack() as waiting:
        for _ in range(OF_ONE_ADDRESS):
            waiting.enter_context(door.place("192.0.2.1"))
        with pytest.raises(Crowded), door.place("192.0.2.1"):
            pass
        for _ in range(AT_THE_DOOR - OF_ONE_ADDRESS):
            waiting.enter_context(door.place("192.0.2.2"))
        with pytest.raises(Crowded) as refused, door.place("192.0.2.3"):
            pass
        assert refused.value.values == {"seconds": 3}
    for _ in range(AT_THE_DOOR + 1):
        with door.place("192.0.2.1"):
            pass


def test_whoever_fails_leaves_the_door_all_the_same() -> None:
    door = Door()
    for _ in range(AT_THE_DOOR + 1):
        with pytest.raises(ValueError, match="wrong"), door.place("192.0.2.1"):
            raise ValueError("wrong")
