"""A turn is had by one thread of one process, and given back by whoever is killed."""

import os
import signal
import sys
import threading
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from amparo.base.turns import Turn

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a server is one process")

FORK = get_context("fork")


def hold(turn: Turn, begin: "Event", has_it: "Event", may_go: "Event") -> None:
    begin.wait(20)
    with turn.taken():
        has_it.set()
        may_go.wait(20)


class Other:
    """Another process, forked before anybody has the turn."""

    def __init__(self, turn: Turn) -> None:
        self.begin, self.has_it, self.may_go = FORK.Event(), FORK.Event(), FORK.Event()
        said = (turn, self.begin, self.has_it, self.may_go)
        self.process = FORK.Process(target=hold, args=said, daemon=True)
        self.process.start()


def test_another_process_waits_until_the_turn_is_given_back() -> None:
    turn = Turn()
    other = Other(turn)
    with turn.taken():
        other.begin.set()
        assert not other.has_it.wait(0.3)
    assert other.has_it.wait(10)
    other.may_go.set()
    other.process.join()


def test_another_thread_waits_too() -> None:
    turn, had = Turn(), threading.Event()

    def wait() -> None:
        with turn.taken():
            had.set()

    with turn.taken():
        thread = threading.Thread(target=wait)
        thread.start()
        assert not had.wait(0.1)
    assert had.wait(10)
    thread.join()


def test_who_is_killed_gives_the_turn_back() -> None:
    turn = Turn()
    one, next_one = Other(turn), Other(turn)
    one.begin.set()
    assert one.has_it.wait(10)
    next_one.begin.set()
    assert not next_one.has_it.wait(0.1)
    os.kill(one.process.pid or 0, signal.SIGKILL)
    assert next_one.has_it.wait(10)
    next_one.may_go.set()
    for each in (one, next_one):
        each.process.join()


def test_who_fails_gives_the_turn_back() -> None:
    turn = Turn()
    other = Other(turn)
    with pytest.raises(ZeroDivisionError), turn.taken():
        raise ZeroDivisionError
    other.begin.set()
    assert other.has_it.wait(10)
    other.may_go.set()
    other.process.join()
