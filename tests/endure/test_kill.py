"""Kill -9 again and again while people send: what was acknowledged is there, once."""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tests.endure.authors import Author, acknowledged, authors_at, found_of, let_write
from tests.endure.sizes import SIZES
from tests.load.place import Place

if TYPE_CHECKING:
    from tests.endure.postgres import Postgres
    from tests.endure.telling import Telling

WRITTEN_EACH = 60
SOME = 3
"""Acknowledged between two kills: at least so many."""

STEP, DIFFERENT = 0.013, 23
"""Seconds by which each kill comes later after that than the one before; so often, then anew."""

SOON = 30.0
END_DATABASE, END_ONE_PROCESS = 2, 1
"""Of five kills on PostgreSQL: the whole server, or one of its processes; else the web server."""


def test_kills_under_load_lose_nothing_that_was_acknowledged(
    deployed: Place, postgres: "Postgres | None", tell: "Telling"
) -> None:
    before = deployed.ask("counts")["dossiers"]
    authors = authors_at(deployed)
    hit = {"web": 0, "database": 0, "process": 0}
    for number in range(SIZES.kills):
        let_write(deployed, authors, WRITTEN_EACH)
        known = len(acknowledged(authors))
        what = what_to_kill(number, postgres)
        hit[what] += 1
        send_and_kill(authors, KILLS[what](deployed, postgres), later=number % DIFFERENT * STEP)
        newest = acknowledged(authors)[known:]
        assert deployed.ask("wrong", ids=newest) == [], f"after kill {number + 1}"
        said = f"kill {number + 1} of {SIZES.kills} ({what}): {known + len(newest)} acknowledged"
        print(said, round(time.monotonic() - tell.begun), "s", file=sys.stderr)  # noqa: T201
    for author in authors:
        assert author.send_one(), "it is there again and does not answer"
        assert author.sender.browser.get(author.addresses[0]).status == 200
    found = found_of(deployed, authors, before)
    untold = sum(len(author.cut_off) for author in authors)
    assert untold >= SIZES.kills // 2, "the kills hit hardly anybody"
    tell(
        "kill",
        n=found.sent,
        kills=sum(hit.values()),
        lost=found.lost,
        doubled=found.doubled,
        errors=len(found.wrong),
        killed=hit,
        unanswered=untold,
    )


Ending = tuple[Callable[[], None], Callable[[], None]]
"""How something is ended, and how it is there again."""


def what_to_kill(number: int, postgres: "Postgres | None") -> str:
    if postgres is None:
        return "web"
    return {END_DATABASE: "database", END_ONE_PROCESS: "process"}.get(number % 5, "web")


def web(place: Place, _: "Postgres | None") -> Ending:
    def again() -> None:
        place.server.start()
        place.server.wait()

    return place.server.kill, again


def database(_: Place, postgres: "Postgres | None") -> Ending:
    assert postgres
    return postgres.kill, postgres.start


def process(_: Place, postgres: "Postgres | None") -> Ending:
    assert postgres
    return postgres.kill_one, postgres.wait


KILLS = {each.__name__: each for each in (web, database, process)}


def send_and_kill(authors: Sequence[Author], ending: Ending, *, later: float) -> None:
    """Let all send at once, end something in the middle of it, and start it again."""
    kill, again = ending
    known, given_up = len(acknowledged(authors)), time.monotonic() + SOON
    stop = threading.Event()
    threads = [threading.Thread(target=author.send_until, args=(stop,)) for author in authors]
    for thread in threads:
        thread.start()
    while len(acknowledged(authors)) < known + SOME and time.monotonic() < given_up:
        time.sleep(0.002)
    time.sleep(later)
    kill()
    again()
    stop.set()
    for thread in threads:
        thread.join()
    assert len(acknowledged(authors)) >= known + SOME, "nobody got through between two kills"
