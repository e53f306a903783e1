"""A clock that jumps a day ahead and 25 hours back: no order, duty, telling or session is lost."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.management import call_command
from django.test import Client

from amparo.audit.models import Checkpoint
from amparo.dossiers.models import Dossier, Duty, Entry
from tests.endure.missed import told_levels, whole_and_replayed
from tests.endure.sizes import SIZES
from tests.load.silence import Silent
from tests.world import Clock, World

if TYPE_CHECKING:
    from tests.endure.telling import Telling

Duties = set[tuple[UUID, str, UUID]]


def test_a_clock_that_jumps_loses_and_doubles_nothing(
    world: World, clock: Clock, tell: "Telling"
) -> None:
    lost, errors = 0, 0
    for _ in range(SIZES.rounds):
        case, untouched = (world.case_of(world.raise_concern()) for _ in range(2))
        owed, checkpoints = duties(), Checkpoint.objects.count()
        due = dues(untouched)
        before = world.signed_in("ana")
        ahead = jump_ahead(world, clock, case)
        errors += is_in(before)
        jump_back(world, clock, case)
        errors += is_in(ahead)
        errors += dues(untouched) != due
        errors += Checkpoint.objects.count() <= checkpoints + 1
        lost += len(owed - duties())
        clock.move(hours=26)
        tick()
    errors += sum(not in_order(dossier) for dossier in Dossier.objects.all())
    told = told_levels()
    assert told, "nothing was missed"
    tell(
        "clock_jumps",
        n=3 * SIZES.rounds,
        lost=lost,
        doubled=sum(count - 1 for count in told.values()),
        errors=errors + len(whole_and_replayed()),
        entries=Entry.objects.count(),
    )


def jump_ahead(world: World, clock: Clock, case: Dossier) -> Client:
    """Jump a day ahead, and let things be written there; return who signed in there."""
    clock.move(days=1)
    tick()
    world.take(case, "cause", cause="too_many", cause_note="MARK while the clock is ahead")
    return world.signed_in("ana")


def jump_back(world: World, clock: Clock, case: Dossier) -> None:
    """Jump an hour behind where it was, and let things be written there, too."""
    clock.move(hours=-25)
    tick()
    entry = world.take(case, "cause", cause="too_many", cause_note="MARK once it is back")
    assert entry.said_at == clock.at, "what the clock said is kept beside the moment"
    clock.move(hours=1, minutes=1)
    tick()


def tick() -> None:
    call_command("tick", verbosity=0, stdout=Silent())


def is_in(client: Client) -> bool:
    return bool(client.get("/duties/").status_code != 302)


def duties() -> Duties:
    return {*Duty.objects.values_list("dossier_id", "clock", "instance")}


def dues(dossier: Dossier) -> list[tuple[object, ...]]:
    """Return when what is owed in a dossier that nobody touches is due."""
    return sorted(dossier.duties.values_list("clock", "instance", "due"))


def in_order(dossier: Dossier) -> bool:
    """Tell whether positions have no hole, and no entry lies before the one that it follows."""
    entries = list(dossier.entries.order_by("position").values_list("position", "at"))
    moments = [at for _, at in entries]
    first = entries[0][0]
    return moments == sorted(moments) and [place for place, _ in entries] == [
        *range(first, first + len(entries))
    ]
