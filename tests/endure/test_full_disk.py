"""A disk that fills up while people send: they are told, nothing is half, and it goes on after."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from amparo.config.bench.browser import Answer
from amparo.config.bench.sending import check_page
from tests.endure.authors import (
    Author,
    acknowledged,
    all_send,
    authors_at,
    found_of,
    let_write,
)
from tests.endure.pages import unclear
from tests.endure.postgres import Postgres, give_to_owner
from tests.endure.room import Room, small_room
from tests.load.place import Place, place

if TYPE_CHECKING:
    from amparo.config.environment import Environment
    from tests.endure.telling import Telling

SIZE = 128
LEFT = 600 * 1024
"""So much is left when people begin to send: enough for some, and not for many."""

WRITTEN_EACH = 25


@pytest.fixture
def room(postgres: Postgres | None) -> Iterator[Room]:
    with ExitStack() as stack:
        try:
            mounted = stack.enter_context(small_room(SIZE))
        except subprocess.CalledProcessError:
            pytest.skip("no small disk may be mounted here to be filled: only root may, if anybody")
        if postgres:
            give_to_owner(mounted.path)
            postgres.sql(f"CREATE TABLESPACE small LOCATION '{mounted.path}'")
            stack.callback(postgres.sql, "DROP TABLESPACE small")
        yield mounted


@pytest.fixture
def on_small_disk(here: "Environment", postgres: Postgres | None, room: Room) -> Iterator[Place]:
    """A deployment whose tables lie on the small disk."""
    with ExitStack() as stack:
        if postgres:
            postgres.sql("ALTER ROLE amparo SET default_tablespace = small")
            stack.callback(postgres.sql, "ALTER ROLE amparo RESET default_tablespace")
            yield stack.enter_context(place(here))
        else:
            url = f"sqlite:///{room.path}/amparo.sqlite3"
            yield stack.enter_context(place(here, AMPARO_DATABASE_URL=url))


def test_a_full_disk_is_told_and_nothing_is_half(
    on_small_disk: Place, room: Room, tell: "Telling"
) -> None:
    before = on_small_disk.ask("counts")["dossiers"]
    authors = authors_at(on_small_disk)
    for author in authors:
        author.gives_up = False
    let_write(on_small_disk, authors, WRITTEN_EACH)
    assert authors[0].send_one()
    room.fill(but=LEFT)
    all_send(authors)
    stored = len(acknowledged(authors))
    assert all(author.letters for author in authors), "the disk did not fill up"
    told = [answer for author in authors for answer in author.put_off]
    told += [in_spanish(authors[0])]
    assert any(answer.status == 507 for answer in told)
    faults = [*unclear(told[:-1], "en"), *unclear(told[-1:], "es"), *unreadable(authors[0])]
    room.give_room()
    all_send(authors)
    assert not any(author.letters for author in authors), "it does not go on once there is room"
    found = found_of(on_small_disk, authors, before)
    tell(
        "full_disk",
        n=found.sent,
        lost=found.lost,
        doubled=found.doubled,
        errors=len(found.wrong) + len(faults),
        stored_before_full=stored,
        told_507=len(told),
        faults=faults[:5],
    )


def in_spanish(author: Author) -> Answer:
    """Send what is at the front once more, as somebody who reads Spanish."""
    browser = author.sender.browser
    browser.cookies["amparo_language"] = "es"
    try:
        author.send_one()
    finally:
        browser.cookies["amparo_language"] = "en"
    return author.put_off.pop()


def unreadable(author: Author) -> list[str]:
    """Return what can't be read though it needs no writing: one's list, what one sent, a page."""
    pages = ("/concerns/", author.addresses[0], check_page(UUID(author.letters[0].raising)))
    answers = {page: author.sender.browser.get(page).status for page in pages}
    return [f"{page} answers {status}" for page, status in answers.items() if status != 200]
