"""Ten times kill -9 while people send: what was acknowledged is there, once; the log is whole."""

import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from http.client import HTTPException

from amparo.config.bench.browser import Answer
from amparo.config.bench.sending import is_acknowledged
from tests.load.place import Place
from tests.load.senders import MEMBERS, Letter, Sender, letters, senders

KILLS = 10
WRITTEN_EACH = 40
SOME = 3
"""Acknowledged between two kills: at least so many."""

STEP = 0.013
"""Seconds by which each kill comes later after that, so that they hit different moments."""

SOON = 30.0


@dataclass
class Author:
    """Somebody who sends what they wrote; what got no answer they send again, or give up."""

    sender: Sender
    letters: deque[Letter]
    gives_up: bool
    acknowledged: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    strange: list[Answer] = field(default_factory=list)

    def send_until_cut_off(self) -> None:
        """Send one after the other until one gets no answer."""
        while self.letters and self.send_one():
            pass

    def send_one(self) -> bool:
        """Send the next one; tell whether anything was answered."""
        letter = self.letters[0]
        try:
            answer = self.sender.send(letter)
        except (OSError, HTTPException):
            self.cut_off.append(letter.raising)
            if self.gives_up:
                self.letters.popleft()
            return False
        self.letters.popleft()
        if is_acknowledged(answer):
            self.acknowledged.append(letter.raising)
            self.addresses.append(answer.leads_to)
        else:
            self.strange.append(answer)
        return True


def test_ten_kills_under_load_lose_nothing_that_was_acknowledged(deployed: Place) -> None:
    before = deployed.ask("counts")["dossiers"]
    authors = [
        Author(sender, deque(letters(deployed, who, WRITTEN_EACH)), gives_up=number % 2 == 1)
        for number, (who, sender) in enumerate(senders(deployed, len(MEMBERS)))
    ]
    for number in range(KILLS):
        send_and_kill(deployed, authors, later=number * STEP)
        assert deployed.ask("wrong", ids=acknowledged(authors)) == [], f"after kill {number + 1}"
    for author in authors:
        assert author.send_one(), "the server is there again and does not answer"
        assert author.sender.browser.get(author.addresses[0]).status == 200
    assert [each for author in authors for each in author.strange] == []
    assert max(Counter(acknowledged(authors)).values()) == 1
    is_whole(deployed, authors, before)


def send_and_kill(place: Place, authors: list[Author], *, later: float) -> None:
    """Let all send at once, kill the server in the middle of it, and start it again."""
    known, given_up = len(acknowledged(authors)), time.monotonic() + SOON
    cut_off = sum(len(author.cut_off) for author in authors)
    threads = [threading.Thread(target=author.send_until_cut_off) for author in authors]
    for thread in threads:
        thread.start()
    while len(acknowledged(authors)) < known + SOME and time.monotonic() < given_up:
        time.sleep(0.002)
    time.sleep(later)
    place.server.kill()
    for thread in threads:
        thread.join()
    place.server.start()
    place.server.wait()
    assert len(acknowledged(authors)) >= known + SOME, "nobody got through between two kills"
    assert sum(len(author.cut_off) for author in authors) > cut_off, "the kill hit nobody"


def is_whole(place: Place, authors: list[Author], before: int) -> None:
    """Assert that each is there once or, where nobody was told, once or not at all."""
    sent = acknowledged(authors)
    untold = {each for author in authors for each in author.cut_off} - {*sent}
    assert untold, "nobody gave up: what got no answer was never looked for"
    absent = place.ask("absent", ids=[*untold])
    there = [*sent, *(untold - {*absent})]
    assert place.ask("wrong", ids=there) == []
    assert place.ask("counts")["dossiers"] == before + 2 * len(there)
    assert place.ask("verified") == []
    assert place.ask("replayed") == []
    assert place.ask("corrupt") == []


def acknowledged(authors: list[Author]) -> list[str]:
    """Return the concerns whose authors were led to the page of what they had sent."""
    return [each for author in authors for each in author.acknowledged]
