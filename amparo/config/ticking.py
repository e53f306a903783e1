"""Runs `amparo tick` beside the embedded server, so that one command is enough to be told in time.

A deployment with a scheduler of its own switches it off: running it twice does no harm, once is
enough.
"""

import logging
import subprocess
import sys
from threading import Event, Thread

LONGEST = 300
"""Seconds after which a tick that does not end is given up; the next one takes its work over."""

FIRST_AFTER = 5.0
"""Seconds after the start: whoever watches `/health/` need not wait a minute for it."""

log = logging.getLogger("amparo.tick")


def tick_every(seconds: float) -> Event:
    """Tick in the background, again and again; return what stops it when it is set."""
    stop = Event()
    Thread(target=_tick_until, args=(stop, seconds), daemon=True, name="tick").start()
    return stop


def _tick_until(stop: Event, seconds: float) -> None:
    wait = min(seconds, FIRST_AFTER)
    while not stop.wait(wait):
        tick()
        wait = seconds


def tick() -> bool:
    """Run one tick in a process of its own; tell whether it went well."""
    command = [sys.executable, "-m", "django", "tick"]
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603  # our own command, no input
            command, timeout=LONGEST, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        log.warning("A tick took longer than %s seconds and was given up.", LONGEST)
        return False
    if done.returncode:
        log.warning("A tick failed; the next one tries again.")
    return done.returncode == 0
