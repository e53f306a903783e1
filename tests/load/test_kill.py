"""Ten times kill -9 while people send: what was acknowledged is there, once; the log is whole."""

import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException

import pytest

from amparo.config.bench.sending import is_acknowledged
from tests.load.place import Place, place
from tests.load.senders import MEMBERS, Letter, Sender, letters, senders

KILLS, WRITTEN_EACH = 10, 150
SHORTEST, LONGER = 0.5, 0.7
"""Seconds of sending between two kills: at least, and at most so many more."""


@dataclass
class Crowd:
    """People who send what they wrote, each again until it is acknowledged."""

    letters: dict[str, deque[Letter]]
    acknowledged: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    cut_off: int = 0
    is_up: threading.Event = field(default_factory=threading.Event)
    is_over: threading.Event = field(default_factory=threading.Event)

    def send(self, who: str, sender: Sender) -> None:
        """Send one after the other until it is over; what got no answer is sent once more."""
        while not self.is_over.is_set() and self.letters[who]:
            self.is_up.wait(0.2)
            if self.is_up.is_set():
                self._send_one(who, sender)

    def _send_one(self, who: str, sender: Sender) -> None:
        letter = self.letters[who].popleft()
        try:
            answer = sender.send(letter)
        except (OSError, HTTPException):
            self.cut_off += 1
            self.letters[who].appendleft(letter)
            self.is_up.clear()
            return
        if is_acknowledged(answer):
            self.acknowledged.append(letter.raising)
        else:
            self.strange.append(f"{answer.status} {answer.leads_to}")


@pytest.fixture
def killed() -> Iterator[Place]:
    """Found a deployment of its own, since this one's server is killed."""
    with place() as here:
        yield here


def test_ten_kills_under_load_lose_nothing_that_was_acknowledged(killed: Place) -> None:
    crowd = Crowd({who: deque(letters(killed, who, WRITTEN_EACH)) for who in MEMBERS})
    people = senders(killed, len(MEMBERS))
    threads = [threading.Thread(target=crowd.send, args=each) for each in people]
    crowd.is_up.set()
    for thread in threads:
        thread.start()
    for kill in range(KILLS):
        known = len(crowd.acknowledged)
        time.sleep(SHORTEST + LONGER * secrets.randbelow(1000) / 1000)
        killed.server.kill()
        crowd.is_up.clear()
        killed.server.start()
        look_into(killed, crowd, with_replay=kill in (4, KILLS - 1))
        assert len(crowd.acknowledged) > known, "nobody got through between two kills"
        killed.server.wait()
        crowd.is_up.set()
    crowd.is_over.set()
    for thread in threads:
        thread.join()
    assert crowd.cut_off > 0, "no request was ever cut off: this was no test"
    assert crowd.strange == []
    look_into(killed, crowd, with_replay=True)
    send_what_was_cut_off(crowd, people)
    look_into(killed, crowd, with_replay=True)


def look_into(place: Place, crowd: Crowd, *, with_replay: bool) -> None:
    """Assert that all that was acknowledged is there once, and that nothing was torn."""
    assert place.ask("wrong", ids=list(crowd.acknowledged)) == []
    assert place.ask("verified") == []
    if with_replay:
        assert place.ask("replayed") == []


def send_what_was_cut_off(crowd: Crowd, people: list[tuple[str, Sender]]) -> None:
    """Send what got no answer: whether it had been stored or not, it is there once then."""
    known = len(crowd.acknowledged)
    for who, sender in people:
        if crowd.letters[who]:
            answer = sender.send(crowd.letters[who][0])
            assert is_acknowledged(answer)
            crowd.acknowledged.append(crowd.letters[who][0].raising)
    assert len(crowd.acknowledged) > known
    assert len(set(crowd.acknowledged)) == len(crowd.acknowledged)
