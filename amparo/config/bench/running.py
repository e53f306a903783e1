"""What is measured, in one run on one server: an empty view, an empty form, concerns."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from amparo.config.bench.browser import Answer, Browser
from amparo.config.bench.measuring import Measured, Work, measure
from amparo.config.bench.sending import (
    Raw,
    check_page,
    is_acknowledged,
    prepare,
    stored,
    write_and_send,
)
from amparo.config.bench.server import Server
from amparo.config.demo.answers import flat, typed
from amparo.config.demo.founding import World
from amparo.config.demo.rehearsal.stage import found_world
from amparo.dossiers.models import Dossier

EMPTY = "/empty/"
GROUP, OFFICE = "grupo", "PE080401"
"""The kind of body whose members raise concerns, and the district of the groups that do."""


@dataclass(frozen=True)
class Sizes:
    """How much of each: requests of the empty view and form, concerns sent, and raised whole."""

    clients: int
    empty: int
    sent: int
    whole: int


@dataclass(frozen=True)
class Client:
    """One browser, and the concerns that its owner has written and not sent."""

    browser: Browser
    prepared: tuple[UUID, ...]


@dataclass(frozen=True)
class Result:
    """One line of the result."""

    bench: str
    db: str
    clients: int
    n: int
    per_s: float
    p50_ms: float
    p95_ms: float
    lost: int
    doubled: int
    errors: int


def bench(sizes: Sizes) -> Iterator[Result]:
    """Found a deployment here, serve it, and yield what each thing takes."""
    world, _begun = found_world()
    raw = _written(world)
    log = settings.AMPARO.home / "bench.log"
    server = Server(os.environ, log, "--application", "amparo.config.bench.wsgi:application")
    server.start()
    clients: list[Client] = []
    try:
        server.wait()
        clients += _clients(world, server.site, raw, sizes)
        yield from _measured(sizes, clients, raw)
    finally:
        for client in clients:
            client.browser.close()
        server.stop()


def _measured(sizes: Sizes, clients: list[Client], raw: Raw) -> Iterator[Result]:
    _warm(clients)
    yield _result("empty_view", sizes, _empty_views(clients, sizes.empty), _is_page)
    yield _result("empty_form", sizes, _empty_forms(clients, sizes.empty), _is_page)
    sent, ids = _sent(clients)
    yield _result("concern_sent", sizes, sent, is_acknowledged, *_lost_and_doubled(ids))
    before = Dossier.objects.filter(protocol="concern").count()
    whole = _raised_whole(clients, raw, sizes.whole)
    arrived = Dossier.objects.filter(protocol="concern").count() - before
    missed, twice = max(0, len(whole.done) - arrived), max(0, arrived - len(whole.done))
    yield _result("concern_whole", sizes, whole, is_acknowledged, missed, twice)


def _result(  # noqa: PLR0917  # the columns of one line, in their order
    name: str,
    sizes: Sizes,
    measured: Measured,
    is_well: Callable[[Answer], bool],
    lost: int = 0,
    doubled: int = 0,
) -> Result:
    return Result(
        bench=name,
        db=connection.vendor,
        clients=sizes.clients,
        n=len(measured.done),
        per_s=measured.per_second,
        p50_ms=measured.percentile_ms(0.5),
        p95_ms=measured.percentile_ms(0.95),
        lost=lost,
        doubled=doubled,
        errors=measured.errors(is_well),
    )


def _written(world: World) -> Raw:
    """Return the answers of a quiet concern, as they are typed."""
    usual = world.demo.usual["raise"]
    form = world.pack.forms[world.pack.routes.form]
    said = dict(flat({**usual["all"], **usual["school"]}))
    return typed(world.pack, form, said, timezone.now())


def _clients(world: World, site: str, raw: Raw, sizes: Sizes) -> list[Client]:
    members = [
        who
        for body in world.demo.bodies
        if body.kind == GROUP and body.area == OFFICE
        for who in body.members
    ]
    each = sizes.sent // sizes.clients
    return [
        Client(
            Browser.signed_in(site, who, world.demo.passphrase),
            tuple(prepare(world.people[who], raw, each, at=timezone.now())),
        )
        for who in islice(cycle(members), sizes.clients)
    ]


def _warm(clients: list[Client]) -> None:
    """Let every thread of the server load what it loads once."""
    for client in clients:
        client.browser.get("/concerns/")


def _empty_views(clients: list[Client], count: int) -> Measured:
    return measure([[partial(one.browser.get, EMPTY)] * (count // len(clients)) for one in clients])


def _empty_forms(clients: list[Client], count: int) -> Measured:
    work: list[list[Work]] = []
    for one in clients:
        fields = one.browser.get(EMPTY).fields
        work.append([partial(one.browser.post, EMPTY, fields)] * (count // len(clients)))
    return measure(work)


def _sent(clients: list[Client]) -> tuple[Measured, list[UUID]]:
    """Send what was written: one POST each, from a page that was opened before."""
    work: list[list[Work]] = []
    for one in clients:
        pages = [check_page(each) for each in one.prepared]
        work.append([partial(one.browser.post, at, one.browser.get(at).fields) for at in pages])
    return measure(work), [each for one in clients for each in one.prepared]


def _raised_whole(clients: list[Client], raw: Raw, count: int) -> Measured:
    each = max(1, count // len(clients))
    return measure([[partial(write_and_send, one.browser, raw)] * each for one in clients])


def _lost_and_doubled(ids: list[UUID]) -> tuple[int, int]:
    found = [each for _, each in stored(ids)]
    return sum(each.is_lost for each in found), sum(each.is_doubled for each in found)


def _is_page(answer: Answer) -> bool:
    return answer.status == 200  # noqa: PLR2004  # what HTTP calls a page that is there
