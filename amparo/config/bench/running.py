"""What is measured, each thing by its name, on one server of one deployment."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings
from django.db import connection

from amparo.config.bench import reading, taking
from amparo.config.bench.filling.filling import Filled, Tell, fill
from amparo.config.bench.founding import world_here
from amparo.config.bench.lines import Line
from amparo.config.bench.memory import memory_bytes
from amparo.config.bench.replaying import replay_all
from amparo.config.bench.server import Server
from amparo.config.bench.weighing import page_weight
from amparo.config.demo.founding import World
from amparo.dossiers.models import Dossier

Bench = Callable[[World, str, int], Iterator[Line]]
"""Measures something in a world that is served at an address, so many times."""

EMPTY: Mapping[str, Bench] = {
    "empty_view": taking.empty_view,
    "intake": taking.intake,
    "sign_in": taking.sign_in,
}
"""What is measured in a deployment where nothing is yet."""

FULL: Mapping[str, Bench] = {
    "work_list": reading.work_list,
    "search": reading.search,
    "open_dossier": reading.open_dossier,
    "replay_one": reading.replay_one,
    "page_weight": page_weight,
    "replay_all": replay_all,
}
"""What is measured among many dossiers."""

TIMES = {"empty_view": 1600, "intake": 800, "sign_in": 80, "work_list": 200, "search": 200}
USUALLY = 100
"""How often each is done, unless all is to be smaller."""


def measure_empty(names: Collection[str], count: int) -> Iterator[Line]:
    """Found a deployment and measure what needs no dossiers."""
    world, _begun = world_here()
    with _served() as server:
        for name in filter(names.__contains__, EMPTY):
            yield from EMPTY[name](world, server.site, _times(name, count))


def measure_full(names: Collection[str], count: int, tell: Tell) -> Iterator[Line]:
    """Fill this deployment with so many dossiers, once, and measure among them."""
    world, begun = world_here()
    home = settings.AMPARO.home
    if Filled.read(home) is None:
        fill(world, count, begun=begun, tell=tell).write(home)
    tell(f"{Filled.read(home)}, {_size(home)} bytes")
    with _served() as server:
        for name in filter(names.__contains__, FULL):
            yield from FULL[name](world, server.site, _times(name, count))
        yield Line(
            bench="memory",
            db=connection.vendor,
            bytes=memory_bytes(server.pid),
            dossiers=Dossier.objects.count(),
        )


def _served() -> AbstractContextManager[Server]:
    """Serve this deployment as `amparo serve` does, with the empty view beside its pages."""
    log: Path = settings.AMPARO.home / "bench.log"
    application = "amparo.config.bench.wsgi:application"
    return Server(os.environ, log, "--application", application).running()


def _times(name: str, count: int) -> int:
    return min(TIMES.get(name, USUALLY), max(8, count // 10))


def _size(home: Path) -> int:
    return sum(each.stat().st_blocks * 512 for each in home.rglob("*") if each.is_file())
