"""The processes of a server: one that is killed is begun anew, and none outlives its parent."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amparo.config.bench.memory import children_of, memory_bytes
from amparo.config.bench.server import Server
from tests.load.place import Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is one process")

SOON = 20.0
MOST_BYTES = 300_000_000
OFTEN = "0.2"
"""Seconds between ticks: often enough to be seen."""


@pytest.fixture(scope="module")
def server(deployed: Place) -> Iterator[Server]:
    """A server of two processes, beside the one that all share."""
    with two_processes(deployed).running() as two:
        yield two


def two_processes(deployed: Place) -> Server:
    log = deployed.home.with_suffix(".two.log")
    return Server(deployed.env, log, "--workers", "2", "--tick", OFTEN)


def answering(server: Server) -> list[int]:
    """Return the processes that answer: a tick is another command."""
    return [pid for pid in children_of(server.pid) if "serve" in words_of(pid)]


def words_of(pid: int) -> list[str]:
    """Return the words of a process's command; none once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:
        return []


def comes_true(is_so: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + SOON
    while time.monotonic() < give_up:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def test_two_processes_answer_and_take_no_more_than_they_may(server: Server) -> None:
    assert len(answering(server)) == 2
    assert 50_000_000 < memory_bytes(server.pid) < MOST_BYTES


def test_one_that_is_killed_is_begun_anew(server: Server) -> None:
    killed, other = answering(server)
    os.kill(killed, signal.SIGKILL)
    assert comes_true(lambda: len({*answering(server)} - {killed}) == 2)
    assert other in answering(server)
    server.wait()


def test_only_the_parent_ticks(server: Server) -> None:
    seen = set[int]()

    def has_ticked() -> bool:
        ticks = [pid for pid in children_of(server.pid) if "tick" in words_of(pid)]
        assert len(ticks) <= 1
        assert not any(children_of(pid) for pid in answering(server))
        seen.update(ticks)
        return len(seen) > 1

    assert comes_true(has_ticked)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_none_outlives_its_parent(deployed: Place, by: signal.Signals) -> None:
    with two_processes(deployed).running() as server:
        them = answering(server)
        os.kill(server.pid, by)
        assert comes_true(lambda: not any(map(words_of, them)))
        assert "Traceback" not in server.said()


def test_those_end_too_that_are_told_so_before_they_answer(deployed: Place) -> None:
    server = two_processes(deployed)
    server.start()
    try:
        assert comes_true(lambda: len(answering(server)) == 2)
        them = answering(server)
        os.kill(server.pid, signal.SIGTERM)
        assert comes_true(lambda: not any(map(words_of, them)))
    finally:
        server.kill()
