"""What is measured where nothing is yet: an empty view and form, concerns taken, signing in."""

from collections.abc import Iterator
from itertools import cycle, islice
from uuid import UUID

from django.db import connection
from django.utils import timezone

from amparo.config.bench.apart import Ask, Client, measure_apart
from amparo.config.bench.browser import Answer, Browser
from amparo.config.bench.lines import Line, is_page, line_of
from amparo.config.bench.sending import Raw, check_page, is_acknowledged, prepare, stored
from amparo.config.demo.answers import flat, typed
from amparo.config.demo.founding import World

EMPTY = "/empty/"
GROUP, OFFICE = "grupo", "PE080401"
"""The kind of body whose members raise concerns, and the district of the groups that do."""

EIGHT = 8
READER, READ = "ana", "/duties/"


def empty_view(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure what the frame around every page costs, without and with a form that is sent."""
    browsers = _members(world, site)
    each = max(1, count // EIGHT)
    asks = [Ask(EMPTY)] * each
    views = measure_apart([Client.of(site, browser, asks) for browser in browsers])
    yield line_of("empty_view", connection.vendor, EIGHT, views, is_page)
    clients = []
    for browser in browsers:
        fields = {**browser.get(EMPTY).fields}
        clients.append(Client.of(site, browser, [Ask(EMPTY, fields)] * each))
    forms = measure_apart(clients)
    yield line_of("empty_form", connection.vendor, EIGHT, forms, is_page)


def intake(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure one POST for each concern that is written and not sent, from its open page."""
    raw = _written(world)
    clients, ids = [], list[UUID]()
    for who, browser in zip(_names(world), _members(world, site), strict=False):
        mine = prepare(world.people[who], raw, max(1, count // EIGHT), at=timezone.now())
        pages = [check_page(each) for each in mine]
        asks = [Ask(page, {**browser.get(page).fields}) for page in pages]
        clients.append(Client.of(site, browser, asks))
        ids += mine
    connection.close()
    sent = measure_apart(clients)
    found = [each for _, each in stored(ids)]
    yield line_of(
        "intake",
        connection.vendor,
        EIGHT,
        sent,
        is_acknowledged,
        lost=sum(each.is_lost for each in found),
        doubled=sum(each.is_doubled for each in found),
    )


def sign_in(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure signing in: one after another, eight at once, and reading alone and meanwhile."""
    db = connection.vendor
    reader = Browser.signed_in(site, READER, world.demo.passphrase)
    reads = Client.of(site, reader, [Ask(READ)] * max(20, count))
    one = measure_apart([_entering(world, site, READER, count)])
    yield line_of("sign_in", db, 1, one, _is_let_in)
    alone = measure_apart([reads])
    yield line_of("sign_in", db, 1, alone, is_page, what="reading alone")
    entering = [_entering(world, site, who, count) for who in _names(world)]
    together = measure_apart([reads, *entering])
    reading = together.first(len(reads.asks))
    yield line_of("sign_in", db, EIGHT, together.after(len(reads.asks)), _is_let_in)
    yield line_of("sign_in", db, 1, reading, is_page, what="reading while eight sign in")


def _entering(world: World, site: str, who: str, count: int) -> Client:
    browser = Browser(site)
    typed = {"username": who, "passphrase": world.demo.passphrase}
    fields = {**browser.get("/sign-in/").fields, **typed}
    asks = (Ask("/sign-in/", fields),) * max(1, count // EIGHT)
    return Client(site, dict(browser.cookies), asks, is_anew=True)


def _is_let_in(answer: Answer) -> bool:
    return bool(answer.leads_to)


def _names(world: World) -> list[str]:
    members = [
        who
        for body in world.demo.bodies
        if body.kind == GROUP and body.area == OFFICE
        for who in body.members
    ]
    return list(islice(cycle(members), EIGHT))


def _members(world: World, site: str) -> list[Browser]:
    """Return eight browsers of members; each has opened a page, so that all is loaded."""
    browsers = [Browser.signed_in(site, who, world.demo.passphrase) for who in _names(world)]
    for browser in browsers:
        browser.get("/concerns/")
    return browsers


def _written(world: World) -> Raw:
    """Return the answers of a quiet concern, as they are typed."""
    usual = world.demo.usual["raise"]
    form = world.pack.forms[world.pack.routes.form]
    said = dict(flat({**usual["all"], **usual["school"]}))
    return typed(world.pack, form, said, timezone.now())
