"""A database that goes away for a minute: people are told, lose nothing, and go on after it."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.endure.authors import Author, all_together, authors_at, found_of, let_write
from tests.endure.pages import says, unclear
from tests.endure.sizes import SIZES
from tests.load.place import Place

if TYPE_CHECKING:
    from tests.endure.postgres import Postgres
    from tests.endure.telling import Telling

SQLITE_WAITS = 20.0
"""Seconds for which the embedded database waits for its turn before somebody is told."""

WRITTEN_EACH = 8

GOES_ON = 20.0
"""Seconds in which everybody can send what is left, once the database is back."""


def test_a_database_that_is_away_is_told_and_comes_back(
    deployed: Place, postgres: "Postgres | None", tell: "Telling"
) -> None:
    before, authors = deployed.ask("counts")["dossiers"], authors_at(deployed)
    let_write(deployed, authors, WRITTEN_EACH)
    for author in authors:
        author.gives_up = False
        assert author.send_one()
    authors[1].sender.browser.cookies["amparo_language"] = "es"
    with away(deployed, postgres):
        reading = authors[0].sender.browser.get("/concerns/")
        # Where only the turn to write is taken, reading goes on.
        is_well = says(reading, "saved once", "en") if postgres else reading.status == 200
        faults = [] if is_well else [f"reading answers {reading.status}"]
        all_together(authors, lambda author: insist(author, time.monotonic() + SIZES.away))
    if postgres:
        postgres.wait()
    # A line that was kept open meanwhile may have been closed: one sends again, as a browser does.
    all_together(authors, lambda author: insist(author, time.monotonic() + GOES_ON))
    faults += [f"{author.who} can't send" for author in authors if author.letters]
    for author in authors:
        faults += unclear(author.put_off, author.sender.browser.cookies["amparo_language"])
    told = sum(len(author.put_off) for author in authors)
    if postgres or SIZES.away > SQLITE_WAITS:
        assert told, "nobody was told anything"
    found = found_of(deployed, authors, before)
    tell(
        "away",
        n=found.sent,
        lost=found.lost,
        doubled=found.doubled,
        errors=len(found.wrong) + len(faults),
        away_seconds=SIZES.away,
        told_503=told,
        faults=faults[:5],
    )


@contextmanager
def away(place: Place, postgres: "Postgres | None") -> Iterator[None]:
    """Stop the server, or let another process write and not come to an end."""
    if postgres:
        postgres.stop()
        try:
            yield
        finally:
            postgres.start()
        return
    file = place.home / "amparo.sqlite3"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    ends = threading.Timer(SIZES.away, other.close)
    ends.start()
    yield
    ends.join()


def insist(author: Author, until: float) -> None:
    """Send the same thing again and again, as somebody does who is told to wait a minute."""
    while time.monotonic() < until and author.letters:
        author.send_one()
        time.sleep(0.5)
