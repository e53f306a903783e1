"""People who send what they wrote until it is acknowledged, and what became of all of it."""

import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException

from amparo.config.bench.browser import Answer
from amparo.config.bench.sending import is_acknowledged
from tests.load.place import Place
from tests.load.senders import MEMBERS, Letter, Sender, letters, senders

OUTAGES = (503, 507)


@dataclass
class Author:
    """Somebody who sends what they wrote; what was not taken they send again, or give up.

    Attributes:
        put_off: pages that told them that nothing can be saved now.
        cut_off: what got no answer or such a page: nobody knows whether it was stored.
        strange: answers that nobody should get.
    """

    who: str
    sender: Sender
    letters: deque[Letter] = field(default_factory=deque)
    gives_up: bool = False
    acknowledged: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    put_off: list[Answer] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    strange: list[Answer] = field(default_factory=list)

    def send_until(self, stop: threading.Event) -> None:
        """Send one after the other until one is not taken, or until it is enough."""
        while self.letters and not stop.is_set() and self.send_one():
            pass

    def send_one(self) -> bool:
        """Send the next one; tell whether it was taken."""
        letter = self.letters[0]
        try:
            answer = self.sender.send(letter)
        except (OSError, HTTPException):
            return self._leave_or_keep(letter)
        if answer.status in OUTAGES:
            self.put_off.append(answer)
            return self._leave_or_keep(letter)
        self.letters.popleft()
        if not is_acknowledged(answer):
            self.strange.append(answer)
            return False
        self.acknowledged.append(letter.raising)
        self.addresses.append(answer.leads_to)
        return True

    def _leave_or_keep(self, letter: Letter) -> bool:
        self.cut_off.append(letter.raising)
        if self.gives_up:
            self.letters.popleft()
        return False


@dataclass(frozen=True)
class Found:
    """What was found of everything that was sent."""

    sent: int
    lost: int
    doubled: int
    wrong: tuple[str, ...]


def authors_at(place: Place, count: int = len(MEMBERS)) -> list[Author]:
    """Return as many authors with nothing written; every second one gives up easily."""
    people = enumerate(senders(place, count))
    return [Author(who, sender, gives_up=number % 2 == 1) for number, (who, sender) in people]


def let_write(place: Place, authors: Sequence[Author], each: int) -> None:
    """Let everybody write until they have as many concerns to send."""
    for author in authors:
        if len(author.letters) < each // 2:
            author.letters.extend(letters(place, author.who, each - len(author.letters)))


def all_together(authors: Sequence[Author], act: Callable[[Author], None]) -> None:
    """Let everybody do something at the same time, and wait until all have done it."""
    threads = [threading.Thread(target=act, args=(author,)) for author in authors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def all_send(authors: Sequence[Author]) -> None:
    """Let everybody send until theirs is not taken, or all is sent."""
    all_together(authors, lambda author: author.send_until(threading.Event()))


def acknowledged(authors: Sequence[Author]) -> list[str]:
    """Return the concerns whose authors were led to the page of what they had sent."""
    return [each for author in authors for each in author.acknowledged]


def found_of(place: Place, authors: Sequence[Author], before: int) -> Found:
    """Look for each: once or, where nobody was told, once or not at all; then for what is wrong.

    Args:
        place: where they were sent.
        authors: who sent them.
        before: how many dossiers there were then.
    """
    sent = acknowledged(authors)
    untold = {each for author in authors for each in author.cut_off} - {*sent}
    there = [*sent, *(untold - {*place.ask("absent", ids=[*untold])})]
    wrong = place.ask("wrong", ids=there)
    lost = sum("is lost" in each for each in wrong)
    twice = sum(count - 1 for count in Counter(sent).values())
    more = place.ask("counts")["dossiers"] - before - 2 * len(there)
    complaints = [each for ask in ("verified", "replayed", "corrupt") for each in place.ask(ask)]
    strange = [f"an answer {each.status}" for author in authors for each in author.strange]
    return Found(
        sent=len(sent),
        lost=lost + max(0, -more),
        doubled=len(wrong) - lost + twice + max(0, more),
        wrong=(*wrong, *complaints, *strange),
    )
