"""Twenty-four hours of `amparo tick` in fast time, and two ticks at once: each is told once."""

import subprocess
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from django.core.management import call_command

from amparo.base.ids import new_id
from amparo.dossiers.actions.sessions import hold_session
from amparo.dossiers.models import Dossier, Escalation
from amparo.dossiers.rules import Letter
from tests.attacks.scene import scene_of
from tests.endure.missed import reached_levels, told_levels, whole_and_replayed
from tests.endure.sizes import SIZES
from tests.load.place import Place
from tests.load.planting import begun
from tests.load.silence import Silent
from tests.world import Clock, World

if TYPE_CHECKING:
    from tests.endure.telling import Telling

DAY = 24 * 60
LATE = 6
"""Cases whose clocks were missed, for each time that two ticks run at once."""


def test_a_day_of_ticks_tells_each_missed_clock_once(
    world: World, clock: Clock, tell: "Telling"
) -> None:
    everything_happens(world)
    followed = set(Dossier.objects.values_list("protocol", flat=True))
    with_clocks = {key for key, each in world.pack.protocols.items() if each.clocks}
    assert with_clocks <= followed, "not all protocols that have a clock are there"
    before = Escalation.objects.count()
    for _ in range(SIZES.ticks):
        clock.move(minutes=DAY / SIZES.ticks)
        call_command("tick", verbosity=0, stdout=Silent())
    told, owed = told_levels(), {*reached_levels(clock.at)}
    assert sum(told.values()) > before, "nothing was missed in a whole day"
    faults = whole_and_replayed()
    tell(
        "ticks",
        n=SIZES.ticks,
        lost=len(owed - {*told}),
        doubled=sum(count - 1 for count in told.values()),
        errors=len(faults),
        dossiers=Dossier.objects.count(),
        told=sum(told.values()) - before,
        untold=sorted(owed - {*told})[:5],
    )


def everything_happens(world: World) -> None:
    """Let a dossier of every protocol be there, most of them owed something."""
    scene = scene_of(world)
    office, at = world.bodies["demuna"].id, world.clock.at
    begun("mediation", scene.dossier("case"), office, at)
    by = world.author("carmen", "office", "demuna", "supervisor")
    letter = Letter(new_id(at), "session", {"worker_is": "well"}, said_at=at)
    hold_session(world.people["ana"].id, letter, by=by, at=at)


def test_two_ticks_at_the_same_time_tell_each_missed_clock_once(
    deployed: Place, tell: "Telling"
) -> None:
    failed = 0
    for _ in range(SIZES.rounds):
        deployed.ask("let_be_late", count=LATE)
        ticking = [start(TICK, env=deployed.env) for _ in range(2)]
        failed += sum(each.wait() != 0 for each in ticking)
    told = Counter(map(tuple, deployed.ask("escalated")))
    assert len({dossier for dossier, *_ in told}) >= LATE * SIZES.rounds, "nothing was late"
    tell(
        "two_ticks",
        n=len(told),
        lost=deployed.ask("untold"),
        doubled=sum(count - 1 for count in told.values()),
        errors=failed + len(deployed.ask("verified")) + len(deployed.ask("replayed")),
        rounds=SIZES.rounds,
    )


start = partial(subprocess.Popen, stdout=subprocess.DEVNULL)
TICK = (sys.executable, "-m", "django", "tick")
