"""Fill a deployment with many dossiers of many offices, of which one is large."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amparo.audit.actions import number
from amparo.audit.models import Leaf, Record
from amparo.config.bench.filling.acting import (
    AREA,
    COLLEAGUE,
    OFFICE,
    RAISER,
    WORKER,
    Shape,
    play,
)
from amparo.config.bench.filling.copying import Copier, Numbers, Office
from amparo.config.bench.filling.indexes import indexes_afterwards
from amparo.config.bench.filling.leaves import Leaves
from amparo.config.bench.filling.made_up import BlindIndex, Luck, child, luck
from amparo.config.bench.filling.pressing import Plate, Stamp
from amparo.config.bench.filling.storing import Store, no_waiting
from amparo.config.bench.filling.written import Original, read_back
from amparo.config.demo.founding import World
from amparo.dossiers.actions.parts import Recipient
from amparo.dossiers.models import Dossier, Duty, Entry, NameIndex, Party, SealedPart, Wrap
from amparo.system.actions.bodies import found_body
from amparo.system.models import Area, Body
from amparo.system.rules import CUSTODIAN, OFFICER, Level
from amparo.trust.actions.accounts import create_account
from amparo.trust.keyring import circle_public
from amparo.trust.models import Account

Tell = Callable[[str], None]

SEED = 20261128
IN_A_SITUATION = 3
"""A concern, the case that an office opens from it, and the call that its raiser is owed."""

MOMENTS = 250
"""At how many moments something arrives in each office, as the real actions write it."""

IN_LARGE = 20
"""How many arrive in the large office when one arrives in each of the others."""

FRESH, IN_WORK = 0.02, 0.05
"""Which share of all, the newest, nobody has opened; which, these too, is not settled yet."""

LATELY = timedelta(hours=20)
"""How far back what is not settled arrived: none of its clocks has run out."""

SETTLING = timedelta(days=2)

LATE_ELSEWHERE = 0.2
"""Which share of what is not settled yet arrives in other offices: a day's and not a week's."""

OFFICES_FOR_ONE = 1.3
"""How many other offices there are for each at which something arrives at one moment."""

FILLED = (Dossier, Party, Entry, SealedPart, Wrap, Duty, NameIndex, Record, Leaf)


@dataclass(frozen=True)
class Share:
    """How dossiers lie: how many moments, at how many other offices at each, how many there are."""

    moments: int
    each: int
    offices: int

    def at_once(self, shape: Shape) -> int:
        """Return at how many other offices something of this shape arrives at one moment."""
        return self.each if shape is Shape.SETTLED else round(self.each * LATE_ELSEWHERE)


@dataclass(frozen=True)
class _Offices:
    """The large office, its stamp, and those of all others."""

    large: Office
    stamp: Stamp
    others: list[Stamp]


@dataclass(frozen=True)
class Filled:
    """What a filled deployment holds, and how long it took."""

    asked: int
    dossiers: int
    entries: int
    offices: int
    seed: int
    seconds: int

    @classmethod
    def read(cls, home: Path) -> "Filled | None":
        said = home / "filled.json"
        return cls(**json.loads(said.read_text(encoding="utf-8"))) if said.is_file() else None

    def write(self, home: Path) -> None:
        text = json.dumps(asdict(self), indent=1)
        (home / "filled.json").write_text(text, encoding="utf-8")


def fill(world: World, count: int, *, begun: datetime, tell: Tell) -> Filled:
    """Fill a deployment that was just founded; `count` is of dossiers, about."""
    started, rng = perf_counter(), luck(SEED)

    def said(what: str) -> None:
        tell(f"{what} ({perf_counter() - started:.0f} s)")

    with no_waiting():
        share = _share(count)
        world_wide = _offices(world, share.offices)
        said(f"{share.offices + 1} offices")
        originals = [
            (shape, read_back(world, play(world, shape, child(rng), at)))
            for at, shape in _moments(share.moments, begun, rng)
        ]
        number()
        said(f"{share.moments} concerns written by the real actions")
        with indexes_afterwards(FILLED):
            _copy_all(originals, world_wide, share, rng)
            said("copied")
        said("indexes")
    return Filled(
        asked=count,
        dossiers=Dossier.objects.count(),
        entries=Entry.objects.count(),
        offices=1 + share.offices,
        seed=SEED,
        seconds=round(perf_counter() - started),
    )


def _copy_all(
    originals: Iterable[tuple[Shape, Original]],
    offices: _Offices,
    share: Share,
    rng: Luck,
) -> None:
    """Copy each concern for the large office as the real actions would write it, and press it."""
    store, numbers = Store(), Numbers()
    copier = Copier(store, rng, numbers)
    for shape, original in originals:
        with transaction.atomic():
            for _ in range(IN_LARGE - 1):
                copier.copy(original, offices.large)
            store.flush()
        number()
        with transaction.atomic():
            leaves, plate = Leaves(), Plate(original, offices.stamp, store)
            for stamp in rng.sample(offices.others, share.at_once(shape)):
                plate.press(stamp, rng, numbers, leaves)
            store.flush()
            leaves.keep()


def _moments(count: int, begun: datetime, rng: Luck) -> Iterator[tuple[datetime, Shape]]:
    """Yield when something arrives and how far it comes, the oldest first."""
    now = timezone.now()
    settled = count - round(count * IN_WORK)
    days = (now - SETTLING - begun) / settled
    for place in range(settled):
        yield begun + days * place + timedelta(seconds=rng.randrange(3600)), Shape.SETTLED
    late = count - settled
    fresh = round(count * FRESH)
    for place in range(late):
        at = now - LATELY + (LATELY - timedelta(hours=2)) * place / late
        yield at, Shape.FRESH if place >= late - fresh else Shape.IN_WORK


def _share(count: int) -> Share:
    """Share so many dossiers out: the large office gets its own, all others what is left."""
    situations = count // IN_A_SITUATION
    moments = max(1, min(MOMENTS, situations // (2 * IN_LARGE)))
    late = round(moments * IN_WORK)
    each = max(
        0, round((situations - moments * IN_LARGE) / (moments - late * (1 - LATE_ELSEWHERE)))
    )
    return Share(moments, each, max(each, min(round(each * OFFICES_FOR_ONE), len(_areas()))))


def _areas() -> list[str]:
    """Return the districts of other regions than the one that is measured."""
    region = AREA[:4]
    far = Area.objects.filter(level=Level.DISTRICT).exclude(pk__startswith=region)
    return list(far.order_by("pk").values_list("pk", flat=True))


def _offices(world: World, count: int) -> _Offices:
    """Found so many other offices, each with a neighbour who raises what arrives there."""
    now = timezone.now()
    staff = [_person(world, f"relevo{place}", now) for place in (1, 2, 3)]
    large = _large(world, _person(world, "vecina", now))
    areas = list(islice(cycle(_areas()), count))
    with transaction.atomic():
        others = [
            _found(area, _person(world, f"vecina{place}", now), staff, at=now)
            for place, area in enumerate(areas)
        ]
    here = (world.bodies[OFFICE].id, world.people[WORKER].id, world.people[RAISER].id)
    return _Offices(large, Stamp(AREA, tuple(map(str, here)), tuple(large.keys)), others)


def _large(world: World, neighbour: Account) -> Office:
    """Return the office of the originals, as a place for copies too."""
    body = world.bodies[OFFICE].id
    keys = {circle: circle_public(circle) for circle in _circles(body)}
    recipients = {key.pk: Recipient(key.public, epoch=key.pk) for key in keys.values()}
    # Nobody opens as many files in a day as copies come to one office: they are a colleague's.
    # And nobody raises so many.
    instead = {
        world.people[WORKER].id: world.people[COLLEAGUE].id,
        world.people[RAISER].id: neighbour.id,
    }
    return Office(body, AREA, instead, recipients, BlindIndex(body, AREA))


def _found(area: str, neighbour: Account, staff: Sequence[Account], *, at: datetime) -> Stamp:
    """Found another office, with people who work in several of them."""
    worker, second, keeper = staff
    members = [(worker, OFFICER), (second, OFFICER), (keeper, CUSTODIAN)]
    body = found_body("demuna", f"DEMUNA {area} (inventada)", area, members=members, by=None, at=at)
    ids = (body.id, worker.id, neighbour.id)
    epochs = tuple(circle_public(circle).pk for circle in _circles(body.id))
    return Stamp(area, tuple(map(str, ids)), epochs)


def _circles(body: UUID) -> list[UUID]:
    """Return a body's own circle and that of its custodians."""
    custodians = Body.objects.get(pk=body).custodians_id
    return [body, *([custodians] if custodians else [])]


def _person(world: World, name: str, at: datetime) -> Account:
    shown = f"{name.capitalize()} (nombre inventado)"
    return create_account(name, shown, world.stretched, by=None, at=at)
