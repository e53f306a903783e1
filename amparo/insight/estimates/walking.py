"""Blocks of chains walk their rounds, in this process or in others, a stretch at a time. Pure.

A block takes its random numbers with it, so where it walks changes nothing. What was kept comes
back after each stretch: whoever stops in between has all that was kept until then.
"""

import signal
from collections.abc import MutableSequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context

from amparo.insight.estimates.gibbs import Block
from amparo.insight.estimates.values import Progress

STRETCH = 250


@dataclass(frozen=True)
class Walk:
    """How many rounds, how many of them are thrown away, and every how manieth is kept."""

    rounds: int
    burnt: int
    keep: int

    def stretches(self) -> list[range]:
        """Return all rounds in stretches."""
        rounds = range(self.rounds)
        return [rounds[at : at + STRETCH] for at in range(0, self.rounds, STRETCH)]


def walked(blocks: MutableSequence[Block], walk: Walk, *, jobs: int, progress: Progress) -> bool:
    """Let all blocks walk; return whether nobody stopped them before the end."""
    try:
        if jobs > 1 and len(blocks) > 1:
            _beside_each_other(blocks, walk, min(jobs, len(blocks)), progress)
        else:
            _in_turn(blocks, walk, progress)
    except KeyboardInterrupt:
        return False
    return True


def _in_turn(blocks: MutableSequence[Block], walk: Walk, progress: Progress) -> None:
    whole, done = walk.rounds * len(blocks), 0
    for stretch in walk.stretches():
        for block in blocks:
            block.walk(stretch, walk.burnt, walk.keep)
            done += len(stretch)
            progress(done, whole)


def _beside_each_other(
    blocks: MutableSequence[Block], walk: Walk, jobs: int, progress: Progress
) -> None:
    ahead = {at: walk.stretches()[::-1] for at in range(len(blocks))}
    whole, done = walk.rounds * len(blocks), 0
    with ProcessPoolExecutor(jobs, get_context("spawn"), leave_stopping_to_the_first) as pool:

        def sent(at: int) -> Future[Block]:
            return pool.submit(_gone, blocks[at], ahead[at].pop(), walk)

        try:
            waiting = {sent(at): at for at in ahead if ahead[at]}
            while waiting:
                for ready in wait(waiting, return_when=FIRST_COMPLETED).done:
                    at = waiting.pop(ready)
                    blocks[at] = ready.result()
                    done += STRETCH
                    progress(min(done, whole), whole)
                    if ahead[at]:
                        waiting[sent(at)] = at
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _gone(block: Block, rounds: range, walk: Walk) -> Block:
    """Walk in another process."""
    block.walk(rounds, walk.burnt, walk.keep)
    return block


def leave_stopping_to_the_first() -> None:
    """Let Ctrl-C end the process that waits, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
