"""Many at once, each timed: how many a second, how long the middle one and the slow ones took."""

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from time import perf_counter

from amparo.config.bench.browser import Answer

Work = Callable[[], Answer]
"""One thing to do, by a browser of its own thread."""


@dataclass(frozen=True)
class Timed:
    """What one piece of work took; `answer` is None where no answer came."""

    seconds: float
    answer: Answer | None


@dataclass(frozen=True)
class Measured:
    """All work of all clients, and the time from the first beginning to the last end."""

    seconds: float
    done: tuple[Timed, ...]

    @property
    def per_second(self) -> float:
        return round(len(self.done) / self.seconds, 1)

    def percentile_ms(self, share: float) -> float:
        """Return the time in ms that this share of the work did not exceed (nearest rank)."""
        ordered = sorted(each.seconds for each in self.done)
        return round(1000 * ordered[max(0, math.ceil(share * len(ordered)) - 1)], 1)

    def first(self, count: int) -> "Measured":
        """Return the first so many alone; they were one client's."""
        return Measured(sum(each.seconds for each in self.done[:count]), self.done[:count])

    def after(self, count: int) -> "Measured":
        """Return what came after so many."""
        return Measured(self.seconds, self.done[count:])

    def errors(self, is_well: Callable[[Answer], bool]) -> int:
        """Return how much work got no answer, or one that is not as it should be."""
        return sum(each.answer is None or not is_well(each.answer) for each in self.done)


def measure(clients: Sequence[Sequence[Work]]) -> Measured:
    """Let every client do its work, all beginning together, each one thing after another."""
    done: list[list[Timed]] = [[] for _ in clients]
    gate = threading.Barrier(len(clients) + 1)

    def run(work: Sequence[Work], into: list[Timed]) -> None:
        gate.wait()
        into.extend(_timed(each) for each in work)

    threads = [threading.Thread(target=run, args=each) for each in zip(clients, done, strict=True)]
    for thread in threads:
        thread.start()
    gate.wait()
    begun = perf_counter()
    for thread in threads:
        thread.join()
    return Measured(perf_counter() - begun, tuple(each for some in done for each in some))


def _timed(work: Work) -> Timed:
    begun = perf_counter()
    try:
        answer = work()
    except (OSError, HTTPException):
        return Timed(perf_counter() - begun, None)
    return Timed(perf_counter() - begun, answer)
