"""What is measured among many dossiers: a list of duties, a search, opening, replaying."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from time import perf_counter

from django.db import connection
from django.utils import timezone

from amparo.base.ids import new_id
from amparo.config.bench.apart import Ask, Client, measure_apart
from amparo.config.bench.browser import Browser
from amparo.config.bench.filling.acting import OFFICE, WORKER, Shape, play
from amparo.config.bench.filling.filling import SEED
from amparo.config.bench.filling.made_up import child, luck
from amparo.config.bench.lines import Line, is_page, line_of
from amparo.config.bench.measuring import Measured, Timed
from amparo.config.demo.doing import values_of
from amparo.config.demo.founding import World
from amparo.config.demo.script import Said
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import happened
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Letter
from amparo.protocols.replay import replay
from amparo.system.packs import pack_by_hash
from amparo.system.rules import OFFICER

LONG = 40
"""How many entries the dossier has that is opened and replayed."""

PAUSE = timedelta(minutes=1)
SAYS: Mapping[str, Said] = {
    "qualify": {},
    "note": {
        "note_of": "visit",
        "note_day": "{0 minutes later}",
        "note_seen": "Ejemplo inventado: la familia recibe a quienes la visitan y conversa.",
    },
}
"""What is said in the steps of the long case, beside what people usually answer."""


def work_list(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure the first page of an officer in the large office."""
    yield _one_client(world, site, "work_list", [Ask("/duties/")] * count)


def search(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure a page of an officer's own cases, found by the name of a child."""
    rng = luck(SEED)
    browser = _officer(world, site)
    fields = browser.get("/cases/").fields
    names = [child(rng).name.partition(" (")[0] for _ in range(count)]
    asks = [Ask("/cases/", {**fields, "name": name, "do": "search"}) for name in names]
    yield _measured(site, browser, "search", asks)


def open_dossier(world: World, site: str, count: int) -> Iterator[Line]:
    """Measure a file of forty entries: the reading logged, what is sealed opened, the page made."""
    case = long_case(world)
    yield _one_client(world, site, "open_dossier", [Ask(f"/dossiers/{case.pk}/file/")] * count)


def replay_one(world: World, _site: str, count: int) -> Iterator[Line]:
    """Measure the pure replay of a journal of forty entries."""
    case = long_case(world)
    pack = pack_by_hash(case.pack_id)
    journal = [happened(entry) for entry in case.entries.all()]
    at, protocol = timezone.now(), pack.protocols[case.protocol]
    done = []
    for _ in range(count):
        begun = perf_counter()
        replay(protocol, journal, at, pack.calendar)
        done.append(Timed(perf_counter() - begun, None))
    measured = Measured(sum(each.seconds for each in done), tuple(done))
    yield Line(
        bench="replay_one",
        db=connection.vendor,
        n=count,
        per_s=measured.per_second,
        p50_ms=measured.percentile_ms(0.5),
        p95_ms=measured.percentile_ms(0.95),
        what=f"{len(journal)} entries",
    )


def long_case(world: World) -> Dossier:
    """Return a case of forty entries, written by the real actions if it is not there yet."""
    here = Dossier.objects.filter(parties__key=SERVICE, parties__body=world.bodies[OFFICE].id)
    found = here.filter(protocol="case", last_position=LONG).first()
    return found or _write_long(world, timezone.now() - 2 * LONG * PAUSE)


def _write_long(world: World, at: datetime) -> Dossier:
    played = play(world, Shape.IN_WORK, child(luck(SEED)), at - timedelta(days=2))
    case = Dossier.objects.get(pk__in=played.dossiers, protocol="case")
    by = Author(SERVICE, OFFICER, world.people[WORKER].id, world.bodies[OFFICE].id)
    for step in ("qualify", *("note",) * (LONG - case.entries.count() - 1)):
        at += PAUSE
        values = values_of(world, "case", step, SAYS[step], at)
        append_entry(case, Letter(new_id(at), step, values, said_at=at), by=by, at=at)
    case.refresh_from_db()
    return case


def _one_client(world: World, site: str, bench: str, asks: list[Ask]) -> Line:
    return _measured(site, _officer(world, site), bench, asks)


def _measured(site: str, browser: Browser, bench: str, asks: list[Ask]) -> Line:
    """Ask some of it first, so that every thread of the server has loaded what it loads once."""
    measure_apart([Client.of(site, browser, asks[: len(asks) // 5 + 4])])
    done = measure_apart([Client.of(site, browser, asks)])
    count = Dossier.objects.count()
    return line_of(bench, connection.vendor, 1, done, is_page, dossiers=count)


def _officer(world: World, site: str) -> Browser:
    return Browser.signed_in(site, WORKER, world.demo.passphrase)
