"""Loads the demo: its beginning, and then all that has happened, in the order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from amparo.config.demo.acts import Stage, play
from amparo.config.demo.data import Demo
from amparo.config.demo.founding import Tell, World, lay_ground, let_in
from amparo.config.demo.life import live
from amparo.config.demo.plan import Event, begun_at, planned
from amparo.config.demo.ticking import Scheduler
from amparo.dossiers.models import Dossier
from amparo.system.once import one_page
from amparo.trust.actions.directory import keep_directory_current

RENEWED_EVERY = timedelta(days=45)
"""How often the demo's root renewed the directory; its certificate lasts 90 days."""

TOLD_EVERY = 10


@dataclass(frozen=True)
class Places:
    """Where things lie: the pack's folder, and where the keys that are taken away are written."""

    pack: Path
    keys: Path


def load(demo: Demo, places: Places, *, today: datetime, tell: Tell) -> World:
    """Found the world some weeks ago, and let happen what has happened since."""
    world = lay_ground(demo, places.pack, places.keys, today=today, tell=tell)
    begun = begun_at(demo, today, world.pack.calendar)
    let_in(world, at=begun, tell=tell)
    _live_through(world, places.keys, begun, today, tell)
    return world


def _live_through(world: World, keys: Path, begun: datetime, today: datetime, tell: Tell) -> None:
    started = perf_counter()
    stage, scheduler = Stage(world), Scheduler(begun)
    renewed = begun
    events = planned(world.demo, today, world.pack.calendar)
    for done, event in enumerate(events):
        if event.at - renewed >= RENEWED_EVERY:
            keep_directory_current(keys, at=event.at)
            renewed = event.at
        with one_page():
            _happen(stage, scheduler, event)
        if done % (len(events) // TOLD_EVERY + 1) == 0:
            tell(f"  … {event.at:%d %B}: {done} of {len(events)} things have happened.")
    scheduler.run_until(today)
    keep_directory_current(keys, at=today)
    scheduler.sign(today)
    tell(_summary(scheduler, events, perf_counter() - started))


def _happen(stage: Stage, scheduler: Scheduler, event: Event) -> None:
    scheduler.run_until(event.at)
    if event.script is None:
        live(stage.world, event.act, event.at)
        return
    play(stage, event.script, event)


def _summary(scheduler: Scheduler, events: Sequence[Event], seconds: float) -> str:
    count = Dossier.objects.count()
    situations = Dossier.objects.values("situation").distinct().count()
    cases = Dossier.objects.filter(protocol="case").count()
    return (
        f"Dossiers: {count} of {situations} situations, {cases} of them services' own; "
        f"{len(events)} acts, {scheduler.told} missed clocks told; "
        f"{seconds:.0f} s, {count / seconds:.1f} dossiers/s."
    )
